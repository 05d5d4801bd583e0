"""Pages of a long list, found by the row that they follow or precede: the thousandth costs what the second does.

A list stands by a day or an instant, the latest first and rows without one before all others, or the earliest first;
or by the number of its rows. An address holds the place of a row, so rows that come or go meanwhile shift no page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from django.db.models import F, Q, QuerySet

PAGE = 50
ITS_DAY = "seek_day"  # what each row found carries
DAY = len("2026-11-02")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row stands in a list: its day or instant, and its number."""

    day: date | None
    pk: int

    def __str__(self) -> str:
        """As it is written in an address: 2026-08-31_8940, 2026-08-31T09:30:00+00:00_8940, or _8940 without a day."""
        return f"{self.day.isoformat() if self.day else ''}_{self.pk}"

    @classmethod
    def read(cls, written: str) -> Place | None:
        """A place as an address has it; None for what is none."""
        day, _, number = written.partition("_")
        if not (number.isascii() and number.isdigit() and len(number) < 19):
            return None
        try:
            at = _instant(day) if len(day) > DAY else date.fromisoformat(day) if day else None
        except ValueError:
            return None
        return cls(at, int(number))


def _instant(written: str) -> datetime:
    found = datetime.fromisoformat(written)
    if found.tzinfo is None:
        raise ValueError(written)
    return found


@dataclass(frozen=True, slots=True)
class Seek:
    """A page that is asked for: its number, and the row that it follows, or precedes."""

    number: int = 1
    after: Place | None = None
    before: Place | None = None

    @classmethod
    def read(cls, query: Mapping[str, str], *, instants: bool = False) -> Seek:
        """What an address asks for of a list by days, or by `instants`; what makes no sense is the first page."""
        written = query.get("page", "1")
        number = int(written) if written.isascii() and written.isdigit() and len(written) < 10 else 1
        after, before = (Place.read(query.get(name, "")) for name in ("after", "before"))
        fitting = [
            one if one and (one.day is None or isinstance(one.day, datetime) is instants) else None
            for one in (after, before)
        ]
        return cls(max(1, number), *fitting)

    def written(self) -> dict[str, str]:
        """The same for an address."""
        places = {"after": self.after, "before": self.before}
        return {"page": str(self.number)} | {name: str(one) for name, one in places.items() if one}


@dataclass(frozen=True, slots=True)
class Found:
    """The rows of a page with its number, and the pages beside it."""

    rows: Sequence[Any]
    number: int
    before: Seek | None
    next: Seek | None

    @property
    def first(self) -> int:
        """Number of the first row shown."""
        return (self.number - 1) * PAGE + 1 if self.rows else 0

    @property
    def last(self) -> int:
        """Number of the last row shown."""
        return self.first + len(self.rows) - 1 if self.rows else 0


class Way(Protocol):
    """A list that is read both ways; every part of it in the list's order."""

    def first(self, most: int) -> list[Any]:
        """So many rows from its beginning."""

    def last(self, most: int) -> list[Any]:
        """So many rows before its end."""

    def after(self, place: Place, most: int) -> list[Any]:
        """So many rows that follow a place."""

    def before(self, place: Place, most: int) -> list[Any]:
        """So many rows that come just before a place."""

    def place(self, row: Any) -> Place:
        """Where a row stands."""


def page_of(
    listed: QuerySet[Any, Any],
    order: str,
    asked: Seek,
    total: int,
    size: int = PAGE,
    *,
    earliest_first: bool = False,
) -> Found:
    """The page that is asked for, of a list by the day or instant `order`, or by "pk" or "-pk"; `size` keeps less than
    a page.

    `earliest_first`: the other way round, of a list in which every row has its instant.
    """
    if order == "pk":
        return page_along(_Rows(listed, order), asked, total, size)
    if order == "-pk":
        return page_along(_Turned(listed, "pk"), asked, total, size)
    marked = listed.annotate(**{ITS_DAY: F(order)})
    return page_along((_Turned if earliest_first else _Rows)(marked, order), asked, total, size)


def page_along(way: Way, asked: Seek, total: int, size: int = PAGE) -> Found:
    """The page that is asked for, of a list of so many rows.

    The first page is whole, a page past the last one is the last one, and one that no row is named for is the first.
    """
    pages = max(1, -(-total // PAGE))
    number = min(asked.number, pages)
    rows: list[Any] = []
    if number > 1 and asked.after is not None:
        rows = way.after(asked.after, size)
    elif number > 1 and asked.before is not None:
        rows = way.before(asked.before, size)
    elif asked.number >= pages > 1:
        rows = way.last(total - (pages - 1) * PAGE)
    if not rows:
        number, rows = 1, way.first(size)
    return Found(
        rows,
        number,
        Seek(number - 1, before=way.place(rows[0]) if number > 2 else None) if rows and number > 1 else None,
        Seek(number + 1, after=way.place(rows[-1])) if rows and number < pages else None,
    )


def _enough(parts: Iterator[QuerySet[Any, Any]], size: int) -> list[Any]:
    """So many rows from the first parts that have them; mostly the first one has."""
    found: list[Any] = []
    for part in parts:
        if len(found) < size:
            found += part[: size - len(found)]
    return found


@dataclass(frozen=True)
class _Rows:
    """A list and its order, both ways. Each part is asked for by itself, so that an index finds where it begins."""

    listed: QuerySet[Any, Any]
    order: str

    def first(self, most: int) -> list[Any]:
        return list(self._onward()[:most])

    def last(self, most: int) -> list[Any]:
        return list(self._back()[:most])[::-1]

    def after(self, place: Place, most: int) -> list[Any]:
        return _enough(self._beyond(place), most)

    def before(self, place: Place, most: int) -> list[Any]:
        return _enough(self._ahead(place), most)[::-1]

    def place(self, row: Any) -> Place:
        return Place(getattr(row, ITS_DAY, None), row.pk)

    def _onward(self) -> QuerySet[Any, Any]:
        return self.listed.order_by(*(["pk"] if self.order == "pk" else [F(self.order).desc(), "-pk"]))

    def _back(self) -> QuerySet[Any, Any]:
        return self.listed.order_by(*(["-pk"] if self.order == "pk" else [F(self.order).asc(), "pk"]))

    def _beyond(self, place: Place) -> Iterator[QuerySet[Any, Any]]:
        """The rows after that place, in order."""
        if self.order == "pk":
            yield self._onward().filter(pk__gt=place.pk)
        elif place.day is None:
            yield self._onward().filter(self._day(isnull=True), pk__lt=place.pk)
            yield self._onward().filter(self._day(isnull=False))
        else:
            later = self._day(lt=place.day) | Q(pk__lt=place.pk)
            yield self._onward().filter(self._day(lte=place.day), later)

    def _ahead(self, place: Place) -> Iterator[QuerySet[Any, Any]]:
        """The rows before that place, the nearest first."""
        if self.order == "pk":
            yield self._back().filter(pk__lt=place.pk)
        elif place.day is None:
            yield self._back().filter(self._day(isnull=True), pk__gt=place.pk)
        else:
            nearer = self._day(gt=place.day) | Q(pk__gt=place.pk)
            yield self._back().filter(self._day(gte=place.day), nearer)
            yield self._back().filter(self._day(isnull=True))

    def _day(self, **meets: Any) -> Q:
        return Q(**{f"{self.order}__{look}": value for look, value in meets.items()})


class _Turned(_Rows):
    """The same the other way round; every row has its instant."""

    def first(self, most: int) -> list[Any]:
        return super().last(most)[::-1]

    def last(self, most: int) -> list[Any]:
        return super().first(most)[::-1]

    def after(self, place: Place, most: int) -> list[Any]:
        return super().before(place, most)[::-1]

    def before(self, place: Place, most: int) -> list[Any]:
        return super().after(place, most)[::-1]

    def _ahead(self, place: Place) -> Iterator[QuerySet[Any, Any]]:
        """The same but for the rows without an instant: there are none to ask for."""
        yield next(super()._ahead(place))
