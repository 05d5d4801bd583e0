"""Steps from a value told beside them to one that stands further in front under its own name: told whatever the digits.

"现有民警386人…。今年…，民警人数较年初的379人净增17人": 386 - 379 = 7.
"即办的462项，占38.4%；…。与去年底相比，即办事项增加88项，去年底为384项": 462 - 384 = 78.

What is compared stands in front of 较 or of the step, and just one value in front is called so. A step that any two
values near it give is left in peace.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import permutations

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.judging import Frame, Judged
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.steps.framed_steps import unit_between
from yichuang.oversight.reportcheck.engine.relations.steps.steps import is_level, wrong_difference
from yichuang.oversight.reportcheck.engine.relations.stocks.stocks import sign_of
from yichuang.oversight.reportcheck.engine.rounding import comes_out
from yichuang.oversight.reportcheck.engine.weighing import FORCED

_THEN = (
    r"(?:(?:上年度?|去年|上月|上期|上季度?|前年)(?:同期|同月|全年|[末底])?"
    r"|(?:年|月|季|学年|期)初|20\d\d年(?:[末底]|同期)?)"
)
_STEP = r"(?:又|共)*净?(?:增加|减少|增长|下降|上升|提高|降低|多|少|增|减)(?:了)?"
_BESIDE = re.compile(rf"^{_STEP}$")
_FROM = re.compile(rf"^(?P<name>[^，。；：、（）\d]{{2,12}}?)(?:相?[比较]|与){_THEN}的?$")
_AGAINST = re.compile(rf"^(?P<name>[^，。；：、（）\d]{{2,10}}?){_STEP}$")
_COMPARED = re.compile(rf"(?:与|同|[比较]){_THEN}(?:相比|比较?)?，$")
_WAS = re.compile(rf"^{_THEN}(?:为|是|有)$")
_WHICH = re.compile(
    r"^(?:以上|上述|目前|现有|全[县市镇乡区局院校年省街]?|我[县市镇乡区局院校]|[今本]年|年末|其中)+"
)
_MANY = re.compile(r"(?:[总人户件个]?数|[总数]?量|总[额计]|规模)$")
_CALLED = re.compile(r"(?:共有|共|现有|总数|[人件户]?数|[数总]?量|[为是有达的约]|达到)+$")
_FAR = 20  # times what comes out: what is farther off is of another thing
_SHORTEST = 2
_BACK = 2  # paragraphs in front in which the value now may stand


def steps_by_name(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All such steps of a document that are wrong."""
    for passage in passages:
        for index, change in enumerate(passage.figures):
            if change.role is not Role.CHANGE or not change.is_exact or change.value <= 0 or not change.unit:
                continue
            framed = _in_front(passage, index, change) or _behind(passage, index, change)
            if framed is None:
                continue
            name, before = framed
            now = _called(passages, passage, name, before, change)
            if now and _is_about(change, now, before) and not _is_given(passage, change, now, before):
                yield replace(
                    wrong_difference(passages, change, now, before), frame=Frame.PROVEN, odds=FORCED
                )


def _in_front(passage: Passage, index: int, change: Figure) -> tuple[str, Figure] | None:
    """What is compared, and the value before right in front of its step: 民警人数较年初的379人净增17人."""
    before = passage.figures[index - 1] if index else None
    if before is None or before.unit != unit_between(change) or before.clause != change.clause:
        return None
    found = _FROM.search(before.lead)
    if not found or not before.is_exact or not _BESIDE.search(passage.text[before.after : change.at]):
        return None
    return found["name"], before


def _behind(passage: Passage, index: int, change: Figure) -> tuple[str, Figure] | None:
    """What is compared, and the value before right behind its step: 即办事项增加88项，去年底为384项."""
    before = passage.figures[index + 1] if index + 1 < len(passage.figures) else None
    if before is None or before.unit != unit_between(change) or before.clause != change.clause + 1:
        return None
    begins, _ = passage.clause_range(change.clause)
    found = _AGAINST.search(change.lead)
    if not found or not before.is_exact or not _WAS.search(before.lead):
        return None
    return (found["name"], before) if _COMPARED.search(passage.text[:begins]) else None


def _called(
    passages: Sequence[Passage], passage: Passage, name: str, before: Figure, change: Figure
) -> Figure | None:
    """The one value in front that is called by the name."""
    wanted = _MANY.sub("", _WHICH.sub("", name))
    if len(wanted) < _SHORTEST:
        return None
    for back in range(_BACK + 1):
        if back > passage.index:
            break
        there = passages[passage.index - back]
        found = [
            figure
            for figure in there.figures
            if figure.unit == before.unit
            and figure.is_exact
            and is_level(figure)
            and not figure.bracket
            and not sign_of(figure)
            and (back or figure.at < min(before.at, change.at))
            and _is_called(figure, wanted)
        ]
        just = [figure for figure in found if _name_of(figure) == wanted] or found
        if just:
            return just[-1] if len({figure.value for figure in just}) == 1 else None
    return None


def _name_of(figure: Figure) -> str:
    return _WHICH.sub("", _CALLED.sub("", figure.lead))


def _is_called(figure: Figure, wanted: str) -> bool:
    name = _name_of(figure)
    return name.endswith(wanted) or (len(name) >= _SHORTEST and wanted.startswith(name))


def _is_about(change: Figure, now: Figure, before: Figure) -> bool:
    gap = abs(now.value - before.value)
    return gap <= change.value * _FAR and change.value <= gap * _FAR


def _is_given(passage: Passage, change: Figure, now: Figure, before: Figure) -> bool:
    """Whether two values near it give the step."""
    begins, _ = passage.sentence_range(max(0, change.sentence - 1))
    _, ends = passage.sentence_range(min(len(passage.sentences) - 1, change.sentence + 1))
    near = [f for f in passage.between(begins, ends) if f is not change and f.unit == before.unit]
    near = near if now in near else [*near, now]
    return any(comes_out((one,), (other,), change) for one, other in permutations(near, 2))
