"""A share of a handful that no whole number of them gives (GRIM), where its own words name the handful.

"抽中9个村，其中已通天然气的村占80.0%": seven of nine are 77.8 %, eight 88.9 %.
"愿意返乡创业的48人，…希望参加培训的占创业人员的64.0%": 30 of 48 are 62.5 %, 31 64.6 %.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.judging import Judged
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.bounds.grim import grim
from yichuang.oversight.reportcheck.engine.units import DURATIONS, PERCENT, is_money
from yichuang.oversight.reportcheck.engine.weighing import FORCED

_SHARE = r"(?:占|占比为?|比例为?)(?:约|为|达|到)*$"
_OF_ITS_NOUN = re.compile(rf"^(?:其中)?[^，。；：、\d]{{1,14}}的(?P<noun>[一-鿿]{{1,4}}){_SHARE}")
_OF_NAMED = re.compile(
    r"^(?:其中)?[^，。；：、\d]{2,14}的占(?P<name>[一-鿿]{2,6}?)(?:人员|者|人数|总数|户数|对象|单位|企业)?的$"
)
_TRAIT = re.compile(r"面积|金额|产量|人口|收入|资金|产值|数量|加权|折算")


def shares_of_handful(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All shares of a document whose words name the handful that they are of, and that no whole number gives."""
    for passage in passages:
        for index, rate in enumerate(passage.figures):
            plain = rate.unit == PERCENT and rate.role is Role.RATE and rate.is_exact
            if not plain or _TRAIT.search(rate.lead) or _has_part(passage, index, rate):
                continue
            base = _of_its_noun(passage, index, rate) or _named(passage, rate)
            judged = grim(passages, base, rate) if base and _counts(base, rate) else None
            if judged and not judged.holds:
                yield replace(judged, odds=FORCED)


def _has_part(passage: Passage, index: int, rate: Figure) -> bool:
    """Whether a count right behind the share tells what it is of: "占75.0%，共9户"."""
    after = passage.figures[index + 1 : index + 2]
    return bool(after) and after[0].clause - rate.clause <= 1 and not after[0].is_percent


def _counts(base: Figure, rate: Figure) -> bool:
    counted = (
        bool(base.unit) and base.unit not in DURATIONS and not is_money(base.unit) and not base.is_percent
    )
    return counted and base.role is Role.LEVEL and base.bracket == rate.bracket


def _of_its_noun(passage: Passage, index: int, rate: Figure) -> Figure | None:
    """ "抽中9个村，其中已通天然气的村占80.0%": the last count in front, of the very noun of the share."""
    found = _OF_ITS_NOUN.match(rate.lead)
    front = [f for f in passage.figures[:index] if f.sentence == rate.sentence and not f.is_percent]
    if not found or not front:
        return None
    return front[-1] if found["noun"] in (front[-1].tail, front[-1].word) else None


def _named(passage: Passage, rate: Figure) -> Figure | None:
    """ "愿意返乡创业的48人，…占创业人员的64.0%": the one count that is called so, and no part beside."""
    found = _OF_NAMED.match(rate.lead)
    front = [f for f in passage.in_sentence(rate.sentence) if f.at < rate.at and not f.is_percent]
    called = [f for f in front if found and found["name"] in f.lead]
    return called[0] if len(called) == 1 and called[0].clause < rate.clause - 1 else None
