"""Performing one verb: check, run, write, in one short transaction of two round trips."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

import psycopg
from django.db import DatabaseError, transaction

from yichuang.kernel import statements
from yichuang.kernel.access.actors import Actor
from yichuang.kernel.access.models import Account
from yichuang.kernel.calendar.queries import calendar_for
from yichuang.kernel.clocks.moves import ClockRow
from yichuang.kernel.clocks.rulebook import rungs_at
from yichuang.kernel.ledger.chain import canonical_facts
from yichuang.kernel.ledger.models import LedgerEntry
from yichuang.kernel.numbering.counters import LiveNumbers
from yichuang.kernel.offices.queries import EPOCHS, at_epochs, tree
from yichuang.kernel.verbs import store
from yichuang.kernel.verbs.act import SHANGHAI, Effects, World, check, run
from yichuang.kernel.verbs.declare import Verb, verb_named
from yichuang.kernel.verbs.models import ActKey
from yichuang.kernel.verbs.parameters import checked
from yichuang.kernel.verbs.reactions import guards_of
from yichuang.kernel.verbs.refusals import Because, Refused, not_found
from yichuang.kernel.verbs.subjects import Subject, split
from yichuang.kernel.verbs.unwritable import constraint_of, unwritable


@dataclass(frozen=True, slots=True)
class Receipt:
    """What an act came to: the subject, the number of the act on it, the state now, and what the body answered."""

    ref: str
    n: int
    verb: str
    state: str
    at: str
    answer: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class _Loaded:
    subject: Subject
    clocks: list[ClockRow]
    replay: Receipt | None
    world: World


def perform(
    verb: Verb,
    ref: str | None,
    *,
    by: Actor,
    at: datetime,
    key: str | None = None,
    seen: int | None = None,
    **given: Any,
) -> Receipt:
    """Do one act, whole or not at all.

    `ref` is the subject (None for a verb that makes one), `at` the instant of the act, `key` the client's key for it
    (the same key again gets the first receipt), `seen` the version on which the client decided. Raises Refused.
    """
    values = checked(verb.parameters, given)
    print_of = _fingerprint(verb, ref, values) if key else b""
    try:
        return _once(verb, ref, by, at, key, print_of, seen, values)
    except (psycopg.Error, DatabaseError) as error:
        cause = error if isinstance(error, psycopg.Error) else error.__cause__
        # two requests with one key ran at the same time: the other one was first
        if key and constraint_of(cause).startswith("act_key"):
            return _once(verb, ref, by, at, key, print_of, seen, values)
        if refused := unwritable(cause):
            raise refused from None
        raise


def done_with(key: str | None, verb: Verb, ref: str, by: Actor) -> Receipt | None:
    """The receipt of this act where this actor has done it with this key, else None.

    For callers that work out what they hand to `perform`: the same form again would say something else by then.
    """
    found = ActKey.objects.filter(actor=by.reference, key=key).values_list("receipt", flat=True).first()
    receipt = Receipt(**found) if key and found else None
    return receipt if receipt and (receipt.verb, receipt.ref) == (verb.name, ref) else None


def _once(
    verb: Verb,
    ref: str | None,
    by: Actor,
    at: datetime,
    key: str | None,
    print_of: bytes,
    seen: int | None,
    values: dict[str, Any],
) -> Receipt:
    with transaction.atomic():
        loaded = _load(verb, ref, by, key, print_of)
        if loaded.replay:
            return loaded.replay
        subject = loaded.subject
        if not verb.creates and not subject.seen_by(by):
            raise not_found(verb.on.label)
        if seen is not None and subject.changed_since(seen):
            raise _lost_race(subject)
        with at_epochs(loaded.world.epochs):  # who may is asked of the world that the act begins in
            check(verb, subject, by)
            for guard in guards_of(verb.name):
                if reason := guard(subject, by):
                    raise Refused(Because.GUARDED, reason)
        effects = run(verb, subject, loaded.clocks, by, at, loaded.world, values)
        receipt = receipt_of(verb, effects)
        with statements.raw().pipeline():
            cursor = psycopg.Cursor(statements.raw())
            store.write(cursor, effects)
            if key:
                keep = ActKey(
                    actor=by.reference, key=key, fingerprint=print_of, receipt=asdict(receipt), at=at
                )
                store.insert(cursor, keep)
        for work in effects.also:
            work()
    return receipt


def receipt_of(verb: Verb, effects: Effects) -> Receipt:
    """The receipt of an act that is about to be written."""
    assert effects.entry is not None
    entry = effects.entry
    return Receipt(
        entry.subject, entry.n, verb.name, effects.subject.state, entry.at.isoformat(), effects.answer
    )


def load_subject(ref: str) -> Subject:
    """The subject of that reference, unlocked, for reading. Raises Refused when there is none."""
    from yichuang.kernel.verbs.subjects import kinds

    try:
        kind, identity = split(ref)
        return kinds()[kind]._default_manager.get(pk=identity)
    except (ValueError, KeyError) as error:
        raise not_found() from error
    except tuple(model.DoesNotExist for model in kinds().values()) as error:
        raise not_found() from error


KEY = "SELECT fingerprint, receipt FROM act_key WHERE actor = %s AND key = %s"


def _load(verb: Verb, ref: str | None, by: Actor, key: str | None, print_of: bytes) -> _Loaded:
    """Lock and read all that the act needs, in one round trip."""
    subjects, clocks, keys, epochs, ids = (statements.cursor() for _ in range(5))
    with statements.raw().pipeline():
        if verb.creates:
            ids.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id'))", [verb.on._meta.db_table], prepare=True
            )
        else:
            kind, identity = _reference(verb, ref)
            lock = f"{statements.select_sql(verb.on)} WHERE id = %s FOR UPDATE"
            subjects.execute(lock, [identity], prepare=True)
            clocks.execute(store.CLOCK_SELECT, [f"{kind}:{identity}"], prepare=True)
        if key:
            keys.execute(KEY, [by.reference, key], prepare=True)
        epochs.execute(EPOCHS, prepare=True)
    replay = _replay(keys.fetchone(), print_of) if key else None
    known = dict(epochs.fetchall())
    calendar_epoch = known.get("calendar", 0)
    world = World(
        tree=tree(known.get("offices", 0)),
        calendar_of=lambda path: calendar_for(path, calendar_epoch),
        numbers=LiveNumbers(),
        epochs=known,
        rungs=rungs_at(known.get("rungs", 0)),
    )
    if verb.creates:
        first = ids.fetchone()
        assert first is not None
        return _Loaded(verb.on(id=first[0]), [], replay, world)
    row = subjects.fetchone()
    if row is None:
        raise not_found(verb.on.label)
    return _Loaded(
        statements.instance(verb.on, row), [ClockRow(*c) for c in clocks.fetchall()], replay, world
    )


def _reference(verb: Verb, ref: str | None) -> tuple[str, int]:
    try:
        kind, identity = split(ref or "")
    except ValueError:
        raise not_found(verb.on.label) from None
    if kind != verb.on.subject_kind:
        raise not_found(verb.on.label)
    return kind, identity


def _fingerprint(verb: Verb, ref: str | None, values: dict[str, Any]) -> bytes:
    text = canonical_facts({"verb": verb.name, "ref": ref, "values": values})
    return hashlib.new("sm3", text.encode()).digest()


def _replay(row: tuple[Any, ...] | None, print_of: bytes) -> Receipt | None:
    if row is None:
        return None
    if bytes(row[0]) != print_of:
        raise Refused(
            Because.BAD_INPUT,
            "这个幂等键已经用在另一个操作上",
            field="Idempotency-Key",
            remedy="每个操作请换一个新的键",
        )
    return Receipt(**row[1])


def _lost_race(subject: Subject) -> Refused:
    """Who was first, in a sentence, so that the other one knows whom to ask."""
    last = LedgerEntry.objects.filter(subject=subject.ref, n=subject.version).first()
    if last is None:
        return Refused(Because.LOST_RACE, f"{subject.label}刚刚变了", remedy="请看最新的内容再办")
    kind, _, identity = last.actor.partition(":")
    name = "申请人" if kind == "citizen" else "系统"
    if kind == "staff":
        name = Account.objects.filter(pk=int(identity)).values_list("name", flat=True).first() or "同事"
    when = last.at.astimezone(SHANGHAI).strftime("%H:%M")
    label = verb_named(last.verb).label
    return Refused(
        Because.LOST_RACE,
        f"{name} {when} 已经“{label}”，您这次没有提交",
        remedy="您填的内容还在，请看最新的内容再决定",
    )
