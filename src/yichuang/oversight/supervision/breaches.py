"""Rules without a clock as pure functions over the acts on one case (RULEBOOK 5). Their levels are rows of `rung`.

Each function is asked about one act and what came before it, and gives what shows the breach, or nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

SHANGHAI: Final = ZoneInfo("Asia/Shanghai")
SHORTEST_REASON: Final = 15  # RULEBOOK 5, "refused without reason"
Evidence = tuple[tuple[str, str], ...]

ASKS: Final = "case.request_supplement"
ASKS_MORE: Final = "case.ask_more"
ACCEPTS: Final = ("case.accept", "case.accept_by_law")
REVIEWS: Final = "case.review"
WITHDRAWS: Final = "case.withdraw"
DECIDES: Final = ("case.grant", "case.refuse")
REFUSES: Final = ("case.refuse", "case.decline", "case.upper_answered")
BY_UPPER: Final = "case.upper_answered"
_NAMES_LAW = re.compile(r"《.+》|第.{1,8}条")


@dataclass(frozen=True, slots=True)
class Done:
    """One act on a case as the ledger has it; `account` is None for an act of the system or of a citizen."""

    n: int
    verb: str
    at: datetime
    account: int | None
    facts: Mapping[str, Any]

    @property
    def when(self) -> str:
        """Its instant for people."""
        return f"{self.at.astimezone(SHANGHAI):%m月%d日 %H:%M}"


@dataclass(frozen=True, slots=True)
class Seen:
    """What is known beside the ledger: the item's demands, whether the place was open, the words of a refusal."""

    two_reviewers: bool
    materials: Mapping[str, str]
    was_open: bool
    refusal: tuple[str, str | None] | None  # reason, and the basis where one had to be written


Breach = Callable[[Done, Sequence[Done], Seen], Evidence]


def second_supplement(act: Done, before: Sequence[Done], seen: Seen) -> Evidence:
    """Asked for what the first notification could have named, or again after acceptance (行政许可法 art. 32(4))."""
    if act.verb == ASKS_MORE:
        accepted = next((one for one in reversed(before) if one.verb in ACCEPTS), None)
        first = (("受理", accepted.when),) if accepted else ()
        return (*first, ("受理后又要材料", act.when))
    earlier = [one for one in before if one.verb == ASKS]
    if act.verb != ASKS or not earlier:
        return ()
    told = {code for one in earlier for code in one.facts.get("wanting", ())}
    more = [code for code in act.facts.get("wanting", ()) if code not in told]
    if not more:
        return ()
    return (
        *(("已告知", f"{one.when}，要补：{_names(one.facts.get('wanting', ()), seen)}") for one in earlier),
        ("这次又要", f"{act.when}，以前没有告知：{_names(more, seen)}"),
    )


def order_broken(act: Done, before: Sequence[Done], seen: Seen) -> Evidence:
    """Decided without review, by one person where two are required, or after the case was withdrawn (art. 34)."""
    if act.verb not in DECIDES or act.account is None:
        return ()
    decided = ("决定", act.when)
    if withdrawn := next((one for one in before if one.verb == WITHDRAWS), None):
        return (("撤回", withdrawn.when), decided, ("问题", "申请撤回以后又作了决定"))
    reviews = [one for one in before if one.verb == REVIEWS]
    if not reviews:
        return (decided, ("问题", "没有审查意见就作了决定"))
    if seen.two_reviewers and all(one.account == act.account for one in reviews):
        opinions = tuple(("审查意见", one.when) for one in reviews)
        return (*opinions, decided, ("问题", "要两个人办的事项，审查和决定是同一个人"))
    return ()


def refused_without_reason(act: Done, _before: Sequence[Done], seen: Seen) -> Evidence:
    """Refused with fewer than 15 characters, or with no law or article named (art. 38(2)).

    The words themselves may name persons: the evidence says how long they are, the paper has them.
    """
    if act.verb not in REFUSES or act.account is None or seen.refusal is None:
        return ()
    reason, basis = seen.refusal
    length = len("".join(reason.split()))
    found: list[tuple[str, str]] = []
    if length < SHORTEST_REASON:
        found.append(("理由", f"只有 {length} 个字，至少要 {SHORTEST_REASON} 个"))
    if act.verb != BY_UPPER and basis is not None and not _NAMES_LAW.search(basis):
        found.append(("依据", "没有写明法律名称或者条款"))
    return (("不予办理", act.when), *found) if found else ()


def odd_hours(act: Done, _before: Sequence[Done], seen: Seen) -> Evidence:
    """An act of staff outside working hours and announced extra opening."""
    return (("操作时间", act.when),) if act.account is not None and not seen.was_open else ()


BREACHES: Final[dict[str, Breach]] = {
    "second_supplement": second_supplement,
    "order_broken": order_broken,
    "refused_without_reason": refused_without_reason,
    "odd_hours": odd_hours,
}
"""Code of a rule -> who finds it. A rule whose row is off isn't asked."""


def _names(codes: Sequence[str], seen: Seen) -> str:
    return "、".join(seen.materials.get(code, code) for code in codes) or "（没有记下）"
