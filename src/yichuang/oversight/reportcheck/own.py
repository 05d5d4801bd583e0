"""A report beside the centre's own figures: "受理31863件" against the figure of that name, for a period and an office.

This accuses nobody: a report may count otherwise. It shows both numbers, and the figure opens its rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from yichuang.kernel.figures import Period, Scope, Value, all_figures, values
from yichuang.kernel.figures.declare import Figure as Indicator
from yichuang.oversight.reportcheck.corrections import pieces
from yichuang.oversight.reportcheck.document import Document
from yichuang.oversight.reportcheck.engine import Figure, Role, figures_of

# what may stand before and behind a figure's name without changing what is counted
BEFORE = re.compile(r"(?:^|其中|共|总|累计|全年|年内|本年|今年|全县|全市|中心|大厅|窗口|期间|以来)$")
BEHIND = re.compile(
    r"(?:了|各类|各项|政务服务|审批|服务|事项|申请|办件|业务|总数|总量|数|量|共|计|为|达到?|是|：|:)+$"
)
AROUND = 24  # characters of the sentence that are quoted
_YEAR = re.compile(r"(20\d\d)年")


@dataclass(frozen=True, slots=True)
class Beside:
    """A number of the report, and the centre's own one of the same name."""

    quote: str
    written: str
    value: Value
    agrees: bool


def beside(document: Document, scope: Scope, period: Period) -> list[Beside]:
    """Every number of the report whose name is that of a figure, with the figure's value; in reading order."""
    named = list(_named(document))
    got = values(dict.fromkeys(indicator.code for _, indicator in named), scope, period)
    return [
        Beside(_quote(document, figure), figure.written, own, _agrees(figure, own))
        for figure, indicator in named
        if (own := got[indicator.code]).number is not None
    ]


def year_of(document: Document, today: date) -> tuple[date, date]:
    """The year that the report is about: the first that it names, or else this one; never beyond today."""
    found = _YEAR.search(document.text)
    year = min(int(found.group(1)), today.year) if found else today.year
    return date(year, 1, 1), min(date(year, 12, 31), today)


def names_of(indicator: Indicator) -> Iterator[str]:
    """How a report may call what a figure counts: 受理件数 is 受理件 and 受理."""
    name = indicator.name.removesuffix("数")
    yield name
    if len(short := name.removesuffix("件")) >= 2:
        yield short


def _named(document: Document) -> Iterator[tuple[Figure, Indicator]]:
    known = sorted(
        ((name, one) for one in all_figures() for name in names_of(one)), key=lambda pair: -len(pair[0])
    )
    for piece in pieces(document):
        for figure in figures_of(document, piece.start, piece.end):
            indicator = next((one for name, one in known if _is(figure, name, one)), None)
            if indicator is not None:
                yield figure, indicator


def _is(figure: Figure, name: str, indicator: Indicator) -> bool:
    """Whether a number of the report carries that name: nothing before it that would narrow what is counted."""
    if figure.unit != indicator.unit or figure.role not in (Role.LEVEL, Role.RATE):
        return False
    lead = figure.lead if figure.lead.endswith(name) else BEHIND.sub("", figure.lead)
    return lead.endswith(name) and BEFORE.search(lead.removesuffix(name)) is not None


def _quote(document: Document, figure: Figure) -> str:
    start, end = figure.span
    return " ".join(document.said(max(0, start - AROUND), end + AROUND // 2).split())


def _agrees(figure: Figure, own: Value) -> bool:
    return own.number is not None and figure.interval.has(own.number)
