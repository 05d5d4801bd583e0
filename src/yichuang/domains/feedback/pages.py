"""Pages of evaluations: within a day, or of one deadline, in an order that doesn't tell when each was given.

That order is the keyed hash of the service. A number of an evaluation would say which of two came first, so an address
names a row by the day or the instant and the first bytes of that hash (`kernel.seek`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import F, Q, QuerySet

from yichuang.domains.feedback.models import Evaluation
from yichuang.kernel.seek import Found, Place, Seek, page_along

_BYTES = 7  # what fits into the number of a place; two hashes of a day that begin alike don't happen
_HASH = 32


def page_of(listed: QuerySet[Any, Any], by: str, asked: Seek, total: int, *, latest_first: bool) -> Found:
    """The page that is asked for, of a list by the day or instant `by`, in which every row has one."""
    return page_along(_Hidden(listed, by, latest_first), asked, total)


@dataclass(frozen=True)
class _Hidden:
    """A list by day or instant, latest or earliest first, and then by the hash; read both ways."""

    listed: QuerySet[Any, Any]
    by: str
    latest_first: bool

    def first(self, most: int) -> list[Evaluation]:
        return list(self._onward()[:most])

    def last(self, most: int) -> list[Evaluation]:
        return list(self._back()[:most])[::-1]

    def after(self, place: Place, most: int) -> list[Evaluation]:
        later = Q(service__gt=_mark(place).ljust(_HASH, b"\xff"))
        return list(
            self._onward().filter(self._from("lt" if self.latest_first else "gt", place.day, later))[:most]
        )

    def before(self, place: Place, most: int) -> list[Evaluation]:
        sooner = Q(service__lt=_mark(place))
        rows = self._back().filter(self._from("gt" if self.latest_first else "lt", place.day, sooner))[:most]
        return list(rows)[::-1]

    def place(self, row: Evaluation) -> Place:
        return Place(getattr(row, self.by), int.from_bytes(bytes(row.service)[:_BYTES]))

    def _onward(self) -> QuerySet[Any, Any]:
        return self.listed.order_by(F(self.by).desc() if self.latest_first else F(self.by).asc(), "service")

    def _back(self) -> QuerySet[Any, Any]:
        return self.listed.order_by(F(self.by).asc() if self.latest_first else F(self.by).desc(), "-service")

    def _from(self, way: str, day: date | datetime | None, beside: Q) -> Q:
        """On that side of a day, or beside the row on the day itself; the first half is what an index begins with."""
        if day is None:  # every row has one: such an address names none
            return Q(pk=None)
        return Q(**{f"{self.by}__{way}e": day}) & (Q(**{f"{self.by}__{way}": day}) | beside)


def _mark(place: Place) -> bytes:
    return min(place.pk, 256**_BYTES - 1).to_bytes(_BYTES)
