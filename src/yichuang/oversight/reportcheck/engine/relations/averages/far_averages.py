"""Averages over what a report counts but once, in another paragraph. Pure.

"学校现有48个教学班…" and paragraphs later "走访2,688户次，平均每班56户次": no other number of classes is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.judging import Judged
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.averages.averages import words_of_others
from yichuang.oversight.reportcheck.engine.relations.averages.each import Each, each_of
from yichuang.oversight.reportcheck.engine.relations.averages.numbers import fits
from yichuang.oversight.reportcheck.engine.relations.averages.offers import ONE, Sharing, finer_unit
from yichuang.oversight.reportcheck.engine.relations.averages.shared_wholes import is_shared_now
from yichuang.oversight.reportcheck.engine.relations.averages.told_sharings import told_sharing
from yichuang.oversight.reportcheck.engine.slips import digits_of
from yichuang.oversight.reportcheck.engine.weighing import FORCED

_MEAN: Final = re.compile(r"平均每|[村班校户组所站]均")
_ALL: Final = re.compile(r"(?:现有|共有|[下所]?辖|设有?|全[县市区镇乡街校]有?|[街镇乡县区校]有)$")
_NEVER_FAR: Final = frozenset({"个", "人", "天", "次", "月", "年", "件", "场", "期", "批"})
_NAME: Final = 6
_END: Final = re.compile(r"[^一-鿿]")


def far_averages(passages: Sequence[Passage]) -> Iterator[Judged]:
    """The averages of a document whose sharers another paragraph tells, and no other number of them anywhere."""
    told: dict[str, tuple[Figure, ...]] = {}
    for passage in passages:
        if not _MEAN.search(passage.text):
            continue
        for index in range(1, len(passage.figures)):
            each = each_of(passage, index)
            if each is None or each.holder in _NEVER_FAR or not _MEAN.search(each.lead):
                continue
            if each.holder not in told:
                told[each.holder] = _all_of(passages, each.holder)
            sharing = _sharing(passage, each, told[each.holder])
            if sharing:
                comes_out = fits(each.figure, sharing)
                if comes_out or (each.figure.is_exact and len(digits_of(each.figure)) > 1):
                    yield told_sharing(passages, each.figure, sharing, 0.0 if comes_out else FORCED)


def _all_of(passages: Sequence[Passage], holder: str) -> tuple[Figure, ...]:
    """What a document counts in one number as all that there are (现有48个教学班), then those that are some."""
    counts = [f for near in passages for f in near.figures if _counts(f, holder)]
    full = [f for f in counts if _ALL.search(f.lead)]
    if len({f.value for f in full}) != 1 or any(f.value > full[0].value for f in counts):
        return ()
    return (full[0], *(f for f in counts if f.value < full[0].value))


def _sharing(passage: Passage, each: Each, counts: Sequence[Figure]) -> Sharing | None:
    """The one whole in front of an average in its sentence, shared among all that are counted far above."""
    if not counts or counts[0].paragraph >= passage.index:
        return None
    among, *some = counts
    named = words_of_others(replace(each.figure, lead=each.lead))
    if named or any(_counts(f, each.holder) for f in passage.between(0, each.at)):
        return None  # others may be meant
    begins, _ = passage.sentence_range(each.figure.sentence)
    wholes = [f for f in passage.between(begins, each.at) if is_shared_now(passage, each, f)]
    if len({f.value for f in wholes}) != 1 or "其中" in passage.text[wholes[-1].after : each.at]:
        return None
    factor = finer_unit(wholes[-1], each.figure)
    if factor is None or any(fits(each.figure, Sharing(wholes[-1], f, ONE, factor)) for f in some):
        return None
    return Sharing(wholes[-1], among, ONE, factor)


def _counts(figure: Figure, holder: str) -> bool:
    """Whether a figure counts what an average is over: 14个村, 48个教学班, 9个村通了管道."""
    if figure.role is not Role.LEVEL or not figure.is_exact or figure.value <= 1 or figure.step:
        return False
    return holder in _END.split(figure.word + figure.tail)[0][:_NAME]
