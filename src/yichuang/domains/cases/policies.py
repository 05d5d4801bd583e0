"""Whether a case allows an act now. Each function gives a Chinese reason why not, or None.

The verbs refuse by these, and the desk shows the same reason beside the button that can't be used.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Protocol

from yichuang.domains.cases import rules
from yichuang.domains.cases.models import Case
from yichuang.domains.cases.papers import RETELLER
from yichuang.domains.cases.permissions import holds_case
from yichuang.domains.cases.states import Verdict
from yichuang.domains.catalogue.content import ItemFacts
from yichuang.kernel.access.actors import Actor, ActorKind
from yichuang.kernel.clocks.hours import SHANGHAI, local_day
from yichuang.kernel.clocks.lights import date_words
from yichuang.kernel.verbs.declare import Verb
from yichuang.kernel.verbs.offers import Offer, available

BESIDE = ("to", "organ")  # what an opinion says beside itself: where it was sent back or up to
HEARING_REQUEST = "hearing_request"
"""The applicant's clock: until when a hearing may be asked for (art. 47)."""
NONE_AWAITED = "没有在等的听证期限，不用登记放弃"
ALREADY_TOLD = "已经告知过听证权利，期限还没有到"


class Ticking(Protocol):
    """A clock, as an act or a page has it at hand."""

    kind: str
    due_at: datetime | None
    stopped_at: datetime | None


def to_finish_at_once(case: Case) -> str | None:
    """Only instant items are done while the applicant waits (行政许可法 art. 37)."""
    return None if case.facts.case_kind == "instant" else "这是承诺件，要审查后才能决定，请先受理"


def to_extend(case: Case) -> str | None:
    """Once only (行政许可法 art. 42)."""
    return "这件已经延过一次，法律只允许一次" if case.extended else None


def too_late_to_extend(clocks: Iterable[Ticking], at: datetime) -> str | None:
    """An extension lengthens a limit that still runs; one that has passed stays passed (art. 42)."""
    due = next((one.due_at for one in clocks if one.kind == "decision" and one.stopped_at is None), None)
    if due is None or at <= due:
        return None
    return "承诺时限已经过了，不能再延期：要延长的，在期限内批准"


def past_the_law(promised: Ticking | None, law: Ticking | None, actor: Actor) -> str | None:
    """A promise that is extended still ends no later than the law's own limit (RULEBOOK 2), which may count other days.

    What a ledger that is brought in says was done stays so.
    """
    if not (promised and promised.due_at and law and law.due_at) or actor.role == RETELLER:
        return None
    if promised.due_at <= law.due_at:
        return None
    ours, theirs = (date_words(local_day(one)) for one in (promised.due_at, law.due_at))
    return f"延长后 {ours}到期，晚于法定时限的 {theirs}，请改短"


def nothing_allows_extending(case: Case, basis: str, actor: Actor) -> str | None:
    """What isn't a licence is extended by its own law alone, which has to be named (RULEBOOK 2).

    A ledger that is brought in doesn't say by which: what was extended then stays so.
    """
    if case.facts.is_licence or basis or actor.role == RETELLER:
        return None
    return "这个事项不是行政许可，不适用行政许可法的延期，请写明哪条规定允许延期"


def to_report_up(case: Case) -> str | None:
    """Only what the upper level decides is passed up (art. 35)."""
    return None if case.kind == "report_up" else "只有上报件才转报上级，请直接决定"


def passed_up(case: Case) -> Mapping[str, Any] | None:
    """The opinion with which a case was last passed up; None where it wasn't."""
    return next((one for one in reversed(case.opinions) if one.get("organ")), None)


def reported_to(case: Case) -> tuple[str, datetime | None]:
    """The upper organ that a case was passed up to, and when; without its name where the case doesn't say."""
    passed = passed_up(case)
    return (passed["organ"], datetime.fromisoformat(passed["at"])) if passed else ("上级机关", None)


def to_decide(case: Case, actor: Actor) -> str | None:
    """After the review, and by somebody else where two are required (RULEBOOK 5, order broken).

    A ledger that is brought in doesn't say who reviewed: what was decided then stays decided.
    """
    if actor.kind is ActorKind.SYSTEM and actor.role == RETELLER:
        return None
    return to_conclude_here(case) or _reviewed(case, actor, "决定")


def to_conclude_here(case: Case) -> str | None:
    """What the upper level decides isn't decided here (art. 43)."""
    return "这是上报件，由上级决定，请转报上级" if case.kind == "report_up" else None


def to_pass_up(case: Case, actor: Actor) -> str | None:
    """After the review, and by somebody else where two are required, as a decision of ours would be."""
    if actor.kind is ActorKind.SYSTEM and actor.role == RETELLER:
        return None
    return to_report_up(case) or _reviewed(case, actor, "转报")


def _reviewed(case: Case, actor: Actor, act: str) -> str | None:
    opinions = [rules.Opinion(**{k: v for k, v in one.items() if k not in BESIDE}) for one in case.opinions]
    return rules.why_not_decide(opinions, actor.account, case.facts.two_reviewers, act)


def to_grant(case: Case) -> str | None:
    """What was allowed to follow has come (RULEBOOK 2, conditional acceptance)."""
    names = "、".join(one["name"] for one in owed(case))
    return f"容缺的材料还没有补交：{names}" if names else None


def owed(case: Case) -> list[dict[str, Any]]:
    """The papers that were allowed to follow and haven't come."""
    return [one for one in case.materials if one.get("verdict") == Verdict.FOLLOWS]


def hearing_awaited(clocks: Iterable[Ticking], at: datetime) -> str | None:
    """Why a decision has to wait: the days in which a hearing may be asked for aren't over (art. 47)."""
    due = next((one.due_at for one in clocks if one.kind == HEARING_REQUEST and one.stopped_at is None), None)
    if due is None or at > due:
        return None
    day = due.astimezone(SHANGHAI)
    return f"已告知听证权利，{day.month}月{day.day}日前申请人还可以要求听证，期满再作决定"


def materials_fault(
    item: ItemFacts, situation: Mapping[str, str], found: Sequence[Mapping[str, Any]], *, whole: bool
) -> str | None:
    """What of the materials stands in the way of acceptance (art. 32(5)).

    `whole`: the list must speak of every required material of this situation, each one checked.
    """
    bad = [one["name"] for one in found if one["verdict"] in (Verdict.MISSING, Verdict.WRONG)]
    if bad:
        return f"还有 {len(bad)} 项材料不合格：{'、'.join(bad)}"
    unchecked = [one["name"] for one in found if one["verdict"] == Verdict.UNCHECKED]
    if whole:
        spoken = {one["code"] for one in found}
        asked = item.materials_for(dict(situation))
        unchecked += [one.name for one in asked if one.required and one.code not in spoken]
        if unchecked:
            return f"还有 {len(unchecked)} 项材料没有核对：{'、'.join(unchecked)}"
    unproved = [one["name"] for one in found if one["verdict"] == Verdict.REUSED and not one.get("reused")]
    if unproved:
        return f"没有写明沿用自哪一件：{'、'.join(unproved)}"
    may = {material.code for material in item.materials if material.may_follow}
    strict = [one["name"] for one in found if one["verdict"] == Verdict.FOLLOWS and one["code"] not in may]
    if strict:
        return f"这些材料不能容缺：{'、'.join(strict)}"
    return None


Policy = Callable[[Case, Actor], str | None]


def _both(case: Case, actor: Actor) -> str | None:
    return to_decide(case, actor) or to_grant(case)


WHY_NOT: dict[str, Policy] = {
    "case.claim": lambda case, actor: holds_case(actor, case),
    "case.extend": lambda case, _: to_extend(case),
    "case.grant": _both,
    "case.refuse": to_decide,
    "case.report_up": to_pass_up,
}
"""Acts that stay visible and say why they can't be done now."""

DECISIONS = ("case.grant", "case.refuse")
"""Acts that wait while a hearing may be asked for (`hearing_awaited`)."""

HEARING_TOLD = {"case.tell_hearing_right": False, "case.waive_hearing": True}
"""Acts that have a meaning only before the right to a hearing is told, or only while it may be used."""


IRRELEVANT: dict[str, Policy] = {
    "case.finish_at_once": lambda case, _: to_finish_at_once(case),
    "case.report_up": lambda case, _: to_report_up(case),
    "case.grant": lambda case, _: to_conclude_here(case),
    "case.refuse": lambda case, _: to_conclude_here(case),
    "case.bring_owed": lambda case, _: None if owed(case) else "没有容缺的材料",
    "case.claim": lambda case, actor: "这件已由您领取" if case.assignee == actor.account else None,
    "case.release": lambda case, _: None if case.assignee is not None else "还没有人领取",
}
"""Acts that have no meaning for this case, and are not offered at all."""


def offers(case: Case, clocks: Sequence[Ticking], actor: Actor, at: datetime) -> list[Offer]:
    """What this actor is offered on a case: acts that have a meaning for it now, each with the reason why not yet."""
    awaited = hearing_awaited(clocks, at)
    found = []
    for offer in available(case, actor):
        name = offer.name
        if _meaningless(name, case, actor, awaited):
            continue
        why_not = offer.why_not
        if why_not is None and name in WHY_NOT:
            why_not = WHY_NOT[name](case, actor)
        if why_not is None and name in DECISIONS:
            why_not = awaited
        if why_not is None and name == "case.extend":
            why_not = too_late_to_extend(clocks, at)
        found.append(replace(offer, why_not=why_not))
    return found


def why_not_offered(
    verb: Verb, case: Case, clocks: Sequence[Ticking], actor: Actor, at: datetime
) -> str | None:
    """Why `offers` leaves an act out: its state, the right, or no meaning for this case. None when it is offered."""
    if verb.when and case.state not in verb.when:
        return f"这件现在是“{case.state_name}”，不能“{case.act_name(verb)}”"
    if not actor.may(verb.name):
        return f"您的岗位不能“{case.act_name(verb)}”"
    return _meaningless(verb.name, case, actor, hearing_awaited(clocks, at))


def _meaningless(name: str, case: Case, actor: Actor, awaited: str | None) -> str | None:
    """Why an act has no meaning for a case now, or None."""
    irrelevant = IRRELEVANT.get(name)
    if irrelevant and (reason := irrelevant(case, actor)):
        return reason
    if name not in HEARING_TOLD or HEARING_TOLD[name] is bool(awaited):
        return None
    return NONE_AWAITED if awaited is None else ALREADY_TOLD
