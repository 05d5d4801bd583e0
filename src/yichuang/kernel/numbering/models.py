"""Counters that give numbers to people: one row a sequence."""

from __future__ import annotations

from django.db import models


class Counter(models.Model):
    """The last number given in a sequence (`case:519921:20261124`, `paper:云市监:2026`)."""

    sequence = models.CharField(max_length=120, primary_key=True)
    value = models.BigIntegerField(default=0)

    class Meta:
        db_table = "counter"
