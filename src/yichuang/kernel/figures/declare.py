"""The declaration of a figure: what it is called, what it means, and which rows it is made of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.db.models.expressions import Combinable

from yichuang.kernel.access.actors import Actor
from yichuang.kernel.figures.asking import Period, Scope


class Shape(StrEnum):
    """What kind of number it is: counted in a period, standing at its end, or of those begun in it."""

    FLOW = "flow"
    STOCK = "stock"
    COHORT = "cohort"

    @property
    def words(self) -> str:
        """The shape in Chinese."""
        return {"flow": "期间数", "stock": "期末数", "cohort": "同批数"}[self.value]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the rows; the narrow drill-down shows the brief ones.

    kind: "n" a number, set to the right; "code" a number that names something; "light" how a promise was kept.
    """

    label: str
    kind: str = ""
    brief: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row that a figure is made of, as it is shown: cells in the order of the source's columns.

    `page` is the name and the argument of the page that shows the thing itself, where there is one. `amount` is what
    the row adds to the figure: 1 for counts.
    """

    cells: tuple[str, ...]
    page: tuple[str, str] | None = None
    amount: int = 1


@dataclass(frozen=True)
class Told:
    """How far back a figure can be told; where it can't there is no data, and `words` on its page say so.

    `then` says whether its rows show how it stood at the end of a period.
    """

    words: str
    then: Callable[[Period], bool]


ALWAYS = Told("", lambda _period: True)
NOW_ONLY = Told("此刻的数，随办随变，不另存：已经过去的期间没有数据。", lambda period: not period.over)


@dataclass(frozen=True, slots=True)
class Shown:
    """Which rows can show a number at all: `by` is the figure that counts those, `of` the one that counts all of them.

    Where a period has rows and none of them can show it (an old ledger that was brought in has no column for it), there
    is no data; its zero would claim what no row says.
    """

    by: str
    of: str


Where = Callable[[Period], Q]
Present = Callable[[Sequence[Any]], Iterable[Row]]


@dataclass(frozen=True, eq=False)
class Source:
    """A table that figures count, declared by the room that owns it.

    rows      all rows, with only those columns that a row needs to be shown
    within    the condition that a row belongs to a scope, at a period's end where rows move
    visible   the condition that an actor may see a row, the same as on every other page
    until     the condition that a row existed at the period's end: without any there is no data yet
    present   many rows as they are shown, with a fixed number of queries
    right     who may open rows at all
    past      whether the rows tell how it was on an earlier day; without, there is nothing to compare with
    groups    names of splits (department, item, place) with the column that they go by
    folded    whether days that are over are kept as sums (`folding`); the rows then have the columns of a fold's key,
              and whoever narrows or splits by a group that isn't among these has the rows counted
    clocks    kinds of the rows' clocks by whose due day a figure counts
    """

    name: str
    label: str
    unit: str
    rows: Callable[[], QuerySet[Any, Any]]
    within: Callable[[Scope, Period], Q]
    visible: Callable[[Actor], Q]
    until: Where
    columns: tuple[Column, ...]
    present: Present
    right: str
    groups: Mapping[str, str] = field(default_factory=dict)
    past: bool = True
    folded: bool = False
    clocks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Count:
    """How many rows meet a condition. `reach` is a wider condition that an index answers.

    `day` is the column whose day lies in the period, for a number that adds up day by day; a number of a folded table
    that doesn't is counted over its rows each time, so `reach` had better be narrow.
    `parts` are figures that exclude each other and make up this one: then they are counted and added, and the condition
    only finds the rows. A condition that is dear to look at is looked at once that way.
    `rest` is what `where` asks beyond `reach`: figures that share a dear `reach` look at it once together.
    """

    source: Source
    where: Where
    reach: Where
    order: str = "pk"
    parts: tuple[str, ...] = ()
    day: str = ""
    rest: Where | None = None


@dataclass(frozen=True)
class Total:
    """The sum of a number over the rows that meet a condition; a row with nothing to add isn't among them.

    `of` may follow from the period (the days that a window was open in it): then the table can't be folded.
    `rest` as in Count.
    """

    source: Source
    where: Where
    reach: Where
    of: Combinable | Callable[[Period], Combinable]
    order: str = "pk"
    day: str = ""
    rest: Where | None = None

    def amount(self, period: Period) -> Combinable:
        """What a row adds in a period."""
        return self.of(period) if callable(self.of) else self.of


@dataclass(frozen=True)
class Median:
    """The median of a whole number over the rows that meet a condition."""

    source: Source
    where: Where
    reach: Where
    of: Combinable
    order: str = "pk"
    day: str = ""

    def amount(self, _period: Period) -> Combinable:
        """The number of a row."""
        return self.of


@dataclass(frozen=True)
class Stock:
    """How many rows stand at the period's end, those that meet `where`.

    The same number day by day: `entered` are the rows that began to stand on days of a period, `left` those that
    stood and ceased to; `entered_day` and `left_day` say on which day (a column, or an expression). All who entered up
    to a day, less all who left, stand at its end: that is how it is folded.
    """

    source: Source
    where: Where
    reach: Where
    entered: Where
    left: Where
    entered_day: str | Combinable
    left_day: str
    order: str = "pk"


@dataclass(frozen=True)
class Cohort:
    """How many of the rows that began in the period (`begun`, a column) had ended (`ended`) by its end, and are so.

    A row never ends before it begins. It is folded by the day of its end, and there by the day of its beginning.
    """

    source: Source
    begun: str
    ended: str
    and_: Q = field(default_factory=Q)

    def where(self, period: Period) -> Q:
        """Begun in the period and ended by its end."""
        return self.reach(period) & Q(**{f"{self.ended}__lte": period.last})

    def reach(self, period: Period) -> Q:
        """Begun in the period."""
        return Q(**{f"{self.begun}__range": period.days}) & self.and_

    def left(self, period: Period) -> Q:
        """Ended in the period, whenever they began."""
        return Q(**{f"{self.ended}__range": period.days, f"{self.begun}__isnull": False}) & self.and_

    @property
    def order(self) -> str:
        """The rows are listed by the day of their beginning."""
        return self.begun


@dataclass(frozen=True, slots=True)
class Ratio:
    """One figure divided by another, in per cent unless `percent` is false.

    `rest_of` names the figure that this one completes to 100: it is printed as 100 less that one as printed, so that
    the two always add up (RULEBOOK 9).
    """

    top: str
    bottom: str
    percent: bool = True
    rest_of: str = ""


Counted = Count | Total | Median | Stock | Cohort
Measure = Counted | Ratio


@dataclass(frozen=True)
class Figure:
    """An indicator: its Chinese name and unit, what it means in words and in symbols, and how it is counted.

    `places` is the number of decimals, rounded half up; `rule` is the text that defines it. `part` marks a number
    that only stands under or over the line of a fraction. `told` is how far back it can be told; a fraction or a sum
    only as far as what it is made of. `shown`: which of its rows can show it, where some can't.
    """

    code: str
    name: str
    unit: str
    shape: Shape
    definition: str
    formula: str
    measure: Measure
    places: int = 0
    rule: str = "一窗指标口径"
    part: bool = False
    told: Told = ALWAYS
    shown: Shown | None = None

    @property
    def meaning(self) -> str:
        """What it means, and for which periods there is no data."""
        return self.definition + "".join(sorted({one.told.words for one in made_from([self])}))

    @property
    def when(self) -> str:
        """When it is counted, in Chinese."""
        return "此刻数" if self.told is NOW_ONLY else self.shape.words

    @property
    def room(self) -> str:
        """The first part of the code: the room that declares it."""
        return self.code.partition(".")[0]


_figures: dict[str, Figure] = {}
ROOMS: dict[str, str] = {}


def declare(room: str, name: str, *figures: Figure) -> None:
    """Declare figures of a room once; a second declaration of a code is an error."""
    ROOMS[room] = name
    for figure in figures:
        if figure.code in _figures:
            raise ValueError(f"figure {figure.code} is declared twice")
        _figures[figure.code] = figure


def declare_more(room: str, *figures: Figure) -> None:
    """Declare further figures of a room that has a name already. KeyError for one that hasn't."""
    declare(room, ROOMS[room], *figures)


def explain(code: str) -> Figure:
    """The declaration of that code: definition, formula, source. KeyError when no room declares it."""
    return _figures[code]


def all_figures() -> list[Figure]:
    """Every declared figure, in the order of declaration."""
    return list(_figures.values())


def counted(figure: Figure) -> Counted:
    """How a figure that isn't a fraction is counted."""
    assert not isinstance(figure.measure, Ratio)
    return figure.measure


def rest_of(measure: Counted) -> Where | None:
    """What a measure asks beyond its `reach`, where it says so."""
    return measure.rest if isinstance(measure, Count | Total) else None


def parts_of(figure: Figure) -> list[Figure]:
    """The figures that are added up to this one; none for one that is counted itself."""
    measure = figure.measure
    return [explain(code) for code in measure.parts] if isinstance(measure, Count) else []


def made_from(figures: Iterable[Figure]) -> list[Figure]:
    """The figures that are counted for these, each once: those that are added up, and those over and under the line."""
    found: dict[str, Figure] = {}
    waiting = list(figures)
    while waiting:
        figure = waiting.pop()
        if isinstance(figure.measure, Ratio):
            waiting += [explain(code) for code in (figure.measure.top, figure.measure.bottom)]
            waiting += [explain(figure.measure.rest_of)] if figure.measure.rest_of else []
        elif parts := parts_of(figure):
            waiting += parts
        else:
            found[figure.code] = figure
    return list(found.values())


def asked_for(figures: Iterable[Figure]) -> list[Figure]:
    """The figures that are counted to answer for these: what they are made from, and which rows could show it."""
    made = made_from(figures)
    told_by = [explain(code) for one in made if one.shown for code in (one.shown.by, one.shown.of)]
    return list({one.code: one for one in (*made, *made_from(told_by))}.values())


def during(source: Source, column: str, *, and_: Q | None = None, **equal: Any) -> Count:
    """Rows whose day in that column lies in the period, and that are so."""
    where, reach = _during(column, and_, equal)
    return Count(source, where, reach, order=column, day=column)


def total_during(
    source: Source, column: str, of: Combinable, *, and_: Q | None = None, **equal: Any
) -> Total:
    """The sum of `of` over rows whose day in that column lies in the period."""
    where, reach = _during(column, and_, equal)
    return Total(source, where, reach, of, order=column, day=column)


def _all(_period: Period) -> Q:
    return Q()


def among(source: Source, reach: Where, rest: Where = _all) -> Count:
    """Rows that meet a dear condition, and are so besides: figures with the same one look at it once together."""
    return Count(source, _both(reach, rest), reach, rest=rest)


def total_among(
    source: Source, reach: Where, rest: Where, of: Combinable | Callable[[Period], Combinable]
) -> Total:
    """The sum of `of` over such rows."""
    return Total(source, _both(reach, rest), reach, of, rest=rest)


def _both(reach: Where, rest: Where) -> Where:
    return lambda period: reach(period) & rest(period)


def median_during(source: Source, column: str, of: Combinable, **equal: Any) -> Median:
    """The median of `of` over rows whose day in that column lies in the period."""
    where, reach = _during(column, None, equal)
    return Median(source, where, reach, of, order=column, day=column)


def _during(column: str, and_: Q | None, equal: dict[str, Any]) -> tuple[Where, Where]:
    def reach(period: Period) -> Q:
        return Q(**{f"{column}__range": period.days})

    def where(period: Period) -> Q:
        return reach(period) & Q(**equal) & (and_ or Q())

    return where, reach


def model_of(source: Source) -> type[Model]:
    """The model of a source's rows."""
    return source.rows().model
