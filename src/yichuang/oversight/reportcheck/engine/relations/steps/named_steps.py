"""Steps in units of which both values are called what they are: they are told whatever the digits.

"加工厂净增4家，全镇达到27家，上年为22家": a net step is between what is now and what was, in any order.
"刑事立案962起，同比减少158起，破获729起。…去年立案1,130起": the year before is told further on, by the same name.
"归集13.6万条。与上年11.2万条相比，归集量净增2,400条": just the digits of the two, a tenth of their worth.

A step that any two values near it give is left in peace.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import permutations

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.judging import Frame, Judged
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.steps.step_words import BEFORE
from yichuang.oversight.reportcheck.engine.relations.steps.steps import is_level, wrong_difference
from yichuang.oversight.reportcheck.engine.relations.stocks.stocks import sign_of
from yichuang.oversight.reportcheck.engine.rounding import comes_out
from yichuang.oversight.reportcheck.engine.slips import digits_of
from yichuang.oversight.reportcheck.engine.weighing import FORCED

_NET = re.compile(r"净(?:增加?|减少?|增长|流入|流出|迁入|迁出)(?:了)?$")
_NOW = re.compile(
    r"(?:达到?|现有|总数|年末|年底|期末|目前|[增减升降扩](?:加|少|大)?[到至])[^，。；]{0,6}$|^今年[^，。；]{0,6}$"
)
_LAST = r"(?:上年|去年|上月|上季度?)(?:同期|全年|同月)?"
_OF_LAST = re.compile(
    rf"^(?:而)?{_LAST}(?:共|的)?(?P<name>[一-鿿]{{0,8}}?)(?:总数|总量|数|量)?(?:为|是|有|达|共)*$"
)
_AGAINST_LAST = re.compile(rf"^(?:同比|环比|[比较]{_LAST})净?(?:增加|减少|多|少|增长|下降|增|减)(?:了)?$")
_WORTHS = tuple(Decimal(10) ** power for power in (1, 2, 4))
_REACH, _CLOSE = 3, 2  # clauses
_FAR = 20  # times what comes out: what is farther off is of another thing
_WIDE = 16  # figures up to which all pairs are tried
_SIGNS = 2  # digits that say something


def named_steps(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All such steps of a document that are wrong."""
    for passage in passages:
        for index, change in enumerate(passage.figures):
            if change.is_percent or not change.unit or not change.is_exact or change.value <= 0:
                continue
            pair = _net(passage, change) or _of_last(passage, index, change) or _moved(passage, change)
            if pair and not _is_given(passage, change):
                judged = wrong_difference(passages, change, *pair)
                yield replace(judged, frame=Frame.PROVEN, odds=FORCED)


def _is_given(passage: Passage, change: Figure) -> bool:
    """Whether two values near it give the step."""
    near = _near(passage, change)
    pairs = permutations(near, 2) if len(near) <= _WIDE else ()
    return not pairs or any(comes_out((one,), (other,), change) for one, other in pairs)


def _near(passage: Passage, change: Figure) -> list[Figure]:
    """The figures of its unit from the sentence in front to the one behind."""
    begins, _ = passage.sentence_range(max(0, change.sentence - 1))
    _, ends = passage.sentence_range(min(len(passage.sentences) - 1, change.sentence + 1))
    return [f for f in passage.between(begins, ends) if f is not change and f.unit == change.unit]


def _is_then(figure: Figure) -> bool:
    return figure.role is Role.BASE or BEFORE.search(figure.lead) is not None


def _net(passage: Passage, change: Figure) -> tuple[Figure, Figure] | None:
    """The values of a net step: the one of before, and what is told as that of now or stands right in front of it."""
    if not _NET.search(change.lead):
        return None
    near = [f for f in _near(passage, change) if f.is_exact and abs(f.clause - change.clause) <= _REACH]
    near = [f for f in near if f.sentence == change.sentence]
    then = [f for f in near if _is_then(f)]
    if len(then) != 1 or abs(then[0].clause - change.clause) > _CLOSE:
        return None
    before = then[0]
    nows = [f for f in near if is_level(f) and f is not before and not sign_of(f)]
    called = [f for f in nows if _NOW.search(f.lead) and abs(f.clause - before.clause) <= _CLOSE]
    if len(called) != 1:
        called = [f for f in nows if 0 <= before.clause - f.clause <= 1 and _is_next(passage, f, before)]
    return (called[0], before) if len(called) == 1 and _is_about(change, called[0], before) else None


def _is_next(passage: Passage, one: Figure, other: Figure) -> bool:
    return one.at < other.at and not passage.between(one.after, other.at)


def _is_about(change: Figure, now: Figure, before: Figure) -> bool:
    gap = abs(now.value - before.value)
    return gap <= change.value * _FAR and change.value <= gap * _FAR


def _of_last(passage: Passage, index: int, change: Figure) -> tuple[Figure, Figure] | None:
    """The value right in front of the step, and the one of the year before that is called so, further on."""
    now = passage.figures[index - 1] if index else None
    if now is None or not _AGAINST_LAST.search(change.lead) or now.unit != change.unit or not is_level(now):
        return None
    if not now.is_exact or now.sentence != change.sentence or change.clause - now.clause > 1:
        return None
    behind = passage.between(change.after, len(passage.text))
    then = [f for f in behind if f.unit == change.unit and f.is_exact and _is_last(f, now, change)]
    alone = len({f.value for f in then}) == 1
    return (now, then[0]) if alone and _is_about(change, now, then[0]) else None


def _is_last(figure: Figure, now: Figure, change: Figure) -> bool:
    """Whether a figure is what was counted the year before: in the step's sentence, or by the name of the value now."""
    found = _OF_LAST.search(figure.lead)
    if found is None or not (is_level(figure) or figure.role is Role.BASE):
        return False
    return found["name"] in now.lead if found["name"] else figure.sentence == change.sentence


def _moved(passage: Passage, change: Figure) -> tuple[Figure, Figure] | None:
    """Two values of which the step has just the digits, but not the worth."""
    if change.role is not Role.CHANGE or len(digits_of(change).strip("0")) < _SIGNS:
        return None
    near = [f for f in _near(passage, change) if f.is_exact]
    then = [f for f in near if _is_then(f) and f.sentence == change.sentence]
    then = [f for f in then if abs(f.clause - change.clause) <= _CLOSE]
    nows = [f for f in near if is_level(f) and f not in then and f.at < change.at]
    worths = {one for worth in _WORTHS for one in (change.value * worth, change.value / worth)}
    return next(
        ((now, before) for before in then for now in nows if abs(now.value - before.value) in worths), None
    )
