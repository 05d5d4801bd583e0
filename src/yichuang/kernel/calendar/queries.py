"""Reading the calendar. Each process keeps the calendars of the last versions that it was asked for."""

from __future__ import annotations

import threading
from collections.abc import Iterable

from yichuang.kernel.calendar.models import CalendarDay
from yichuang.kernel.calendar.rules import Calendar, DatedRow
from yichuang.kernel.offices.queries import current_epoch

EPOCH = "calendar"
_KEPT_VERSIONS = 4
_lock = threading.Lock()
_books: dict[int, Book] = {}


class Book:
    """All dated rows at one version; offices that no local row touches share one calendar."""

    def __init__(self, rows: Iterable[DatedRow], version: int) -> None:
        self.version = version
        self._rows = tuple(rows)
        self._scopes = sorted({row.scope for row in self._rows})
        self._calendars: dict[tuple[str, ...], Calendar] = {}

    def calendar(self, office_path: str) -> Calendar:
        """The calendar of the office with that path: the rows of everywhere, of those above it, and its own."""
        scopes = tuple(scope for scope in self._scopes if office_path.startswith(scope))
        found = self._calendars.get(scopes)
        if found is None:
            found = Calendar((row for row in self._rows if row.scope in scopes), self.version)
            self._calendars[scopes] = found
        return found

    def with_rows(self, rows: Iterable[DatedRow]) -> Book:
        """A book that has these rows too, as the latest version."""
        return Book((*self._rows, *rows), self.version + 1)


def current_version() -> int:
    """The version of the calendar in force: the epoch "calendar", 0 before anything was entered."""
    return current_epoch(EPOCH)


def calendar_for(office_path: str, version: int | None = None) -> Calendar:
    """The calendar of an office at that version, or at the present one.

    A caller who has just read the epoch passes it and spares a query. The same Calendar object comes back as long as
    the version is kept.
    """
    return book_at(current_version() if version is None else version).calendar(office_path)


def book_at(version: int) -> Book:
    """The rows of a committed version. Inside a transaction that enters rows, use `Book.with_rows`."""
    book = _books.get(version)
    if book is not None:
        return book
    with _lock:
        rows = CalendarDay.objects.filter(version__lte=version).order_by("day", "version")
        book = Book([row.as_row() for row in rows], version)
        while len(_books) >= _KEPT_VERSIONS:
            _books.pop(min(_books))
        _books[version] = book
    return book


def forget() -> None:
    """Drop what this process keeps; for tests, whose versions are rolled back."""
    _books.clear()
