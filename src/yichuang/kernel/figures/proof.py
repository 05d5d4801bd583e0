"""The proof of the folds: everything is counted again from the rows, and each difference is named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count as RowCount

from yichuang.kernel.figures import spans
from yichuang.kernel.figures.asking import Period
from yichuang.kernel.figures.daily import EPOCH, KEYS, Daily, daily, folded_sources, ordinal
from yichuang.kernel.figures.declare import Stock, explain
from yichuang.kernel.figures.folded import standings
from yichuang.kernel.figures.folding import count
from yichuang.kernel.figures.models import Fold, Spread

LEVELS = {"d": "日", "m": "月", "y": "年"}
Place = tuple[date, tuple[Any, ...], str, int | None]  # day, key, code, x of a spread
Counts = Counter[Place]
Told = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Difference:
    """A sum that isn't what the rows make. `level`: d, m or y; `x`: the number or day of a spread; `key` as kept."""

    source: str
    level: str
    day: date
    code: str
    key: tuple[Any, ...]
    x: int | None
    kept: int
    counted: int

    @property
    def text(self) -> str:
        """The difference in Chinese, by ids: whoever mends it looks into the tables."""
        named = "，".join(
            f"{name} {one}" for name, one in zip(("事项", "部门", "地点"), self.key[:3], strict=True)
        )
        at = "" if self.x is None else f"，取值 {self.x}"
        return (
            f"{self.day} 起的一{LEVELS[self.level]} {explain(self.code).name}（{self.code}；{named}{at}）："
            f"汇总 {self.kept}，按明细重算 {self.counted}"
        )


def differences(told: Told = lambda _days: None) -> Iterator[Difference]:
    """Every difference between what is kept and what the rows make; days that wait to be folded again are left out.

    `told` hears how many days have been looked at. Meant for one moment (a repeatable read).
    """
    for source, standing in standings(folded_sources()).items():
        plan, days = daily(source), 0
        for first, last in spans.months_between(standing.since, standing.through):
            waiting = {one for one in standing.touched if first <= one <= last}
            yield from _compared(
                plan, "d", _kept(plan, "d", first, last), _counted(plan, first, last), waiting
            )
            month = spans.first_of_month(first)
            if last == spans.end_of_month(month) and not any(
                month <= one <= last for one in standing.touched
            ):
                below = _rolled(plan, _kept(plan, "d", month, last), month)
                yield from _compared(plan, "m", _kept(plan, "m", month, month), below, set())
            days += (last - first).days + 1
            told(days)
        yield from _years(plan, standing)
        if not standing.touched:
            yield from _stocks(plan, standing.through)


def folded_days() -> int:
    """How many days are kept as sums, over all tables."""
    return sum((one.through - one.since).days + 1 for one in standings(folded_sources()).values())


def _years(plan: Daily, standing: spans.Standing) -> Iterator[Difference]:
    year = spans.first_of_year(standing.since)
    while (end := spans.end_of_year(year)) <= standing.through:
        if not any(year <= one <= end for one in standing.touched):
            below = _rolled(plan, _kept(plan, "m", year, end), year)
            yield from _compared(plan, "y", _kept(plan, "y", year, year), below, set())
        year = end + timedelta(1)


def _stocks(plan: Daily, through: date) -> Iterator[Difference]:
    """What stands at the end by the definition itself, against all that entered less all that left."""
    period = Period.of(through, through)
    total: Counts = Counter()
    for row in Fold.objects.filter(source=plan.source.name, level="d").values_list(*KEYS, "n").iterator(5000):
        for code, n in zip(plan.slots, row[-1], strict=True):
            if isinstance(explain(code).measure, Stock):
                total[through, tuple(row[:-1]), code, None] += n
    standing: Counts = Counter()
    for code in plan.slots:
        measure = explain(code).measure
        if isinstance(measure, Stock):
            rows = plan.source.rows().order_by().filter(measure.where(period)).values_list(*KEYS)
            for *key, n in rows.annotate(its_n=RowCount("pk")):
                standing[through, tuple(key), code, None] += n
    yield from _compared(plan, "d", total, standing, set())


def _kept(plan: Daily, level: str, first: date, last: date) -> Counts:
    found: Counts = Counter()
    chosen: dict[str, Any] = {"source": plan.source.name, "level": level, "day__range": (first, last)}
    for day, *key, numbers in Fold.objects.filter(**chosen).values_list("day", *KEYS, "n"):
        for code, n in zip(plan.slots, numbers, strict=True):
            found[day, tuple(key), code, None] += n
    for day, *key, code, x, n in Spread.objects.filter(**chosen).values_list("day", *KEYS, "code", "x", "n"):
        found[day, tuple(key), code, x] += n
    return found


def _counted(plan: Daily, first: date, last: date) -> Counts:
    found: Counts = Counter()
    sums, spreads = count(plan, first, last)
    for day, key, numbers in sums:
        for code, n in zip(plan.slots, numbers, strict=True):
            found[day, key, code, None] += n
    for day, key, code, x, n in spreads:
        found[day, key, code, x] += n
    return found


def _rolled(plan: Daily, below: Counts, first: date) -> Counts:
    """The sums of a month or a year from those below; a beginning is told by its month."""
    begun = {spread.code for spread in plan.spreads if spread.begun}
    found: Counts = Counter()
    for (_, key, code, x), n in below.items():
        found[first, key, code, _month_of(x) if x is not None and code in begun else x] += n
    return found


def _month_of(x: int) -> int:
    return ordinal(spans.first_of_month(EPOCH + timedelta(x)))


def _compared(
    plan: Daily, level: str, kept: Counts, counted: Counts, waiting: Iterable[date]
) -> Iterator[Difference]:
    left_out = set(waiting)
    for place in sorted({*kept, *counted}, key=str):
        day, key, code, x = place
        if kept[place] != counted[place] and day not in left_out:
            yield Difference(plan.source.name, level, day, code, key, x, kept[place], counted[place])
