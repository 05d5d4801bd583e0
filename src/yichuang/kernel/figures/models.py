"""What figures keep: sums of days that are over, how far they reach, and values that were published."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models


class FoldKey(models.Model):
    """What sums are kept by: a span of days, and whose the rows are. Sums of one key may stand in several rows.

    level: "d" a day, "m" a month, "y" a year, named by its first day. Offices and item are told by plain ids: a sum
    holds nothing that must not go away.
    """

    id = models.BigAutoField(primary_key=True)
    source = models.TextField()
    level = models.CharField(max_length=1)
    day = models.DateField()
    item_id = models.BigIntegerField()
    department_id = models.BigIntegerField()
    place_id = models.BigIntegerField()
    department_path = models.CharField(max_length=200)
    place_path = models.CharField(max_length=200)

    class Meta:
        abstract = True


class Fold(FoldKey):
    """The sums of all figures of one table (`n`, in the order of the table's slots) over a span, by office and item."""

    n: ArrayField[list[int], list[int]] = ArrayField(models.BigIntegerField())

    class Meta:
        db_table = "figure_fold"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["source", "level", "day"], name="figure_fold_span"),
        ]


class Spread(FoldKey):
    """How often a whole number occurs among a figure's rows over a span: days used, or the day on which a row began."""

    code = models.TextField()
    x = models.IntegerField()
    n = models.IntegerField()

    class Meta:
        db_table = "figure_spread"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["source", "code", "level", "day"], name="figure_spread_span"),
        ]


class FoldState(models.Model):
    """How far a table is folded, and under which declarations."""

    source = models.TextField(primary_key=True)
    version = models.CharField(max_length=12)
    since = models.DateField()
    through = models.DateField()
    folded_at = models.DateTimeField()

    class Meta:
        db_table = "figure_fold_state"


class PublishedValue(models.Model):
    """A value as it was published, with what it was made of; rows are only ever added.

    about      the subject that was signed (`publication:7`); n its place there
    rule       version of the figure's rule (`version_of`); the words of that day stand beside it
    only       what narrowed the office: [["item", 12]]
    cut_off    the instant up to which was looked
    counted    how many rows stood behind it, and their fingerprint (SM3)
    """

    about = models.TextField()
    n = models.IntegerField()
    code = models.TextField()
    name = models.TextField()
    rule = models.CharField(max_length=12)
    formula = models.TextField()
    office = models.BigIntegerField()
    only: models.JSONField[Any, Any] = models.JSONField(default=list)
    first = models.DateField()
    last = models.DateField()
    cut_off = models.DateTimeField()
    state = models.CharField(max_length=24)
    number = models.DecimalField(max_digits=24, decimal_places=4, null=True)
    numerator = models.DecimalField(max_digits=24, decimal_places=4, null=True)
    denominator = models.DecimalField(max_digits=24, decimal_places=4, null=True)
    text = models.TextField()
    unit = models.TextField()
    counted = models.BigIntegerField()
    fingerprint = models.BinaryField()
    at = models.DateTimeField()

    class Meta:
        db_table = "published_value"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["about", "n"], name="published_value_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["code", "office", "first", "last"], name="published_value_code"),
        ]
