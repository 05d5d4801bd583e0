"""What a relation says once judged, and how that becomes a check that held or a finding. Pure.

A relation finds figures that belong together, does the arithmetic over their intervals, and tells it as `Judged`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from enum import IntEnum

from yichuang.oversight.reportcheck.document import Document
from yichuang.oversight.reportcheck.engine.figures import Figure
from yichuang.oversight.reportcheck.engine.intervals import divide, multiply
from yichuang.oversight.reportcheck.findings import Certainty, Check, Finding, Kind, Span


class Change(str):
    """A single change that makes a relation right, as it is told, with the figure and the value that it would have."""

    __slots__ = ("figure", "value")

    figure: Figure
    value: Decimal

    def __new__(cls, told: str, figure: Figure, value: Decimal) -> Change:
        """The change of one figure to another value."""
        change = super().__new__(cls, told)
        change.figure, change.value = figure, value
        return change


class Frame(IntEnum):
    """How firmly a text sets the figures of a relation together."""

    CLEAR = 0  # the words say that they belong together
    FIRM = 1  # hardly anything else can be meant: in brackets, behind 分别, with all sides named
    PROVEN = 2  # the text itself shows it elsewhere: in the other rows of a table


@dataclass(frozen=True, slots=True)
class Judged:
    """One relation, recomputed. `figures` in reading order; `quotes` are ranges of the document that show them.

    `arithmetic` is Chinese and uses the numbers as written; `would_hold` names each single change that makes it right.
    `claim` is the figure that states the result (the total, the rate): one claim fails at most once for each kind.
    `places` are spans without a figure of their own that belong to it too (a date that doesn't exist).
    `frame` and `rest` say how sure it is that the relation is meant (`plausible.py`); `rest`: parts that the text
    doesn't name may make up for what is missing. `odds`, where it was weighed: how much likelier an error is than
    anything else. `by`: the relation that accuses it. `of`: of a rate whose base isn't printed, its
    parts, what makes the base, and what is taken from that; of a ledger what came and what went.
    """

    kind: Kind
    figures: tuple[Figure, ...]
    quotes: tuple[Span, ...]
    holds: bool
    arithmetic: str
    would_hold: tuple[str, ...] = ()
    certainty: Certainty = Certainty.CONTRADICTION
    decisive: bool = False
    claim: Figure | None = None
    places: tuple[Span, ...] = ()
    frame: Frame = Frame.CLEAR
    rest: bool = False
    odds: float = 0.0
    by: str = ""
    of: tuple[tuple[Figure, ...], ...] = ()

    @property
    def spans(self) -> tuple[Span, ...]:
        """Where its numbers stand, in reading order."""
        return tuple(sorted({figure.span for figure in self.figures} | set(self.places)))

    @property
    def is_question(self) -> bool:
        """Whether it doesn't hold as far as can be seen, and hangs on how the text is meant."""
        return not self.holds and self.certainty is Certainty.QUESTION


def check_of(document: Document, judged: Judged) -> Check:
    """The check as it is answered: its numbers and spans in reading order, its quotes cut from the text."""
    return Check(
        kind=judged.kind,
        quotes=tuple(document.said(*quote) for quote in merged(judged.quotes)),
        numbers=tuple(document.said(*span) for span in judged.spans),
        spans=judged.spans,
        arithmetic=judged.arithmetic,
        claim=judged.claim.span if judged.claim else None,
    )


def finding_of(document: Document, judged: Judged) -> Finding:
    """The finding as it is answered."""
    changes = tuple(map(str, judged.would_hold))  # as told: an answer keeps nothing of the engine
    return Finding(check_of(document, judged), judged.certainty, judged.decisive, changes)


def merged(quotes: Iterable[Span]) -> tuple[Span, ...]:
    """The ranges in reading order, those that touch or overlap made one."""
    told: list[Span] = []
    for start, end in sorted(quotes):
        if told and start <= told[-1][1]:
            told[-1] = (told[-1][0], max(end, told[-1][1]))
        else:
            told.append((start, end))
    return tuple(told)


def shown(value: Decimal) -> str:
    """A value without needless zeros or exponent: 55392, 0.2575, 12.5."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def rounded(value: Decimal, step: Decimal) -> Decimal:
    """The value rounded half up to whole steps, a step being a power of ten or 0 for no rounding."""
    if step == 0:
        return value
    steps = divide(value, step).quantize(Decimal(1), rounding=ROUND_HALF_UP, context=_LONG)
    return multiply(steps, step)


def with_scale(value: Decimal, like: Figure) -> str:
    """A value as the figure would print it: in its 万 or 亿, with its per cent sign, to its last digit."""
    numeral = like.numeral
    inside = rounded(value, numeral.step) / numeral.scale
    return f"{shown(inside)}{scale_word(like)}{numeral.sign if numeral.sign in '%‰' else ''}"


def scale_word(figure: Figure) -> str:
    """The 万, 亿 … of the number as written, if any."""
    names = {
        3: "千",
        4: "万",
        5: "十万",
        6: "百万",
        7: "千万",
        8: "亿",
        9: "十亿",
        10: "百亿",
        11: "千亿",
        12: "万亿",
    }
    if figure.numeral.spoken:
        return ""
    return names.get(figure.numeral.scale.adjusted(), "")


_LONG = Context(prec=120)  # numbers of thirty digits are rounded too
_NEAR = Decimal("0.15")


def is_near(claim: Figure, value: Decimal, of: Sequence[Figure] = ()) -> bool:
    """Whether a computed value is so near to the printed one that their agreement says something.

    "投诉50件以上的小区…占14%": 50 and more of 6930 may be 14 %, but nobody has checked it by that. `of`: what it
    is computed of.
    """
    if claim.is_exact and all(figure.is_exact for figure in of):
        return True
    return abs(value - abs(claim.value)) <= max(claim.step / 2, abs(claim.value) * _NEAR)


Relation = Callable[..., Iterable[Judged]]
