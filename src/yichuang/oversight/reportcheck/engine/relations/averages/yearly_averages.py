"""Averages of so many years that stand in front of them, with what there was in all of these. Pure.

"近五年救助8,240人次，年均1,648人次" · "建站28年来，累计救助5.6万人次，年均2,000人次".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.intervals import point
from yichuang.oversight.reportcheck.engine.judging import Judged
from yichuang.oversight.reportcheck.engine.numerals import spoken_value
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.averages.numbers import fits
from yichuang.oversight.reportcheck.engine.relations.averages.offers import Sharing, finer_unit
from yichuang.oversight.reportcheck.engine.relations.averages.told_sharings import told_sharing
from yichuang.oversight.reportcheck.engine.slips import digits_of
from yichuang.oversight.reportcheck.engine.weighing import FORCED

_YEARLY: Final = re.compile(
    r"^[^，。；：、\d人户每亩校村]{0,4}(?:年均|平均每年|每年平均)[^，。；：、\d增降率]{0,6}$"
)
_YEARS: Final = re.compile(
    r"(?<![\d.至-])(?P<many>\d{1,2}|[两二三四五六七八九十]{1,3})个?年(?![初末底度级期前\d])"
)
_STEPS: Final = re.compile(r"增长|提高|下降|递增|比|较")
_TWO_CLAUSES: Final = 2


def yearly_averages(passages: Sequence[Passage]) -> Iterator[Judged]:
    """The averages of a document that are of the years in front of them."""
    for passage in passages:
        if "年均" not in passage.text and "每年" not in passage.text:
            continue
        for whole, average in pairwise(passage.figures):
            if not _YEARLY.search(average.lead) or not _is_whole(whole, average):
                continue
            sharing = _sharing(passage, whole, average)
            if sharing is None:
                continue
            comes_out = fits(average, sharing)
            if comes_out or len(digits_of(average)) > 1:
                yield told_sharing(passages, average, sharing, 0.0 if comes_out else FORCED)


def _is_whole(whole: Figure, average: Figure) -> bool:
    plain = whole.role is Role.LEVEL and whole.is_exact and average.is_exact
    beside = average.clause - whole.clause <= 1 and average.sentence == whole.sentence
    return plain and beside and whole.value > average.value and not _STEPS.search(whole.lead + average.lead)


def _sharing(passage: Passage, whole: Figure, average: Figure) -> Sharing | None:
    """What is shared over the one stretch of years in the clause of the whole, or in the one in front of it."""
    begins = passage.sentence_range(whole.sentence)[0]
    if whole.clause >= _TWO_CLAUSES:
        begins = max(begins, passage.clauses[whole.clause - _TWO_CLAUSES])
    told = [*_YEARS.finditer(passage.text, begins, average.at)]
    factor = finer_unit(whole, average)
    if len(told) != 1 or told[0].start() > whole.at or factor is None:
        return None
    many = told[0]["many"]
    years = int(many) if many.isdigit() else int(spoken_value(many) or 0)
    return Sharing(whole, None, point(years), factor) if years > 1 else None
