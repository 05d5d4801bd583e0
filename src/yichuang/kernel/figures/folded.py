"""Reading figures of a folded table: kept sums for days that are over and untouched, live counts for the others."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count as RowCount
from django.db.models import Q, Sum

from yichuang.kernel.figures.asking import Period
from yichuang.kernel.figures.daily import Daily, Part, SpreadPart, daily, ordinal
from yichuang.kernel.figures.declare import Cohort, Count, Figure, Median, Source, Stock, Total
from yichuang.kernel.figures.folding import aggregate_of
from yichuang.kernel.figures.models import Fold, FoldState, Spread
from yichuang.kernel.figures.spans import Cover, Standing, cover
from yichuang.kernel.verbs import touched

Numbers = dict[Any, dict[str, Decimal | None]]  # by group (None where nothing is split), then by code
Gap = tuple[date, date]
Narrow = Callable[[Any], Any]


def standings(sources: Iterable[Source]) -> dict[Source, Standing]:
    """How far each of these tables is folded under today's declarations; one that isn't is left out."""
    wanted = {source.name: source for source in sources if source.folded}
    if not wanted:
        return {}
    kept = FoldState.objects.filter(source__in=list(wanted))
    states = [one for one in kept if one.version == daily(wanted[one.source]).version]
    marks = touched.pending({one.source: one.through for one in states})
    return {
        wanted[one.source]: Standing(one.since, one.through, frozenset(marks[one.source])) for one in states
    }


@dataclass(frozen=True)
class Reading:
    """What is asked of a folded table; `narrow` keeps the rows, or the sums, of the scope; `by` is a group's column."""

    plan: Daily
    standing: Standing
    period: Period
    narrow: Narrow
    by: str | None = None

    def numbers(self, figures: Sequence[Figure]) -> Numbers:
        """The numbers of these figures; None for a median of nothing. A group without any rows is left out."""
        found: Numbers = defaultdict(dict)
        within = cover(*self.period.days, self.standing)
        flows = [one for one in figures if isinstance(one.measure, Count | Total)]
        self._sums(found, flows, within)
        stocks = [one for one in figures if isinstance(one.measure, Stock)]
        if stocks:
            begin = min(self.standing.begin, self.period.last)
            self._sums(found, stocks, cover(begin, self.period.last, self.standing))
        for figure in figures:
            if isinstance(figure.measure, Median):
                self._median(found, figure, within)
            elif isinstance(figure.measure, Cohort):
                self._cohort(found, figure, figure.measure)
        return found

    def _sums(self, found: Numbers, figures: Sequence[Figure], days: Cover) -> None:
        if not figures:
            return
        slots = [self.plan.slots.index(figure.code) for figure in figures]
        sums: dict[Any, Counter[int]] = defaultdict(Counter)
        if days.folded:
            kept = self.narrow(Fold.objects.filter(_spans(self.plan, days)))
            totals = {f"s{slot}": Sum(f"n__{slot}") for slot in slots}
            _add(sums, grouped(kept, self.by, totals), {f"s{slot}": (slot, 1) for slot in slots})
        if days.gaps:
            self._live(sums, set(slots), days.gaps)
        for key, counts in sums.items():
            for figure, slot in zip(figures, slots, strict=True):
                found[key][figure.code] = Decimal(counts[slot])

    def _live(self, sums: dict[Any, Counter[int]], slots: set[int], gaps: Sequence[Gap]) -> None:
        periods = [self._period(gap) for gap in gaps]
        whole = Period(gaps[0][0], gaps[-1][1], periods[-1].cut_off)
        parts = [part for part in self.plan.parts if part.slot in slots and isinstance(part.day, str)]
        lies = {str(part.day): _any(Q(**{f"{part.day}__range": gap}) for gap in gaps) for part in parts}
        if parts:
            meets = [
                part.where(whole) & lies[str(part.day)] if len(gaps) > 1 else part.where(whole)
                for part in parts
            ]
            counts = {f"p{n}": aggregate_of(part, meets[n]) for n, part in enumerate(parts)}
            rows = grouped(self._rows().filter(_any(lies.values())), self.by, counts)
            _add(sums, rows, {f"p{n}": (part.slot, part.sign) for n, part in enumerate(parts)})
        for part in self.plan.elsewhere:
            for period in periods if part.slot in slots else ():
                self._elsewhere(sums, part, period)

    def _elsewhere(self, sums: dict[Any, Counter[int]], part: Part, period: Period) -> None:
        rows = grouped(self._rows().filter(part.where(period)), self.by, {"p": RowCount("pk")})
        _add(sums, rows, {"p": (part.slot, part.sign)})

    def _median(self, found: Numbers, figure: Figure, days: Cover) -> None:
        spread = self._spread(figure)
        often: dict[Any, Counter[int]] = defaultdict(Counter)
        if days.folded:
            kept = Spread.objects.filter(_spans(self.plan, days), code=figure.code)
            self._spread_rows(often, self.narrow(kept), "x", Sum("n"))
        if days.gaps:
            meets = _any(spread.where(self._period(gap)) for gap in days.gaps)
            live = self._rows().filter(meets).annotate(its_x=spread.x).exclude(its_x=None)
            self._spread_rows(often, live, "its_x", RowCount("pk"))
        for key in {*often, *found}:
            found[key][figure.code] = middle(often[key])

    def _cohort(self, found: Numbers, figure: Figure, cohort: Cohort) -> None:
        """Those that ended in the period and had begun in it; months know the beginning by its month alone."""
        first = self.period.first
        days = cover(first, self.period.last, self.standing, whole=first.day == 1)
        sums: dict[Any, Counter[int]] = defaultdict(Counter)
        if days.folded:
            kept = Spread.objects.filter(_spans(self.plan, days), code=figure.code, x__gte=ordinal(first))
            _add(sums, grouped(self.narrow(kept), self.by, {"s": Sum("n")}), {"s": (0, 1)})
        if days.gaps:
            ended = _any(cohort.left(self._period(gap)) for gap in days.gaps)
            live = self._rows().filter(ended, cohort.reach(self.period))
            _add(sums, grouped(live, self.by, {"s": RowCount("pk")}), {"s": (0, 1)})
        for key, counts in sums.items():
            found[key][figure.code] = Decimal(counts[0])

    def _spread(self, figure: Figure) -> SpreadPart:
        return next(spread for spread in self.plan.spreads if spread.code == figure.code)

    def _spread_rows(self, often: dict[Any, Counter[int]], rows: Any, x: str, count: Any) -> None:
        columns = [self.by, x] if self.by else [x]
        for row in rows.order_by().values(*columns).annotate(its_n=count):
            often[row[self.by] if self.by else None][int(row[x])] += row["its_n"]

    def _rows(self) -> Any:
        return self.narrow(self.plan.source.rows())

    def _period(self, gap: Gap) -> Period:
        """A gap as a period; its last day is looked at up to the instant that was asked for."""
        over = Period.of(*gap)
        return (
            self.period if gap == self.period.days else Period(*gap, min(over.cut_off, self.period.cut_off))
        )


def middle(often: Counter[int]) -> Decimal | None:
    """The median of whole numbers by how often each occurs, halfway between two; None of none."""
    count = sum(often.values())
    if not count:
        return None
    places, at = {(count - 1) // 2, count // 2}, 0
    two = []
    for x in sorted(often):
        two += [x for place in sorted(places) if at <= place < at + often[x]]
        at += often[x]
    return Decimal(sum(two)) / len(two)


def _spans(plan: Daily, days: Cover) -> Q:
    found = Q()
    for level, firsts in (("y", days.years), ("m", days.months), ("d", days.days)):
        if firsts:
            found |= Q(level=level, day__in=firsts)
    return Q(source=plan.source.name) & found


def grouped(rows: Any, by: str | None, aggregates: dict[str, Any]) -> list[tuple[Any, dict[str, Any]]]:
    """The aggregates of these rows by group, or of all of them under None."""
    if by is None:
        return [(None, rows.order_by().aggregate(**aggregates))]
    return [(row[by], row) for row in rows.order_by().values(by).annotate(**aggregates)]


def _add(
    sums: dict[Any, Counter[int]],
    rows: Iterable[tuple[Any, dict[str, Any]]],
    slots: dict[str, tuple[int, int]],
) -> None:
    for key, row in rows:
        for name, (slot, sign) in slots.items():
            sums[key][slot] += sign * int(row[name] or 0)


def _any(conditions: Iterable[Q]) -> Q:
    found = Q()
    for condition in conditions:
        found |= condition
    return found
