"""The acts that a row tells of, in order, at their own instants."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from yichuang.domains.cases import actions
from yichuang.domains.cases.importing.checking import Told
from yichuang.domains.cases.inputs import ApplicantInput
from yichuang.domains.cases.papers import RETELLER
from yichuang.domains.cases.states import Channel
from yichuang.domains.residents.parties import Kind
from yichuang.kernel.access.actors import Actor, ActorKind
from yichuang.kernel.clocks.hours import local_day
from yichuang.kernel.verbs.declare import Verb

RECORDED = "台账导入，原件见纸质档案"
REASON = "台账导入：当时的理由和依据见纸质档案"
MOST_DAYS = 180


@dataclass(frozen=True, slots=True)
class Retold:
    """One act of a row. `stage`: how far the case has come after it, so that a later import can go on from there."""

    at: datetime
    stage: str
    verb: Verb
    given: dict[str, Any]


STAGES = ("received", "accepted", "extended", "paused", "resumed", "concluded", "delivered")


def reteller(by: Actor) -> Actor:
    """Who brings the ledger in, as the ledger entries name them: the acts were other people's."""
    return Actor(kind=ActorKind.SYSTEM, name="台账导入", account=by.account, post=by.post, role=RETELLER)


def retold(told: Told, party: int) -> Iterator[Retold]:
    """The acts of a row; `party` is the person's or enterprise's id."""
    yield Retold(told.received, "received", actions.receive, _application(told, party))
    if told.outcome == "declined":
        yield _declined(told)
        return
    if _at_once(told):
        assert told.concluded is not None
        yield Retold(told.concluded, "delivered", actions.finish_at_once, {"content": RECORDED})
        return
    yield Retold(told.accepted, "accepted", actions.accept, {})
    yield from _before_decision(told)
    yield from _decision(told)
    if told.delivered is not None:
        given = {
            "way": told.way,
            "receiver": told.name[:40],
            "tracking": RECORDED if told.way == "post" else "",
        }
        yield Retold(told.delivered, "delivered", actions.deliver, given)


def _at_once(told: Told) -> bool:
    """Whether it was done while the applicant waited: accepted, concluded and delivered on one day."""
    if told.item.case_kind != "instant" or told.outcome != "granted":
        return False
    if told.concluded is None or told.delivered is None:
        return False
    days = {local_day(one) for one in (told.accepted, told.concluded, told.delivered)}
    return len(days) == 1 and not told.procedure and not told.extended


def _application(told: Told, party: int) -> dict[str, Any]:
    person = party if told.kind is Kind.PERSON else None
    enterprise = None if person else party
    return {
        "item_version": told.item.id,
        "applicant": ApplicantInput(
            person=person, enterprise=enterprise, name=told.name, identity=told.identity, phone=told.phone
        ),
        "place": told.place,
        "window": told.window,
        "channel": Channel.IMPORTED,
        "joint": told.joint,
        "delivery": told.way,
        "own_number": told.own_number,
    }


def _declined(told: Told) -> Retold:
    at = told.concluded or told.accepted
    given = {"ground": "not_complete", "reason": REASON}
    return Retold(at, "concluded", actions.decline, given)


def _before_decision(told: Told) -> Iterator[Retold]:
    """An extension, a special procedure."""
    if told.extended:
        given = {"days": told.extended, "reason": REASON}
        yield Retold(told.accepted, "extended", actions.extend, given)
    if told.paused is not None:
        days = 1 if told.resumed is None else min(MOST_DAYS, max(1, (told.resumed - told.paused).days))
        begin = {"procedure": told.procedure, "organ": "见纸质档案", "days": days}
        yield Retold(told.paused, "paused", actions.start_special_procedure, begin)
    if told.resumed is not None:
        yield Retold(told.resumed, "resumed", actions.end_special_procedure, {"finding": RECORDED})


def _decision(told: Told) -> Iterator[Retold]:
    """Review and decision at one moment; the ledger doesn't say when the review was."""
    if told.concluded is None:
        return
    at = told.concluded
    if told.outcome == "withdrawn":
        yield Retold(at, "concluded", actions.withdraw, {"reason": RECORDED})
        return
    yield Retold(at, "concluded", actions.review, {"opinion": RECORDED, "agree": told.outcome == "granted"})
    if told.item.case_kind == "report_up":
        yield Retold(at, "concluded", actions.report_up, {"organ": "上级机关", "opinion": RECORDED})
        granted = told.outcome == "granted"
        yield Retold(at, "concluded", actions.upper_answered, {"granted": granted, "content": RECORDED})
    elif told.outcome == "refused":
        given = {"facts": RECORDED, "reason": REASON, "basis": "见纸质档案"}
        yield Retold(at, "concluded", actions.refuse, given)
    else:
        yield Retold(at, "concluded", actions.grant_, {"content": RECORDED})


def evaluated_at(told: Told) -> datetime:
    """When an evaluation was given, as far as the ledger says."""
    assert told.delivered is not None
    return told.delivered + timedelta(minutes=1)
