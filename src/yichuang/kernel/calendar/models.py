"""The calendar's table: what each notice or local decision says of a date. Rows are added, never changed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from yichuang.kernel.calendar.rules import DatedRow, DayKind


class CalendarDay(models.Model):
    """One dated row. The nearest office path holds, and within it the latest version; `""` is everywhere.

    The version is the epoch "calendar" at which the row was entered.
    """

    day = models.DateField()
    office_path = models.CharField(max_length=200, default="", blank=True)
    kind = models.CharField(max_length=10)
    name = models.CharField(max_length=60)
    source = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    entered_at = models.DateTimeField()
    entered_by = models.CharField(max_length=60)
    version = models.BigIntegerField()

    class Meta:
        db_table = "calendar_day"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["day", "office_path", "version"], name="calendar_day_once"),
            models.CheckConstraint(
                condition=models.Q(kind__in=[kind.value for kind in DayKind]), name="calendar_day_kind"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.kind} {self.office_path}"

    def as_row(self) -> DatedRow:
        """The row as the rules take it."""
        return DatedRow(
            self.day, DayKind(self.kind), self.name, self.source, self.reason, self.office_path, self.version
        )
