"""How numbers, quotes and changes are told in Chinese. Pure.

The arithmetic of a finding uses the numbers as the text has them, so that a reader can do it again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Context, Decimal

from yichuang.oversight.reportcheck.engine.figures import Figure
from yichuang.oversight.reportcheck.engine.intervals import divide, printed
from yichuang.oversight.reportcheck.engine.judging import Change, rounded, scale_word, shown, with_scale
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.findings import Span

LONGEST_QUOTE = 200
_LONG = Context(prec=120)  # a number of thirty digits with its 万亿 is still told to its last decimal


def said(figure: Figure) -> str:
    """The number of a figure in digits, with its scale and per cent sign: 37286, 1.2万, 99.4%."""
    numeral = figure.numeral
    sign = numeral.sign if numeral.sign in ("%", "‰") else ""
    places = -int(numeral.step.adjusted()) + int(numeral.scale.adjusted()) if numeral.step else 0
    value = divide(numeral.value, numeral.scale)
    printed_so = places > 0 and value == value.quantize(Decimal(1).scaleb(-places), context=_LONG)
    text = f"{value:.{places}f}" if printed_so else shown(value)
    return f"{text}{scale_word(figure)}{sign}"


def spoken_of(figure: Figure) -> str:
    """A figure by the words in front of it, to tell it from the others: “提前办结37077件”."""
    in_table = figure.paragraph < 0  # there the lead is the name of the row and the column
    words = figure.lead if in_table else figure.lead[-12:].lstrip("，、；：和及与的”’")
    words += " " * in_table
    has_unit = not figure.is_percent and (
        in_table or figure.after > figure.to
    )  # else it is told once for a row
    return f"“{words}{figure.written}{figure.word if has_unit else ''}”"


def instead(figure: Figure, value: Decimal) -> Change | None:
    """The change that puts another value in the place of a figure, printed as finely as it is and whole if it counts.

    None if it can't be: negative, the same print, or too little to be told in its 万 or 亿.
    """
    if value < 0:
        return None
    near = rounded(value, figure.step or figure.numeral.scale)
    told = with_scale(near, figure)
    if told == said(figure) or (value and not near):
        return None
    if figure.paragraph >= 0 and figure.written[-1:].isdigit():
        told = told.removesuffix(figure.numeral.sign).removesuffix(scale_word(figure))  # told once for a row
    return Change(f"{spoken_of(figure)}应为 {told}", figure, value)


def with_value(figure: Figure, value: Decimal) -> Figure:
    """The figure if the text had another value there, printed as finely."""
    near = rounded(value, figure.step or figure.numeral.scale)
    return replace(figure, numeral=replace(figure.numeral, value=near, interval=printed(near, figure.step)))


def changes(*told: str | None) -> tuple[str, ...]:
    """The changes that can be."""
    return tuple(dict.fromkeys(change for change in told if change))


def quotes(passages: Sequence[Passage], figures: Iterable[Figure]) -> tuple[Span, ...]:
    """The clauses that the figures stand in: one quote for a sentence unless it gets too long."""
    by_sentence: dict[tuple[int, int], list[Figure]] = {}
    for figure in figures:
        by_sentence.setdefault((figure.paragraph, figure.sentence), []).append(figure)
    found: list[Span] = []
    for (number, _), those in by_sentence.items():
        passage = passages[number]
        ranges = [_around(passage, figure) for figure in those]
        whole = min(at for at, _ in ranges), max(to for _, to in ranges)
        wanted = [whole] if whole[1] - whole[0] <= LONGEST_QUOTE else ranges
        found.extend(passage.quote(at, to) for at, to in wanted)
    return tuple(sorted(found))


def _around(passage: Passage, figure: Figure) -> tuple[int, int]:
    """The clause of a figure, with the words in front of a colon that its lead reached back to."""
    at, to = passage.clause_range(figure.clause)
    at = min(at, figure.at)
    if (
        figure.lead
        and passage.text[at - 1 : at] == "："
        and passage.text[at - 1 - len(figure.lead) : at - 1] == figure.lead
    ):
        at -= len(figure.lead) + 1
    to = max(to, figure.after)
    return max(at, figure.at - LONGEST_QUOTE // 2), min(to, figure.after + LONGEST_QUOTE // 2)


def about(value: Decimal, places: int) -> str:
    """A computed value to that many places, "≈ " in front if that isn't all of it, else "= "."""
    near = rounded(value, Decimal(1).scaleb(-places))
    return f"= {shown(near)}" if near == value else f"≈ {near:.{max(places, 0)}f}"
