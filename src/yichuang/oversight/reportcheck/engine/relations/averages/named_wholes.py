"""Averages whose whole stands in a sentence before, by a name that the sentence of the sharers repeats. Pure.

"办公经费12万元，走访慰问经费6.6万元。两次走访慰问老党员88人次，平均每人次750元": 走访慰问 is of the 6.6万 alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.judging import Judged
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.averages.averages import words_of_others
from yichuang.oversight.reportcheck.engine.relations.averages.each import Each, each_of
from yichuang.oversight.reportcheck.engine.relations.averages.numbers import fits
from yichuang.oversight.reportcheck.engine.relations.averages.offers import ONE, Sharing, finer_unit
from yichuang.oversight.reportcheck.engine.relations.averages.shared_wholes import is_shared_now
from yichuang.oversight.reportcheck.engine.relations.averages.sure_averages import is_near
from yichuang.oversight.reportcheck.engine.relations.averages.told_sharings import told_sharing
from yichuang.oversight.reportcheck.engine.slips import TELLING, digits_of
from yichuang.oversight.reportcheck.engine.weighing import FORCED

_MEAN: Final = "均"
_NEAR: Final = Decimal("1.35")  # what is farther off may be of something that shares the name
_BEFORE: Final = 2
_NAME: Final = 4  # signs in a row that no other name has by chance
_CLAUSE: Final = re.compile(r"[，；：、（）]")


def named_wholes(passages: Sequence[Passage]) -> Iterator[Judged]:
    """The averages of a document that share what is called as the sentence of the sharers says."""
    for passage in passages:
        if _MEAN not in passage.text:
            continue
        for index in range(1, len(passage.figures)):
            each = each_of(passage, index)
            sharing = _sharing(passage, each) if each and _MEAN in each.lead else None
            if each and sharing:
                comes_out = fits(each.figure, sharing)
                near = is_near(each.figure, sharing, _NEAR)
                if comes_out or (near and len(digits_of(each.figure)) >= TELLING):
                    yield told_sharing(passages, each.figure, sharing, 0.0 if comes_out else FORCED)


def _sharing(passage: Passage, each: Each) -> Sharing | None:
    sentence = each.figure.sentence
    begins, _ = passage.sentence_range(sentence)
    front = passage.between(begins, each.at)
    sharers = [f for f in front if f.is_exact and f.role is Role.LEVEL and each.is_over(f)]
    wholes = [f for f in front if f not in sharers and finer_unit(f, each.figure) is not None]
    if len(sharers) != 1 or wholes or sentence == 0 or words_of_others(replace(each.figure, lead=each.lead)):
        return None
    first, _ = passage.sentence_range(max(0, sentence - _BEFORE))
    before = [f for f in passage.between(first, begins) if is_shared_now(passage, each, f)]
    named = [f for f in before if _is_named(f, passage.text[begins : each.at])]
    if len({f.value for f in named}) != 1:
        return None
    factor = finer_unit(named[-1], each.figure)
    return Sharing(named[-1], sharers[0], ONE, factor) if factor is not None else None


def _is_named(whole: Figure, sentence: str) -> bool:
    """Whether a sentence repeats four signs in a row of what a whole is called in its clause."""
    name = _CLAUSE.split(whole.lead)[-1]
    return any(name[at : at + _NAME] in sentence for at in range(len(name) - _NAME + 1))
