"""The ledger: one append-only table. The application's role may read it and add to it, nothing else."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class LedgerEntry(models.Model):
    """One act on one subject, chained by hash to the act before it."""

    pk = models.CompositePrimaryKey("subject", "n")
    subject = models.TextField()
    n = models.IntegerField()
    verb = models.TextField()
    actor = models.TextField()
    post = models.BigIntegerField(null=True)
    office = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    facts = models.TextField()
    previous = models.BinaryField()
    hash = models.BinaryField()

    class Meta:
        db_table = "ledger"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["at"], name="ledger_at"),
            models.Index(fields=["actor", "at"], name="ledger_actor_at"),
        ]
