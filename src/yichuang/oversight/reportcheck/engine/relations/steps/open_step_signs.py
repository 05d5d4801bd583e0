"""What speaks for it that a step is of some figures: their places, their words, and how it misses them. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.rates.words import row_of
from yichuang.oversight.reportcheck.engine.relations.steps.open_step_offers import THEN, Made, miss_of
from yichuang.oversight.reportcheck.engine.relations.steps.steps import Of
from yichuang.oversight.reportcheck.engine.relations.words.lists import rank_between
from yichuang.oversight.reportcheck.engine.slips import digits_of
from yichuang.oversight.reportcheck.engine.units import PERCENT, compatible

# Tenths of a logarithm of odds, fitted to what the corpus says holds with a slip put into it.
WEIGHTS = {
    "percent": -7, "percent values": -3, "percent of now": -4, "percent of before": -3,
    "units": -5, "units values": -5, "left": 7, "left values": 7,
    "miss near": -20, "miss slip of value": -3, "miss copied": -12, "miss digit": -15,
    "digits 1": 0, "digits 2": -14, "digits 3": 6, "digits 4": 2, "in turn": 12, "out of turn": -22,
    "before told": 23, "before then": 19, "before untold": -12,
    "now then": -20, "now target": -8, "one name": 20, "before first": 1,
    "side by side": 0, "named": 3, "not named": -2,
    "now front": 10, "now behind": -15, "now beside": 3, "now next": 0, "now far": -6,
    "now apart 0": -3, "now apart 1": -5, "now apart 2": 5, "now apart 3": -4, "now apart 4": -6,
    "now past step": -30, "now past 其中": -9,
    "before front": -1, "before behind": 0, "before beside": 1, "before next": 0, "before far": -4,
    "before apart 0": 6, "before apart 1": -6, "before apart 2": 7, "before apart 3": 0, "before apart 4": -10,
    "before past step": -14, "before past 其中": -5,
    "step front": -2, "step behind": -5, "step beside": 7, "step next": -5, "step far": -9,
    "step apart 2": 9, "step apart 3": -3, "step apart 4": -12, "step past step": -8, "step past 其中": -9,
    "value front": 8, "value behind": -15, "value beside": -10, "value next": 14, "value far": -10,
    "value apart 0": 15, "value apart 2": -12, "value apart 3": -12, "value apart 4": 8,
    "value past step": -8, "value past 其中": 10,
}  # fmt: skip


def weigh(passage: Passage, change: Figure, made: Made) -> int:
    """The signs for it that the step is of these figures, added up."""
    return sum(WEIGHTS.get(sign, 0) for sign in signs(passage, change, made))


def signs(passage: Passage, change: Figure, made: Made) -> Iterator[str]:
    """What speaks for or against the figures, by name."""
    kind = "left" if change.role is Role.LEVEL else "percent" if change.unit == PERCENT else "units"
    yield kind
    yield f"{kind} {made.of}"
    if made.of is Of.VALUES:
        yield from _of_before(passage, change, made)
        yield from _of_place(passage, change, made.first, "now")
    else:
        yield from _of_place(passage, change, made.first, "step")
        yield from _of_place(passage, change, made.second, "value")
    yield from _of_rows(passage, change, made)
    yield f"miss {miss_of(passage, change, made)}"
    size = len(digits_of(change))
    yield f"digits {min(size, 4)}"


def _of_before(passage: Passage, change: Figure, made: Made) -> Iterator[str]:
    now, before = made.first, made.second
    if before.role is Role.BASE:
        yield "before told"
    elif THEN.search(before.lead):
        yield "before then"
    elif change.unit == PERCENT:
        yield "before untold"
    if now.role is Role.BASE or (THEN.search(now.lead) and not THEN.search(before.lead)):
        yield "now then"
    if now.role is Role.TARGET:
        yield "now target"
    if now.at > before.at:
        yield "before first"
    low, high = sorted((now, before), key=lambda f: f.at)
    if not any(compatible(f.unit, now.unit) for f in passage.between(low.after, high.at)):
        yield "side by side"
    yield from _of_place(passage, change, before, "before")
    kernel = _kernel(now)
    if len(kernel) > 1 and kernel in before.lead + before.tail:
        yield "one name"
    subject = _kernel(change)
    if len(subject) > 1:
        yield "named" if subject[:2] in now.lead + now.tail else "not named"


_EMPTY = re.compile(
    r"同比|环比|比|较|上年|去年|同期|增幅|降幅|增速|约|均|则|共|又|也|分别|年|月|季度|上|底|末|初|\d"
    r"|[增减降升涨缩超多少加长了至到为达的由从]|下降|提高|全|其中|压"
)


def _kernel(figure: Figure) -> str:
    return _EMPTY.sub("", figure.name or figure.lead)[-4:]


def _of_place(passage: Passage, change: Figure, figure: Figure, name: str) -> Iterator[str]:
    low, high = sorted((figure, change), key=lambda f: f.at)
    between = passage.between(low.after, high.at)
    yield f"{name} {'front' if figure.at < change.at else 'behind'}"
    yield f"{name} apart {rank_between(passage, low, high)}"
    same = [f for f in between if f.unit == figure.unit]
    yield f"{name} beside" if not same else f"{name} next" if len(same) == 1 else f"{name} far"
    if any(f.role is Role.CHANGE and f.unit == change.unit for f in between):
        yield f"{name} past step"
    if "其中" in passage.text[low.after : high.at]:
        yield f"{name} past 其中"


def _of_rows(passage: Passage, change: Figure, made: Made) -> Iterator[str]:
    """Whether the figures stand at the same turn of their rows as the change does of its own."""
    row = row_of(passage, change)
    turn = row.index(change)
    for figure in made.figures:
        other = row_of(passage, figure)
        if len(other) > 1 and len(row) == len(other):
            yield "in turn" if other.index(figure) == turn else "out of turn"
