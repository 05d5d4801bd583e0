"""Bringing rows in: checked first, then done by the verbs in the order of time, whole or as far as they are good."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import connection, transaction

from yichuang.domains.cases.importing.checking import Checker, Told
from yichuang.domains.cases.importing.columns import SHEET
from yichuang.domains.cases.importing.comparing import told_otherwise
from yichuang.domains.cases.importing.reading import Line, Reading
from yichuang.domains.cases.importing.retelling import STAGES, Retold, evaluated_at, reteller, retold
from yichuang.domains.cases.models import Case
from yichuang.domains.cases.queries import Service
from yichuang.domains.cases.states import State
from yichuang.domains.catalogue import queries as catalogue
from yichuang.domains.catalogue.importing import BadRow
from yichuang.domains.organisation.queries import site
from yichuang.domains.residents.actions import enrol_enterprise, enrol_person
from yichuang.domains.residents.parties import Kind, ids_of
from yichuang.kernel.access.actors import Actor
from yichuang.kernel.verbs import Refused
from yichuang.kernel.verbs.batch import Batch
from yichuang.kernel.verbs.refusals import Because
from yichuang.kernel.verbs.steps import finish

FLUSH_AFTER = 10_000  # acts
TELL_EACH = 200
LOCK = "SELECT pg_advisory_xact_lock(hashtext('case import'))"
PORTION = 5_000

# (batch, service, level, instant): what the room above does with an evaluation that a row tells of
Evaluate = Callable[[Batch, Service, int, datetime], None]
# of these cases, those whose service nobody has evaluated yet
Unevaluated = Callable[[Sequence[str]], set[str]]


@dataclass(slots=True)
class Outcome:
    """What became of a file's rows, counted; `kept` is False when nothing was written."""

    added: int = 0
    continued: int = 0
    unchanged: int = 0
    bad: list[BadRow] = field(default_factory=list)
    kept: bool = True

    @property
    def refused(self) -> int:
        """How many rows didn't go in."""
        return len({row.place for row in self.bad})


@dataclass(slots=True)
class _Row:
    """A row on its way in: what it tells, and what is known of it already."""

    told: Told
    ref: str = ""
    stage: int = -1  # index of STAGES that the stored case has reached


class _Stumbled(Exception):
    """Rows that the verbs refused: the load begins again without them."""

    def __init__(self, bad: list[BadRow]) -> None:
        super().__init__()
        self.bad = bad


def bring_in(
    reading: Reading,
    *,
    by: Actor,
    at: datetime,
    evaluate: Evaluate,
    unevaluated: Unevaluated,
    all_or_nothing: bool = False,
    dry_run: bool = False,
    told: Callable[[int, int], None] | None = None,
) -> Outcome:
    """Bring rows in as one transaction and say what became of each; see `bringing_in`."""
    steps = bringing_in(
        reading,
        by=by,
        at=at,
        evaluate=evaluate,
        unevaluated=unevaluated,
        all_or_nothing=all_or_nothing,
        dry_run=dry_run,
    )
    return finish(steps, told)


def bringing_in(
    reading: Reading,
    *,
    by: Actor,
    at: datetime,
    evaluate: Evaluate,
    unevaluated: Unevaluated,
    all_or_nothing: bool = False,
    dry_run: bool = False,
) -> Generator[tuple[int, int], None, Outcome]:
    """The same, step by step: gives (done, total) of the rows, and the Outcome at its end.

    With `all_or_nothing` a single bad row keeps everything out; `dry_run` does everything and writes nothing. A row
    whose number is there already is taken up where it stood: nothing of it is done twice, and one that tells otherwise
    of what was done is a bad row: what has happened isn't rewritten.
    """
    outcome = Outcome()
    rows = list(_checked(reading.lines, by, at, outcome))
    while True:
        try:
            with transaction.atomic():
                with (
                    connection.cursor() as cursor
                ):  # two imports at once: the second finds what the first brought
                    cursor.execute(LOCK)
                yield from _written(rows, by, evaluate, unevaluated, outcome)
                outcome.kept = not dry_run and not (all_or_nothing and outcome.bad)
                if not outcome.kept:
                    transaction.set_rollback(True)
                return outcome
        except _Stumbled as stumbled:
            outcome.bad += stumbled.bad
            fallen = {row.place for row in stumbled.bad}
            rows = [row for row in rows if _place(row.told.row) not in fallen]


def _place(row: int) -> str:
    return f"“{SHEET}”表第 {row} 行"


def _checked(lines: Sequence[Line], by: Actor, at: datetime, outcome: Outcome) -> Iterator[_Row]:
    """The rows that make sense; the others go to `bad`, each fault for itself."""
    here = site()
    if here is None:
        raise Refused(Because.GUARDED, "还没有建中心，请先运行 yichuang init")
    with transaction.atomic():
        batch = Batch()  # reads the epochs
    checker = Checker(catalogue.all_in_force(batch.epoch("catalogue")), here.centre_id, by, at)
    seen: Counter[tuple[int, str]] = Counter()
    for line in lines:
        told, faults = checker.check(line)
        if told is not None:
            seen[told.place, told.own_number] += 1
            if seen[told.place, told.own_number] > 1:
                told, faults = None, [f"编号“{line.values['own_number']}”在文件里重复了"]
        if told is not None:
            yield _Row(told)
        outcome.bad += [
            BadRow(_place(line.row), str(line.values.get("own_number", "")), why) for why in faults
        ]


def _written(
    rows: list[_Row], by: Actor, evaluate: Evaluate, unevaluated: Unevaluated, outcome: Outcome
) -> Generator[tuple[int, int], None, None]:
    if otherwise := _find_stored(rows):
        raise _Stumbled(otherwise)
    outcome.added = sum(row.stage < 0 for row in rows)
    batch, actor = Batch(past=True), reteller(by)
    parties = _enrolled(batch, rows, actor)
    acts = _acts(rows, parties)
    late = _evaluated_late(rows, unevaluated)
    going_on = {row.told.row for _, row, _ in acts} | {row.told.row for row in late}
    reaching = {row.told.row for row in rows if row.stage >= 0} & going_on
    outcome.continued = len(reaching)
    outcome.unchanged = len(rows) - outcome.added - outcome.continued
    left = Counter(row.told.row for _, row, _ in acts)
    whole = len(rows) - len(left)  # rows of which nothing is left to do
    refs: set[str] = set()
    bad: dict[int, BadRow] = {}
    for done, (_, row, act) in enumerate(acts, start=1):
        number = row.told.row
        if number not in bad:
            try:
                _do(batch, row, act, actor, evaluate)
            except Refused as refused:
                bad[number] = BadRow(_place(number), row.told.own_number, refused.text)
        left[number] -= 1
        (refs.add if left[number] else refs.discard)(row.ref)
        whole += not left[number]
        if done % TELL_EACH == 0 or done == len(acts):
            yield whole, len(rows)
        if done % FLUSH_AFTER == 0 and not bad:
            batch.flush(keep=lambda subject: subject.ref in refs)
    if bad:
        raise _Stumbled(list(bad.values()))
    for row in late:
        _evaluate(batch, row, evaluate)
    batch.flush()


def _do(batch: Batch, row: _Row, act: Retold, actor: Actor, evaluate: Evaluate) -> None:
    receipt = batch.perform(act.verb, row.ref or None, by=actor, at=act.at, **act.given)
    row.ref = receipt.ref
    if act.stage == "delivered":
        _evaluate(batch, row, evaluate)


def _evaluate(batch: Batch, row: _Row, evaluate: Evaluate) -> None:
    told = row.told
    if told.level is None:
        return
    item = told.item
    service = Service(ref=row.ref, item=item.item_id, department=item.department_id, place=told.place)
    evaluate(batch, service, told.level, evaluated_at(told))


def _evaluated_late(rows: list[_Row], unevaluated: Unevaluated) -> list[_Row]:
    """Rows of cases that were delivered already, with an evaluation that an earlier file didn't have."""
    told = [row for row in rows if row.stage == len(STAGES) - 1 and row.told.level is not None]
    silent = unevaluated([row.ref for row in told]) if told else set()
    return [row for row in told if row.ref in silent]


def _acts(rows: list[_Row], parties: dict[tuple[Kind, str], int]) -> list[tuple[datetime, _Row, Retold]]:
    """What is to be done, in the order of time; of stored cases only what goes beyond them."""
    found = []
    for row in rows:
        for act in retold(row.told, parties[row.told.kind, row.told.identity]):
            if STAGES.index(act.stage) > row.stage:
                found.append((act.at, row, act))
    found.sort(key=lambda one: (one[0], one[1].told.row))
    return found


def _find_stored(rows: list[_Row]) -> list[BadRow]:
    """The cases that an earlier import has made, and how far they had come; the rows that tell otherwise of them."""
    otherwise: dict[int, list[str]] = {}
    by_key = {(row.told.place, row.told.own_number): row for row in rows}
    for row in rows:
        row.ref, row.stage = "", -1
    numbers = list({number for _, number in by_key})
    for begin in range(0, len(numbers), PORTION):
        for case in Case.objects.filter(own_number__in=numbers[begin : begin + PORTION]).defer("form"):
            stored = by_key.get((case.place_id, case.own_number))
            if stored is not None:
                stored.ref, stored.stage = case.ref, STAGES.index(_reached(case))
                otherwise[stored.told.row] = told_otherwise(stored.told, case)
    numbered = {row.told.row: row.told.own_number for row in rows}
    return [BadRow(_place(row), numbered[row], why) for row in sorted(otherwise) for why in otherwise[row]]


def _reached(case: Case) -> str:
    """How far along the acts of a ledger a stored case is."""
    if case.delivered_on:
        return "delivered"
    if case.concluded_on or case.declined_on:
        return "concluded"
    if case.state == State.SPECIAL_PROCEDURE:
        return "paused"
    if case.paused_days:
        return "resumed"
    if case.extended:
        return "extended"
    return "accepted" if case.accepted_on else "received"


def _enrolled(batch: Batch, rows: list[_Row], actor: Actor) -> dict[tuple[Kind, str], int]:
    """Everybody's file, opened at the moment of their first case where there is none."""
    first: dict[tuple[Kind, str], Told] = {}
    for row in rows:
        told = row.told
        known = first.get((told.kind, told.identity))
        if known is None or told.received < known.received:
            first[told.kind, told.identity] = told
    found: dict[tuple[Kind, str], int] = {}
    for kind, enrol in ((Kind.PERSON, enrol_person), (Kind.ENTERPRISE, enrol_enterprise)):
        stored = ids_of(kind, (identity for of, identity in first if of is kind))
        for (of, identity), told in first.items():
            if of is not kind:
                continue
            if identity not in stored:
                given = {"name": told.name, "identity": identity, "phone": told.phone}
                receipt = batch.perform(enrol, None, by=actor, at=told.received, **given)
                stored[identity] = int(receipt.ref.partition(":")[2])
            found[kind, identity] = stored[identity]
    batch.flush()
    return found
