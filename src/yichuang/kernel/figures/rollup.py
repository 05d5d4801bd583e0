"""Months and years as sums of their days, so that a year is read from its months' few rows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import connection

from yichuang.kernel.figures import spans
from yichuang.kernel.figures.daily import EPOCH, KEYS
from yichuang.kernel.figures.models import Fold, Spread

_KEYS = ", ".join(KEYS)
# every number of the array summed by its place
SUMS = f"""
INSERT INTO figure_fold (source, level, day, {_KEYS}, n)
SELECT source, %(level)s, %(day)s, {_KEYS}, array_agg(total ORDER BY place)
FROM (SELECT source, {_KEYS}, place, sum(one)::bigint AS total
      FROM figure_fold, unnest(n) WITH ORDINALITY AS numbers (one, place)
      WHERE source = %(source)s AND level = %(below)s AND day BETWEEN %(day)s AND %(last)s
      GROUP BY source, {_KEYS}, place) AS summed
GROUP BY source, {_KEYS}
"""  # noqa: S608 - names of our own
# a beginning is kept by its month: whoever asks from the first of a month needs no more
SPREADS = f"""
INSERT INTO figure_spread (source, level, day, {_KEYS}, code, x, n)
SELECT source, %(level)s, %(day)s, {_KEYS}, code, its_x, sum(n)
FROM (SELECT *, CASE WHEN code = ANY(%(begun)s)
        THEN date_trunc('month', %(epoch)s::date + x)::date - %(epoch)s::date ELSE x END AS its_x
      FROM figure_spread
      WHERE source = %(source)s AND level = %(below)s AND day BETWEEN %(day)s AND %(last)s) AS below
GROUP BY source, {_KEYS}, code, its_x
"""  # noqa: S608 - names of our own


def roll_up(source: str, ranges: Iterable[tuple[date, date]], through: date, begun: Iterable[str]) -> None:
    """Make again the months and years that these days lie in, those that are over and folded to their end.

    `begun` names the figures whose spread is over days.
    """
    months = {spans.first_of_month(day) for one in ranges for day, _ in spans.months_between(*one)}
    complete = sorted(month for month in months if spans.end_of_month(month) <= through)
    for month in complete:
        _sum(source, "m", "d", month, spans.end_of_month(month), begun)
    years = sorted({spans.first_of_year(month) for month in complete})
    for year in years:
        if spans.end_of_year(year) <= through:
            _sum(source, "y", "m", year, spans.end_of_year(year), begun)


def _sum(source: str, level: str, below: str, first: date, last: date, begun: Iterable[str]) -> None:
    for model in (Fold, Spread):
        model.objects.filter(source=source, level=level, day=first).delete()
    given: dict[str, Any] = {
        "source": source,
        "level": level,
        "below": below,
        "day": first,
        "last": last,
        "begun": list(begun),
        "epoch": EPOCH,
    }
    with connection.cursor() as cursor:
        cursor.execute(SUMS, given)
        cursor.execute(SPREADS, given)
