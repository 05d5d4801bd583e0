"""What speaks for it that what a rule accuses is an error of the text and no misreading of ours. Pure.

Which rule accuses; whether one slip of the pen makes it right, and in which number; whether other relations bear out
the numbers that it reckons with; and how far the fitted signs believe that these figures belong together.

"满意率满分30分得28.3分，失1.7分。综合得分95.1分": the 95.1 are borne out by the points of which they are the sum, so
they can't be wrong; and if none of the others is a slip away from what is right, they are hardly meant to make them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from yichuang.oversight.reportcheck.engine.judging import Change, Judged
from yichuang.oversight.reportcheck.engine.plausible import is_moved, slip_weight
from yichuang.oversight.reportcheck.engine.slips import digits_of
from yichuang.oversight.reportcheck.engine.weighing import Opinion
from yichuang.oversight.reportcheck.findings import Kind, Span

_BELIEFS = (0.01, 0.05, 0.2, 0.5, 0.8, 0.95)
_OTHERWISE = (0.01, 0.05, 0.2, 1.0, 5.0, 20.0)
_TELLING = 2  # digits of a result from which on it doesn't come out by chance
_MOST_FIGURES, _MOST_DIGITS = 5, 4
# What is only less than another, or one of many names, bears nothing out.
_LOOSE = frozenset({Kind.IMPOSSIBLE, Kind.TABLE})

Borne = dict[Span, list[Judged]]
"""The relations that hold of each figure, as far as that says something of its number."""


def borne_out(judged: Sequence[Judged]) -> Borne:
    """The figures that relations bear out which hold by more than chance."""
    told: Borne = {}
    for each in judged:
        if each.holds and each.claim and each.kind not in _LOOSE and len(digits_of(each.claim)) >= _TELLING:
            for figure in each.figures:
                told.setdefault(figure.span, []).append(each)
    return told


def signs(accused: Judged, borne: Borne, thought: Opinion) -> list[str]:
    """The signs by name."""
    rule, slip, witness = f"by {accused.by}", _slip(accused, borne), _witness(accused, borne)
    opinion = list(_opinion(thought))
    told = ["any", rule, slip, witness, f"{accused.kind}", f"frame {accused.frame.name.lower()}", *opinion]
    told.append(f"figures {min(_MOST_FIGURES, len(accused.figures))}")
    if accused.claim:
        told.append(f"digits {min(_MOST_DIGITS, len(digits_of(accused.claim)))}")
    crossed = ((rule, slip), (rule, witness), (slip, witness), (accused.kind, slip), (accused.kind, witness))
    told += (f"{one}, {other}" for one, other in crossed)
    told += (f"{accused.kind}, {sign}" for sign in opinion)
    return told


def _slip(accused: Judged, borne: Borne) -> str:
    """Whether a slip of the pen explains it, and whether in a number that nothing bears out."""
    told = [change for change in accused.would_hold if isinstance(change, Change)]
    if not told:
        return "no change"
    open_ones = [change for change in told if not is_borne_out(accused, change.figure.span, borne)]
    weight = max(map(slip_weight, open_ones), default=0)
    if weight:
        return f"slip {min(weight, 3)}"
    if any(map(is_moved, open_ones)):
        return "moved"
    return "slip of what is borne out" if any(map(slip_weight, told)) else "no slip"


_ALL = "all borne out"


def _witness(accused: Judged, borne: Borne) -> str:
    """Which of its figures other relations bear out."""
    spans = {figure.span for figure in accused.figures}
    out = {span for span in spans if is_borne_out(accused, span, borne)}
    if out == spans:
        return _ALL
    if accused.claim and accused.claim.span in out:
        return "result borne out"
    return "some borne out" if out else "none borne out"


def is_wholly_borne_out(accused: Judged, borne: Borne) -> bool:
    """Whether other relations bear out all its figures, so that none of them is left to be wrong."""
    return _witness(accused, borne) == _ALL


def is_borne_out(accused: Judged, span: Span, borne: Borne) -> bool:
    """Whether a relation holds of a figure that isn't the accused one over again."""
    spans = {figure.span for figure in accused.figures}
    return any(
        each.kind is not accused.kind or spans != {figure.span for figure in each.figures}
        for each in borne.get(span, ())
    )


def may_be_two_things(accused: Judged, told: Sequence[str]) -> bool:
    """Whether what is said to be told twice comes out in relations of its own each time.

    "游泳场所12家，合格11家，合格率91.7%；住宿场所68家，合格66家，合格率97.1%": two rates, however they are called.
    """
    return accused.kind is Kind.REPEAT and _ALL in told


def _opinion(thought: Opinion) -> Iterator[str]:
    """How far the readings by belief think of these figures, and how well others come out."""
    if thought.belief is None:
        yield "unheard"
    else:
        yield from (f"belief {least}" for least in _BELIEFS if thought.belief >= least)
    yield from (f"otherwise {least}" for least in _OTHERWISE if thought.otherwise >= least)


def points(told: Iterable[str], weights: dict[str, int]) -> int:
    """The signs added up, in tenths of a natural logarithm of odds."""
    return sum(weights.get(sign, 0) for sign in told)
