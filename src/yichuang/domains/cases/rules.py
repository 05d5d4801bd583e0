"""The lawful procedure as pure functions: limits, what stops a clock, when a case was early."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from yichuang.kernel.clocks.rules import Limit, Unit
from yichuang.kernel.clocks.rungs import family

ACCEPTANCE = Limit(5, Unit.WORKING_DAY)  # 行政许可法 art. 32(4): everything missing told within 5 days
DELIVERY = Limit(10, Unit.WORKING_DAY)  # art. 44: licence within 10 days of the decision
MOST_EXTENDED = 10  # days, of the unit of the clock: art. 42, once, with the head's approval
UPPER = Limit(20, Unit.WORKING_DAY)  # art. 42: the upper organ's own time, where no law sets another
SUPPLEMENT = Limit(30, Unit.WORKING_DAY)  # local default: the applicant's time to bring what is missing

FOLLOW_DAYS = 5  # local default for a paper that may follow, where the item names no days
HEARING_REQUEST = Limit(5, Unit.WORKING_DAY)  # art. 47: asked for within 5 days of being told of the right
HEARING_HELD = 20  # working days from the request to the hearing at most (art. 47)
HEARING_NOTICE = 7  # working days between the notice and the hearing at least (art. 48(1))

REUSED_WITHIN = timedelta(days=365)  # local default: how long a paper that was handed in may be taken over

SHORTEST_REASON = 15  # RULEBOOK 5, "refused without reason": fewer characters say nothing

# 行政许可法 art. 45: the eight procedures that stop a statutory clock; nothing else does
SPECIAL_PROCEDURES = {
    "hearing": "听证",
    "bidding": "招标",
    "auction": "拍卖",
    "inspection": "检验",
    "testing": "检测",
    "quarantine": "检疫",
    "appraisal": "鉴定",
    "expert_review": "专家评审",
}

# 行政许可法 art. 32(1)(2) and incapacity to meet the legal form: why an application isn't accepted
DECLINE_GROUNDS = {
    "not_needed": "依法不需要取得许可（第三十二条第一款第一项）",
    "not_ours": "不属于本机关职权范围（第三十二条第一款第二项）",
    "not_complete": "补正后仍不齐全或者不符合法定形式（第三十二条第一款第四项）",
}


@dataclass(frozen=True, slots=True)
class Opinion:
    """What one reviewer said at one stage."""

    stage: str
    account: int | None
    agree: bool
    text: str = ""
    at: str = ""


def timing(
    kind: str, clock_outcome: str, used_days: int, promised_days: int, statutory_days: int | None
) -> str:
    """Early, on time or late against the promise (RULEBOOK 9).

    `clock_outcome` is that of the decision clock. An instant case done on its day counts as early when the law would
    have allowed at least one working day.
    """
    if kind == "instant" and used_days <= promised_days:
        return "early" if (statutory_days or 0) >= 1 else "on_time"
    return clock_outcome


def next_stage(stages: Sequence[str], stage: str) -> str | None:
    """The stage after that one, None at the last; the first one for a case that has no stage yet."""
    if not stage:
        return stages[0] if stages else None
    position = list(stages).index(stage)
    return stages[position + 1] if position + 1 < len(stages) else None


def why_not_decide(
    opinions: Sequence[Opinion], account: int | None, two_reviewers: bool, act: str = "决定"
) -> str | None:
    """Why a decision can't be taken yet: order broken, or one person in all stages where two are required."""
    given = [opinion for opinion in opinions if opinion.stage != "returned"]
    if not given:
        return f"还没有审查意见，先提交审查意见再{act}"
    if two_reviewers and all(opinion.account == account for opinion in given):
        return f"这个事项要两个人办：审查和{act}不能是同一个人，请交给另一位同事{act}"
    return None


def may_be_reused(handed_in: date, today: date) -> bool:
    """Whether a paper that the house holds needn't be handed in again (优化营商环境条例 art. 37; RULEBOOK 2, row 23).

    Counted from the day on which it was first handed in: taking it over doesn't make it younger.
    """
    return handed_in <= today and today - handed_in <= REUSED_WITHIN


def follow_limit(days: int, promised: Limit) -> Limit:
    """How long a paper that may follow can take: as the item allows for it, inside the promise (RULEBOOK 2)."""
    allowed = days or FOLLOW_DAYS
    return Limit(min(allowed, promised.amount) if promised.amount else allowed, promised.unit)


def follow_clock(code: str) -> str:
    """The kind of the clock by which the applicant owes one paper: each paper has its own (容缺受理, RULEBOOK 2)."""
    return f"follow:{code}"


def owed_code(kind: str) -> str:
    """The code of the paper that a `follow` clock is about; empty for every other clock."""
    return kind.partition(":")[2] if family(kind) == "follow" else ""


def hearing_fault(to_hearing: int, from_request: int | None) -> str | None:
    """What is wrong with the day of a hearing, in working days from the notice and from the request (art. 47, 48).

    `from_request` is None for a hearing that nobody asked for (art. 46).
    """
    if to_hearing < HEARING_NOTICE:
        return f"听证通知要在举行的 {HEARING_NOTICE} 个工作日前发出，现在只隔 {to_hearing} 个"
    if from_request is not None and from_request > HEARING_HELD:
        return f"要在提出申请后 {HEARING_HELD} 个工作日内举行听证，现在隔了 {from_request} 个"
    return None
