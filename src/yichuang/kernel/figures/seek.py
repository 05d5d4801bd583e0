"""Pages of a long list, found by the row that they follow or precede: the thousandth costs what the second does.

The list stands by a day, the latest first, rows without one before all others; or by the number of its rows. An address
holds the place of a row, so rows that come or go meanwhile shift no page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet

PAGE = 50
ITS_DAY = "seek_day"  # what each row found carries


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row stands in a list."""

    day: date | None
    pk: int

    def __str__(self) -> str:
        """As it is written in an address: 2026-08-31_8940, or _8940 without a day."""
        return f"{self.day or ''}_{self.pk}"

    @classmethod
    def read(cls, written: str) -> Place | None:
        """A place as an address has it; None for what is none."""
        day, _, number = written.partition("_")
        if not (number.isascii() and number.isdigit() and len(number) < 19):
            return None
        try:
            return cls(date.fromisoformat(day) if day else None, int(number))
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class Seek:
    """A page that is asked for: its number, and the row that it follows, or precedes."""

    number: int = 1
    after: Place | None = None
    before: Place | None = None

    @classmethod
    def read(cls, query: Mapping[str, str]) -> Seek:
        """What an address asks for; what makes no sense is the first page."""
        written = query.get("page", "1")
        number = int(written) if written.isascii() and written.isdigit() and len(written) < 10 else 1
        return cls(max(1, number), Place.read(query.get("after", "")), Place.read(query.get("before", "")))

    def written(self) -> dict[str, str]:
        """The same for an address."""
        places = {"after": self.after, "before": self.before}
        return {"page": str(self.number)} | {name: str(one) for name, one in places.items() if one}


@dataclass(frozen=True, slots=True)
class Found:
    """The rows of a page with its number, and the pages beside it."""

    rows: list[Any]
    number: int
    before: Seek | None
    next: Seek | None


def page_of(listed: QuerySet[Any, Any], order: str, asked: Seek, total: int, size: int = PAGE) -> Found:
    """The page that is asked for, of a list by the day `order` or by "pk"; `size` keeps less than a page of it.

    The first page is whole, a page past the last one is the last one, and one that no row is named for is the first.
    """
    pages = max(1, -(-total // PAGE))
    number = min(asked.number, pages)
    way = _Way(listed if order == "pk" else listed.annotate(**{ITS_DAY: F(order)}), order)
    rows: list[Any] = []
    if number > 1 and asked.after is not None:
        rows = _enough(way.beyond(asked.after), size)
    elif number > 1 and asked.before is not None:
        rows = _enough(way.ahead(asked.before), size)[::-1]
    elif asked.number >= pages > 1:
        rows = list(way.last_first()[: total - (pages - 1) * PAGE])[::-1]
    if not rows:
        number, rows = 1, list(way.first_first()[:size])
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
class _Way:
    """A list and its order, both ways. Each part is asked for by itself, so that an index finds where it begins."""

    listed: QuerySet[Any, Any]
    order: str

    def first_first(self) -> QuerySet[Any, Any]:
        return self.listed.order_by(*(["pk"] if self.order == "pk" else [F(self.order).desc(), "-pk"]))

    def last_first(self) -> QuerySet[Any, Any]:
        return self.listed.order_by(*(["-pk"] if self.order == "pk" else [F(self.order).asc(), "pk"]))

    def place(self, row: Any) -> Place:
        return Place(getattr(row, ITS_DAY, None), row.pk)

    def beyond(self, place: Place) -> Iterator[QuerySet[Any, Any]]:
        """The rows after that place, in order."""
        if self.order == "pk":
            yield self.first_first().filter(pk__gt=place.pk)
        elif place.day is None:
            yield self.first_first().filter(self._day(isnull=True), pk__lt=place.pk)
            yield self.first_first().filter(self._day(isnull=False))
        else:
            later = self._day(lt=place.day) | Q(pk__lt=place.pk)
            yield self.first_first().filter(self._day(lte=place.day), later)

    def ahead(self, place: Place) -> Iterator[QuerySet[Any, Any]]:
        """The rows before that place, the nearest first."""
        if self.order == "pk":
            yield self.last_first().filter(pk__lt=place.pk)
        elif place.day is None:
            yield self.last_first().filter(self._day(isnull=True), pk__gt=place.pk)
        else:
            nearer = self._day(gt=place.day) | Q(pk__gt=place.pk)
            yield self.last_first().filter(self._day(gte=place.day), nearer)
            yield self.last_first().filter(self._day(isnull=True))

    def _day(self, **meets: Any) -> Q:
        return Q(**{f"{self.order}__{look}": value for look, value in meets.items()})
