"""What the numbers of a list say that doesn't make its total: slips of the pen, what lacks, what is told elsewhere.

A total that is less than its parts has no unnamed ones; a number that is a slip away from the right one was hardly
printed by chance; two lists that make the same prove their total wrong. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from yichuang.oversight.reportcheck.engine import odds
from yichuang.oversight.reportcheck.engine.figures import Figure
from yichuang.oversight.reportcheck.engine.intervals import Interval, point
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.sums.adding import sum_of
from yichuang.oversight.reportcheck.engine.relations.sums.part_offers import Reading, family_of, may_count
from yichuang.oversight.reportcheck.engine.slips import digits_of

_GAPS = (0.005, 0.02, 0.05, 0.1, 0.2, 0.35, 0.6, 0.9)
_NEAR = 200
_BELIEFS = (0.03, 0.05, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995)
_NONES = (0.7, 0.5, 0.35, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005)
_LEVELS = (0.05, 0.12, 0.3, 0.6, 0.9)
_SLIPS = (0.2, 2.0, 4.0, 7.0, 12.0, 20.0, 35.0, 60.0, 120.0)


def number_signs(
    passage: Passage,
    reading: Reading,
    of: Sequence[str],
    belief: float,
    none: float,
    explained: float,
    twin: bool,
) -> Iterator[str]:
    """The signs by name. `of` are those of its words, `belief` and `none` what they say, `explained` how well others
    come out, `twin` whether another list of the same total makes the same.
    """
    over = reading.made > reading.total.value
    side = "over" if over else "under"
    yield "error"
    yield from (f"belief {least}" for least in _BELIEFS if belief >= least)
    yield from (f"none {most}" for most in _NONES if none <= most)
    slip = slips(reading)
    yield from (f"slip {least}" for least in _SLIPS if slip >= least)
    yield side
    gap = float(abs(reading.made - reading.total.value) / max(reading.made, reading.total.value))
    yield from (f"{side} by {least}" for least in _GAPS if gap >= least)
    _, link, labels, ends, parts = of[:5]
    for sign in (link, labels, ends, parts):
        yield f"{side}, {sign}"
    level = f"thought {sum(belief >= least for least in _LEVELS)}"
    yield f"{level}, {side}"
    yield f"{level}, slip {sum(slip >= least for least in _STEPS)}"
    yield f"{level}, {link}"
    if any(_PLANNED.search(figure.lead) for figure in reading.figures):
        yield f"planned, {side}"
    if explained > _LITTLE:
        yield from (f"explained {least}" for least in _SLIPS if explained >= least)
        yield f"explained, {side}"
    if twin:
        yield "twin"
    for sign in _CROSSED.intersection(of):
        yield f"{side}, {sign}"
    total, values = reading.total, [part.value for part in reading.parts]
    yield f"digits {min(5, len(digits_of(total)))}"
    if total.value in values:
        yield "copied"
        if over and len(values) > 1:
            yield "copied of whole"
    elif max(values) > total.value:
        yield "part above total"
    yield from _elsewhere(passage, reading)


_LITTLE = 0.01
_STEPS = (0.2, 4.0, 20.0, 100.0)
_PLANNED = re.compile(r"任务|应(?!急|用|届|对)|计划|目标|指标|预算(?!执行|单位)|限额")
_CROSSED = frozenset(
    {"divided elsewhere", "shares of all", "shares of some", "shares of made", "rates of it", "one rate of it",
     "whole", "goes back", "rates of another", "parts of another", "in bracket", "numbered right", "numbered wrong",
     "uneven", "traits", "traits of persons", "overlapping", "deeds", "shut", "open", "open in front", "open behind",
     "list shut", "list open", "list open in front", "list open behind", "all steps", "a step", "some steps",
     "of classes", "all things", "rank 1", "rank 2", "rank 3", "level 0", "above 0", "below 0",
     "one noun of the total", "others unevenly", "others evenly", "total within", "其中 within"}
)  # fmt: skip


def _elsewhere(passage: Passage, reading: Reading) -> Iterator[str]:
    """Whether what the list makes, or what it lacks, stands near it."""
    low = min(f.at for f in reading.figures) - _NEAR
    high = max(f.at for f in reading.figures) + _NEAR
    gap = abs(reading.made - reading.total.value)
    others = [f for f in passage.between(max(0, low), high) if f not in reading.figures and may_count(f)]
    alike = [f for f in others if family_of(f) == family_of(reading.total)]
    if any(f.value == reading.made for f in alike):
        yield f"made is told {_length(reading.made)}"
    if any(f.value == reading.total.value for f in alike):
        yield "total is told again"
    if any(f.value == gap for f in alike):
        yield f"gap is told {_length(gap)}"
    if any(f.value == reading.made for f in others if f not in alike):
        yield "made is told of others"
    if any(f.value == reading.total.value for f in others if f not in alike):
        yield "total is told of others"


def _length(value: Decimal) -> int:
    """How many digits say something: a number of one stands near by chance."""
    return min(3, len(value.normalize().as_tuple().digits))


def is_of_a_slip(reading: Reading) -> bool:
    """Whether what lacks or is too much may come of one wrong digit, or of two neighbours that changed places."""
    gap = abs(reading.total.value - reading.made)
    step = min((figure.step for figure in reading.figures if figure.step), default=Decimal(1))
    digits = str(int(gap / step)).rstrip("0")
    return len(digits) == 1 or (len(digits) == _TWO and int(digits) % _NINE == 0)


_TWO, _NINE = 2, 9  # 91 for 19: nine times what one is more than the other


def slips(reading: Reading) -> float:
    """How much likelier the numbers are with an error in one of them than if they had nothing to do with each other."""
    found = odds.ANY
    gap = reading.total.value - reading.made
    found += odds.of_slip(reading.total, _printed(reading.total, sum_of(reading.parts)))
    for part in reading.parts:
        wanted = part.value + gap
        if wanted > 0:
            found += odds.of_slip(part, _printed(part, point(wanted)))
    return found


def _printed(figure: Figure, meant: Interval) -> Interval:
    step = figure.step
    return Interval(meant.low - step / 2, meant.high + step / 2, low_open=bool(step))
