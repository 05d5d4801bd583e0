"""Clocks, one row a promise; the rungs on which they warn; the warnings that have been given.

Due instants follow from limit, start and pauses, and rungs follow from those; an index needs them beside it.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from yichuang.kernel.clocks.rules import Limit, Pause, Unit, limit_of
from yichuang.kernel.clocks.rungs import Basis, Level


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
    # rungs to come, in order, and the first of them; what has been dealt with (see rungs.py)
    next_at = models.DateTimeField(null=True)
    rungs: ArrayField[list[str], list[str]] = ArrayField(models.TextField(), default=list)
    rungs_at: ArrayField[list[Any], list[Any]] = ArrayField(models.DateTimeField(), default=list)
    seen_to = models.DateTimeField(null=True)

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
            models.Index(fields=["next_at"], name="clock_next", condition=Q(next_at__isnull=False)),
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
        return limit_of(self.amount, self.unit)

    @property
    def stood(self) -> tuple[Pause, ...]:
        """The pauses as the rules take them."""
        return tuple(Pause.from_json(stored) for stored in self.pauses)


class RungColumns(models.Model):
    """The columns of a rule; a room that lets people change rules declares them over the same table."""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=60)
    kinds: ArrayField[list[str], list[str]] = ArrayField(models.CharField(max_length=30))
    basis = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Basis])
    times = models.SmallIntegerField(default=1)
    plus = models.SmallIntegerField(default=0)
    level = models.CharField(max_length=10, choices=[(one.value, one.label) for one in Level])
    tells: ArrayField[list[str], list[str]] = ArrayField(models.CharField(max_length=20), default=list)
    lawful = models.BooleanField(default=False)
    repeat = models.SmallIntegerField(default=0)
    source = models.CharField(max_length=120)
    active = models.BooleanField(default=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.code


class Rung(RungColumns):
    """A rule on which clocks of some kinds warn. Read by every act, so it is kept until the epoch "rungs" rises."""

    # the head of its chain in the ledger; verbs alone move it
    version = models.IntegerField(default=0)
    head = models.BinaryField(default=b"")

    class Meta:
        db_table = "rung"


class Warning(models.Model):
    """That a clock passed a rung: written by the watcher, once for a clock, a rule and the instant that it fell due.

    Ids rise with the instants but for what was noticed late, so that the newest are read without an index of their own.
    `void_at`: an act from before that instant came to be written after it, so the clock wasn't running then.
    """

    subject = models.TextField()
    n = models.SmallIntegerField()
    kind = models.TextField()
    # no constraint: the watcher copies it from the clock, which has one, and offices are never deleted
    owed_by: models.ForeignKey[Any, Any] = models.ForeignKey(
        "offices.Office", on_delete=models.DO_NOTHING, related_name="+", db_index=False, db_constraint=False
    )
    rule = models.TextField()
    level = models.TextField()
    fell_at = models.DateTimeField()
    noticed_at = models.DateTimeField()
    alerted_at = models.DateTimeField(null=True)  # when its reaction had run
    told = models.BigIntegerField(null=True)  # account of who was answerable then
    void_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "warning"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["subject", "n", "rule", "fell_at"], name="warning_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["void_at"], name="warning_void", condition=Q(void_at__isnull=False)),
            models.Index(fields=["fell_at"], name="warning_marks", condition=Q(level="mark")),
        ]

    def __str__(self) -> str:
        return f"{self.subject}/{self.n} {self.rule}"
