"""What several years come to, each of which was told behind its own year, whatever the digits. Pure.

"2022年办了46场；2023年58场；2024年原先报的是62场，又补了五场，全年就成了67场。三年合计171场": of each year one number,
its last where it is told to be of the whole year; so many years as the total says, and no others between.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, product
from typing import Final

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.judging import Judged
from yichuang.oversight.reportcheck.engine.numerals import spoken_value
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.sums.adding import adds_up, sure_sum
from yichuang.oversight.reportcheck.engine.units import DURATIONS

_TOGETHER: Final = re.compile(
    r"(?:^|[，。；])(?:这|上述|以上)?(?P<many>[两三四五])年(?:间|里|下来)?[^，。；：、\d]{0,4}?"
    r"(?:合计|合起来|加在一起|加起来|相加|累计|总共|一共|共计|共)[^，。；：、\d]{0,8}$"
)
_YEAR: Final = re.compile(r"(?:19|20)\d{2}年(?!度?[初末底]|\d|以来)|[前去今本上]年(?!度?[初末底])")
_OF_ALL_YEAR: Final = re.compile(r"全年|共|合计|成了|达到?$")
_STEP: Final = re.compile(r"[比较]$")
_ROLES: Final = (Role.LEVEL, Role.BASE)
_REACH: Final = 300  # signs in front of the total over which the years may reach


def years_together(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All totals of a document over years that are told one by one in front of them."""
    for passage in passages:
        for total in passage.figures:
            found = _TOGETHER.search(passage.text, max(0, total.at - _REACH), total.at)
            if found is None or not _may_be(total):
                continue
            years = _years(passage, total, int(spoken_value(found["many"]) or 0), found.start())
            parts = _parts(years, total) if years else ()
            if judged := sure_sum(passages, total, parts, is_error=len(parts) > 1):
                yield judged


def _may_be(total: Figure) -> bool:
    plain = total.is_exact and total.role is Role.LEVEL and not total.is_percent
    return plain and total.unit not in ("", *DURATIONS)


def _years(passage: Passage, total: Figure, many: int, ends: int) -> list[list[Figure]]:
    """The numbers of each of the last so many years in front of a place; none if a year has none."""
    marks = [
        found
        for found in _YEAR.finditer(passage.text, max(0, ends - _REACH), ends)
        if not _STEP.search(passage.text, found.start() - 1, found.start())
    ]
    begins = [one.start() for one, before in zip(marks, [None, *marks], strict=False) if _is_new(one, before)]
    told = [
        [f for f in passage.between(at, to) if f.unit == total.unit and f.role in _ROLES and f.is_exact]
        for at, to in pairwise([*begins, ends])
    ]
    last = told[-many:]
    return last if len(last) == many and all(last) else []


def _is_new(mark: re.Match[str], before: re.Match[str] | None) -> bool:
    return before is None or mark.group() != before.group()


def _parts(years: Sequence[Sequence[Figure]], total: Figure) -> tuple[Figure, ...]:
    """The number of each year: the only one, or the last if that is of all the year; else those that make the total."""
    if all(len(year) == 1 or _OF_ALL_YEAR.search(year[-1].lead) for year in years):
        return tuple(year[-1] for year in years)
    return next((chosen for chosen in product(*years) if adds_up(total, chosen)), ())
