"""Messages on their way out: one outbox for every channel."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models


class Message(models.Model):
    """A message to one receiver over one channel; the text is sealed, the address is looked up when it goes."""

    subject = models.TextField(blank=True)
    channel = models.CharField(max_length=20)  # in_app, email, sms
    receiver = models.TextField()  # staff:7, office:3, case:5, person:9, enterprise:2, code:4
    title = models.CharField(max_length=120)
    body = models.BinaryField()
    urgent = models.BooleanField(default=False)  # goes out in the night too: somebody waits for it
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    # the account that read it; until the end of November 2026 the first of an office read for all of it
    read_by = models.BigIntegerField(null=True)
    # where a whole office was told: {account: when it was read there}; each reads for oneself
    readers: models.JSONField[Any, Any] = models.JSONField(default=dict)
    attempts = models.SmallIntegerField(default=0)
    not_before = models.DateTimeField(null=True)
    error = models.TextField(blank=True)

    class Meta:
        db_table = "message"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["id"], name="message_waiting", condition=models.Q(sent_at=None)),
            models.Index(fields=["receiver", "-created_at"], name="message_receiver"),
            models.Index(fields=["subject"], name="message_subject"),
            models.Index(
                fields=["receiver"], name="message_unread", condition=models.Q(read_at=None, channel="in_app")
            ),
        ]
