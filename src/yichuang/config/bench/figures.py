"""All figures of a year: from folded days over few and many cases, and against one statement a figure over the rows."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from yichuang.config.bench import rows
from yichuang.config.bench.rows import Row
from yichuang.domains.organisation.queries import site
from yichuang.kernel.figures import Period, Scope, all_figures, values
from yichuang.kernel.figures.counting import statement
from yichuang.kernel.figures.daily import daily, folded_sources
from yichuang.kernel.figures.declare import Figure, Ratio, counted, explain, parts_of
from yichuang.kernel.figures.folding import fold, fold_range
from yichuang.kernel.offices.queries import tree

FEW, DAY_OF, MANY = 100_000, 250_000, 1_000_000
CASES_A_DAY = 1000
SAME_COST, TIMES_FASTER, FOLD_MS = 1.5, 20, 50.0


@dataclass(frozen=True, slots=True)
class Year:
    """What the yearly report asks: all figures of the whole network from the first of January to yesterday."""

    scope: Scope
    period: Period

    def ask(self) -> None:
        """Ask for them as the report does."""
        values([figure.code for figure in all_figures()], self.scope, self.period)


def the_year() -> Year:
    """The year of yesterday in this centre."""
    here = site()
    assert here is not None
    centre = tree().by_id[here.centre_id]
    yesterday = timezone.localdate() - timedelta(days=1)
    period = Period.of(date(yesterday.year, 1, 1), yesterday)
    return Year(Scope.of(centre.parent_id or centre.id), period)


def fold_all(say: Callable[[str], None]) -> None:
    """Fold everything that is over, as the worker does round by round."""
    days = 0
    while done := fold(timezone.now()):
        days += done
    say(f"汇总了 {days:,} 天")


def by_folds(year: Year, times: int) -> float:
    """Milliseconds of asking for the year, the middle of several."""
    year.ask()
    return rows.median([_timed(year.ask) for _ in range(times)])


def by_rows(year: Year, times: int) -> float:
    """Milliseconds of the same figures by one statement each over the rows.

    The statement of a fraction is the quicker of two: both counts in one pass, or one after the other.
    """
    return sum(rows.median([_statement(one, year) for _ in range(times)]) for one in all_figures())


def fold_day(times: int) -> Iterator[Row]:
    """Folding the day whose number of cases comes nearest to a thousand."""
    cases = next(source for source in folded_sources() if source.name == "cases")
    with connection.cursor() as cursor:
        cursor.execute(
            'SELECT received_on, count(*) FROM "case" WHERE received_on < current_date GROUP BY 1 '
            "ORDER BY abs(count(*) - %s), 1 DESC LIMIT 1",
            [CASES_A_DAY],
        )
        day, count = cursor.fetchone()
    plans = [daily(source) for source in (cases, *(one for one in folded_sources() if one is not cases))]

    def once() -> None:
        with transaction.atomic():
            for plan in plans:
                fold_range(plan, day, day)

    once()
    yield rows.fact("fold_day.cases", count, "件")
    yield rows.bound("fold_day", rows.median([_timed(once) for _ in range(times)]), "ms", FOLD_MS)


def told(few: float, many: float, over_rows: float) -> list[Row]:
    """The rows of the year: the same cost over ten times the cases, and how much quicker than over the rows."""
    return [
        rows.ratio("figures_year", many, "ms", few, SAME_COST),
        rows.ratio("figures_year_against_rows", many, "ms", over_rows, 1 / TIMES_FASTER),
    ]


def _timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


def _statement(figure: Figure, year: Year) -> float:
    """Milliseconds of the statement of one figure."""
    if not isinstance(figure.measure, Ratio):
        return sum(_run([one], year) for one in parts_of(figure) or [figure])
    both = [explain(figure.measure.top), explain(figure.measure.bottom)]
    one_by_one = sum(_statement(one, year) for one in both)
    plain = [one for part in both for one in parts_of(part) or [part]]
    if len({counted(one).source for one in plain}) > 1:
        return one_by_one
    return min(one_by_one, _run(plain, year))


def _run(figures: list[Figure], year: Year) -> float:
    """Milliseconds of one statement over the rows; a single figure's condition stands where an index sees it."""
    found, counts = statement(counted(figures[0]).source, year.scope, figures, year.period)
    took: list[float] = []

    def watched(execute: Callable[..., Any], *given: Any) -> Any:
        started = time.perf_counter()
        try:
            return execute(*given)
        finally:
            took.append((time.perf_counter() - started) * 1000)

    with connection.execute_wrapper(watched):
        found.aggregate(**counts)
    return sum(took)
