"""Offices: one tree with opening hours. The kernel knows nothing more of government than this."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models


class OfficeColumns(models.Model):
    """The columns of an office; a room that makes offices subjects of its verbs declares them over the same table."""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    short_name = models.CharField(max_length=40, blank=True)
    kind = models.CharField(max_length=30)
    parent: models.ForeignKey[Office | None, Office | None] = models.ForeignKey(
        "offices.Office", null=True, on_delete=models.PROTECT, related_name="+"
    )
    # ids from the root to this office, "/1/7/": a subtree is a prefix, so a scope is one index range
    path = models.CharField(max_length=200, unique=True)
    # [["09:00","12:00"],["13:30","17:30"]]; null takes the hours of the office above
    hours: models.JSONField[Any, Any] = models.JSONField(null=True)
    active = models.BooleanField(default=True)

    class Meta:
        abstract = True

    @property
    def brief(self) -> str:
        """Its name where room is short."""
        return self.short_name or self.name


class Office(OfficeColumns):
    """A node of the tree: a county, a department, a section, a centre, a window, a station."""

    # the head of its chain in the ledger; verbs alone move it
    version = models.IntegerField(default=0)
    head = models.BinaryField(default=b"")

    class Meta:
        db_table = "office"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["path"], name="office_path_prefix", opclasses=["text_pattern_ops"]),
            models.Index(fields=["kind"], name="office_kind"),
        ]

    def __str__(self) -> str:
        return self.name


class Epoch(models.Model):
    """A counter that rises when a small table changes, so that processes know when to read it again."""

    name = models.CharField(max_length=40, primary_key=True)
    n = models.BigIntegerField(default=1)

    class Meta:
        db_table = "epoch"
