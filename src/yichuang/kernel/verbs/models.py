"""What the verbs keep besides the subjects: clients' keys and events that wait for their reactions."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models


class ActKey(models.Model):
    """A client's key for one act: the same key again gets the first answer (kept 30 days)."""

    pk = models.CompositePrimaryKey("actor", "key")
    actor = models.TextField()
    key = models.CharField(max_length=100)
    fingerprint = models.BinaryField()
    receipt: models.JSONField[Any, Any] = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        db_table = "act_key"
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["at"], name="act_key_at")]


class Event(models.Model):
    """Something that happened and that a reaction waits for; taken by the worker after commit, at least once."""

    name = models.TextField()
    subject = models.TextField()
    n = models.IntegerField()
    facts: models.JSONField[Any, Any] = models.JSONField()
    at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    attempts = models.SmallIntegerField(default=0)
    not_before = models.DateTimeField(null=True)
    error = models.TextField(blank=True)

    class Meta:
        db_table = "event"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["id"], name="event_waiting", condition=models.Q(done_at=None)),
        ]


class TouchedDay(models.Model):
    """A day that an act has touched, for whoever keeps sums of that day (`touched`)."""

    name = models.TextField()
    day = models.DateField()

    class Meta:
        db_table = "touched_day"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["name", "day"], name="touched_day_name")
        ]
