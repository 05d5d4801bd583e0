"""The clock table: one row a promise. Due instants follow from limit, start and pauses; an index needs them."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from yichuang.kernel.clocks.rules import Limit, Pause, Unit


class Clock(models.Model):
    """A promise with a due instant. The subject is text (`case:17`); the rows are written by verbs alone."""

    pk = models.CompositePrimaryKey("subject", "n")
    subject = models.TextField()
    n = models.SmallIntegerField()
    kind = models.TextField()
    owed_by: models.ForeignKey[Any, Any] = models.ForeignKey(
        "offices.Office", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    unit = models.TextField()
    amount = models.IntegerField()
    started_at = models.DateTimeField()
    # [{"from", "to" (null while it stands), "reason", "document"}], dates
    pauses: models.JSONField[Any, Any] = models.JSONField(default=list)
    standing = models.BooleanField(default=False)
    # null while it stands still, unless the due day had come before
    due_at = models.DateTimeField(null=True)
    warn_at = models.DateTimeField(null=True)
    provisional = models.BooleanField(default=False)
    stopped_at = models.DateTimeField(null=True)
    outcome = models.TextField(default="", blank=True)
    # in the clock's own unit, once stopped
    used = models.IntegerField(null=True)

    class Meta:
        db_table = "clock"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["due_at"], name="clock_open_due", condition=Q(stopped_at__isnull=True)),
            models.Index(fields=["warn_at"], name="clock_open_warn", condition=Q(stopped_at__isnull=True)),
            models.Index(
                fields=["owed_by", "kind", "due_at"],
                name="clock_open_owed",
                condition=Q(stopped_at__isnull=True),
            ),
            # those that ran out, or still may: of a year's clocks only the late ones and the open ones
            models.Index(
                fields=["kind", "due_at"],
                name="clock_ran_out",
                condition=Q(stopped_at__isnull=True) | Q(stopped_at__gt=F("due_at")),
            ),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(unit__in=[unit.value for unit in Unit]), name="clock_unit"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="clock_amount"),
            models.CheckConstraint(
                condition=Q(due_at__isnull=False) | Q(standing=True), name="clock_due_unless_standing"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject}/{self.n} {self.kind}"

    @property
    def limit(self) -> Limit:
        """The limit as the rules take it."""
        return Limit(self.amount, Unit(self.unit))

    @property
    def stood(self) -> tuple[Pause, ...]:
        """The pauses as the rules take them."""
        return tuple(Pause.from_json(stored) for stored in self.pauses)
