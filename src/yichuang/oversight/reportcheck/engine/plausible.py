"""How likely it is that numbers which don't fit are a slip of the writer, not a misreading of ours. Pure.

Who copies or reckons wrong makes an error of a kind: one digit, two neighbours, a point moved, a digit lost, one case
too many, a sign. Figures that only seem to belong together are off by anything. So a relation is accused only if one
change of one number that makes it right is such a slip, or if it nearly holds, or if the text sets its figures so that
nothing else can be meant (`Frame`). The signs are added up as points; RULEBOOK 11: a wrong accusation is worse than a
miss.
"""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_UP, Context, Decimal

from yichuang.oversight.reportcheck.engine.figures import Figure
from yichuang.oversight.reportcheck.engine.intervals import Interval, divide, multiply
from yichuang.oversight.reportcheck.engine.judging import Change, Frame, Judged
from yichuang.oversight.reportcheck.engine.slips import digits_of, is_slip_of, may_be_slip_within
from yichuang.oversight.reportcheck.findings import Kind

ENOUGH = 2
LITTLE = 1  # where a result is of two numbers alone
_MOST = 4
_OF_A_SLIP = (0, 2, 3, 4, 4)  # points by the digits that agree
_OF_A_REST = (0, 0, 1, 3, 4)  # points by the noughts of what is missing
_NEAR = ((Decimal("0.03"), 2), (Decimal("0.07"), 1), (Decimal("0.15"), 0), (Decimal("0.4"), -1))
_FAR = -3
_FIRM = 2
_ONE_MORE = 3  # 5 for 4 of a handful
_HANDFUL = 30
_ABOUT = Decimal("0.05")
_MOVED = tuple(Decimal(10) ** places for places in (1, 2, 3, 4))
_LONG = Context(prec=120)

_OF_TWO = frozenset({Kind.RATE})
# Results that are often reckoned wrong altogether: only what is off by more than that needs a slip.
_RECKONED = frozenset({Kind.GROWTH, Kind.AVERAGE})
_SAME_SIZE = Decimal("0.7")
# What is judged by what the words say alone: names that are counted, a day, a word told twice, a unit.
_BY_WORDS = frozenset(
    {
        Kind.COUNT_NAMES,
        Kind.IMPOSSIBLE,
        Kind.UNIT,
        Kind.REPEAT,
        Kind.TIE,
        Kind.SCORE,
        Kind.PERCENT_TOTAL,
    }
)


def is_plausible(judged: Judged) -> bool:
    """Whether a relation that fails is likelier an error of the text than a misreading."""
    if judged.kind in _BY_WORDS or judged.frame is Frame.PROVEN:
        return True
    if not any(isinstance(change, Change) for change in judged.would_hold):
        return True
    return points(judged) >= (LITTLE if judged.kind in _OF_TWO else ENOUGH)


def is_convincing(judged: Judged) -> bool:
    """Whether a relation that no words set together, found by trying all figures, is an error.

    Of so many tries some miss by anything, also by a factor of ten: only digits that agree count, and only of figures
    that the text says something of.
    """
    told = [change for change in judged.would_hold if isinstance(change, Change)]
    if any(is_moved(change) for change in told) or not all(_has_words(figure) for figure in judged.figures):
        return False
    if judged.kind is Kind.RATE and _nearness(judged, told) == _FAR:
        return False
    proven = judged.frame is Frame.PROVEN
    return is_plausible(judged) and any(
        proven or slip_weight(change) or _slip_within(judged, change) for change in told
    )


def _has_words(figure: Figure) -> bool:
    return bool(figure.lead or figure.name or figure.tail)


def points(judged: Judged) -> int:
    """The signs for and against an error, added up."""
    told = [change for change in judged.would_hold if isinstance(change, Change)]
    weights = (
        max(slip_weight(change), _slip_within(judged, change), _copied(judged, change)) for change in told
    )
    slip = _OF_A_SLIP[min(_MOST, max(weights, default=0))]
    if judged.rest:
        slip = min(slip, _OF_A_REST[min(_MOST, _roundness(told))])
    if any(is_moved(change) for change in told):
        return slip + _ONE_MORE
    if judged.kind in _RECKONED:
        return slip + _ONE_MORE * any(_gap(c) < _SAME_SIZE for c in told if c.figure is judged.claim)
    near = _nearness(judged, told)
    if judged.frame is Frame.CLEAR:
        near = min(near, 0 if judged.rest or judged.kind in (Kind.TABLE, Kind.RATE) else 1)
    firm = _FIRM * (judged.frame is Frame.FIRM)
    firm = firm if slip or near >= 0 else 0
    if slip >= _OF_A_SLIP[2] or (slip and firm):
        near = max(near, -1)
    more = _ONE_MORE if _counts_few(judged) and any(_is_one_more(change) for change in told) else 0
    return max(slip, more) + near + firm


def slip_weight(change: Change) -> int:
    """How much it says that a change is a slip of the pen: how many digits agree; 0 if it is none."""
    printed = digits_of(change.figure)
    return max((_slip(printed, meant) for meant in _printed(change)), default=0)


def _slip_within(judged: Judged, change: Change) -> int:
    """The weight of a slip in a number that a rounded rate or average is of: any value that gives it is meant."""
    claim = judged.claim
    if (
        judged.kind not in (Kind.RATE, *_RECKONED)
        or claim is None
        or change.figure is claim
        or not claim.value
    ):
        return 0
    of = abs(claim.value) + (100 if judged.kind is Kind.GROWTH else 0)
    room = multiply(change.value, divide(claim.step or Decimal(1), of))
    within = Interval(change.value - room / 2, change.value + room)
    return 2 if change.value > 0 and may_be_slip_within(change.figure, within) else 0


def _copied(judged: Judged, change: Change) -> int:
    """The weight of a number that stands in another's place: its digits, where nothing else can be meant."""
    others = (figure.value for figure in judged.figures if figure is not change.figure)
    firm = judged.kind is Kind.SUM and judged.frame is Frame.FIRM
    return len(digits_of(change.figure)) - 1 if firm and change.figure.value in others else 0


def _printed(change: Change) -> set[str]:
    """The digits of the value that is meant as the figure would print it, rounded and cut."""
    step = change.figure.step or Decimal(1)
    steps = divide(abs(change.value), step)
    return {
        f"{steps.quantize(Decimal(1), rounding=how, context=_LONG):f}" for how in (ROUND_HALF_UP, ROUND_DOWN)
    }


def _slip(printed: str, meant: str) -> int:
    if printed == meant or not meant.strip("0") or not printed.strip("0"):
        return 0
    if is_slip_of(printed, meant):
        return len(printed) - 1
    longer, shorter = sorted((printed, meant), key=len, reverse=True)
    lost = len(longer) == len(shorter) + 1 and len(shorter) > 1
    if lost and any(longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer))):
        return len(shorter) - 1
    return 0


def is_moved(change: Change) -> bool:
    """Whether only the point stands elsewhere, or the sign is the other one, as far as the number is printed."""
    value, meant = abs(change.figure.value), abs(change.value)
    if not value or not meant:
        return False
    if change.figure.value * change.value < 0:
        return abs(value - meant) < (change.figure.step or Decimal(1))
    step = change.figure.step or Decimal(0)
    for factor in _MOVED:
        for moved in (divide(meant, factor), meant * factor):
            if moved != meant and abs(value - moved) < max(step, value / 200):
                return True
    return False


def _roundness(told: list[Change]) -> int:
    """How round what is missing is, in steps of the numbers: that 40 is one digit says little, that 4000 is much."""
    first = told[0] if told else None
    if first is None:
        return 0
    step = min((c.figure.step for c in told if c.figure.step), default=Decimal(1))
    gap = f"{divide(abs(first.figure.value - first.value), step).quantize(Decimal(1), context=_LONG):f}"
    return len(gap) - len(gap.rstrip("0"))


def _counts_few(judged: Judged) -> bool:
    """Whether one too many of a handful says something: a difference has few figures, and must stand firm."""
    firm = judged.kind is Kind.DIFFERENCE and judged.frame is Frame.FIRM
    return judged.kind in (Kind.SUM, Kind.RATE) or firm


def _is_one_more(change: Change) -> bool:
    """Whether it is one of a handful: 19 and 20."""
    figure = change.figure
    off = abs(figure.value - change.value)
    return not figure.step and figure.value <= _HANDFUL and abs(off - 1) < _ABOUT


def _nearness(judged: Judged, told: list[Change]) -> int:
    """How near the relation comes to holding: by how much its result would change."""
    claims = [change for change in told if change.figure is judged.claim]
    gaps = [_gap(change) for change in claims or told]
    gap = min(gaps, default=None)
    if gap is None:
        return _FAR
    return next((points for most, points in _NEAR if gap < most), _FAR)


def _gap(change: Change) -> Decimal:
    one, other = abs(change.figure.value), abs(change.value)
    return divide(abs(change.figure.value - change.value), max(one, other, Decimal(1).scaleb(-9)))
