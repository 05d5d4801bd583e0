"""Service items and their versions."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models.functions import Cast

from yichuang.domains.catalogue.limits import WORKED, YEAR
from yichuang.kernel.access.actors import Actor
from yichuang.kernel.clocks.rules import Unit
from yichuang.kernel.verbs.subjects import Subject


class ItemKind(models.TextChoices):
    """Power type of an item. Only licences are under 行政许可法."""

    ADMINISTRATIVE_LICENCE = "administrative_licence", "行政许可"
    PUBLIC_SERVICE = "public_service", "公共服务"
    CONFIRMATION = "confirmation", "行政确认"
    BENEFIT = "benefit", "行政给付"
    REWARD = "reward", "行政奖励"
    OTHER_POWER = "other_power", "其他行政权力"


class CaseKind(models.TextChoices):
    """How cases of an item are handled."""

    INSTANT = "instant", "即办件"
    PROMISE = "promise", "承诺件"
    REPORT_UP = "report_up", "上报件"


class ItemState(models.TextChoices):
    """Whether one can apply for an item."""

    IN_FORCE = "in_force", "在用"
    SUSPENDED = "suspended", "暂停办理"
    RETIRED = "retired", "已取消"


class ServiceItem(Subject):
    """What one can apply for; what it asks and promises stands in its versions."""

    subject_kind = "item"
    label = "这个事项"

    code = models.CharField(max_length=40, unique=True)
    department = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="+")
    base_code = models.CharField(max_length=12, blank=True)  # national base code
    implementation_code = models.CharField(max_length=33, blank=True)
    why = models.TextField(default="", blank=True)  # why it is suspended or retired
    version_in_force = models.ForeignKey(
        "catalogue.ItemVersion", null=True, on_delete=models.PROTECT, related_name="+", db_constraint=False
    )

    class Meta:
        db_table = "service_item"

    def seen_by(self, actor: Actor) -> bool:  # noqa: ARG002 - every subject answers
        """Everybody: items are public (行政许可法 art. 30)."""
        return True


def version_id(item_id: int, n: int) -> int:
    """The id of an item's n-th version. Derived, so that an item and its version are written in one act."""
    return item_id * 1000 + n


def _in_working_days(limit: str) -> models.GeneratedField:
    """A limit of a version in working days: as `limits.in_working_days`, by the database."""
    days = Cast(models.F(f"{limit}_days"), models.IntegerField())
    worked = (days * (2 * WORKED) + YEAR) / (2 * YEAR)
    counted = models.Case(
        models.When(**{f"{limit}_unit": Unit.CALENDAR_DAY.value}, then=worked),
        default=days,
        output_field=models.IntegerField(),
    )
    return models.GeneratedField(
        expression=counted, output_field=models.IntegerField(null=True), db_persist=True
    )


class ItemVersion(models.Model):
    """One text of an item. Never changed once adopted: a case keeps the version under which it was received."""

    item = models.ForeignKey("catalogue.ServiceItem", on_delete=models.PROTECT, related_name="+")
    n = models.IntegerField()
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=30, choices=ItemKind.choices)
    case_kind = models.CharField(max_length=10, choices=CaseKind.choices)
    audience: ArrayField[list[str], list[str]] = ArrayField(models.CharField(max_length=12))
    themes: ArrayField[list[str], list[str]] = ArrayField(models.CharField(max_length=12))
    level = models.CharField(max_length=10)
    online = models.BooleanField()
    statutory_days = models.SmallIntegerField(null=True)
    statutory_unit = models.CharField(max_length=12, default=Unit.WORKING_DAY.value)
    promised_days = models.SmallIntegerField()
    promised_unit = models.CharField(max_length=12, default=Unit.WORKING_DAY.value)
    # the limits as figures add them up: `limits.in_working_days`
    statutory_working_days = _in_working_days("statutory")
    promised_working_days = _in_working_days("promised")
    content: models.JSONField[Any, Any] = models.JSONField()  # the rest of the item's text; see content.py
    search_text = models.TextField()  # name, aliases, pinyin and initials
    search_pieces: ArrayField[list[str], list[str]] = ArrayField(models.CharField(max_length=40))
    sort_key = models.CharField(max_length=200)  # pinyin, since the database has no Chinese collation
    in_force_from = models.DateField()  # until the next version's day
    fingerprint = models.BinaryField()  # of the whole text: an import of the same text makes no version
    reason = models.TextField(default="", blank=True)  # why the text was changed

    class Meta:
        db_table = "item_version"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["item", "n"], name="item_version_once"),
            models.CheckConstraint(
                condition=models.Q(statutory_days=None)
                | ~models.Q(promised_unit=models.F("statutory_unit"))  # compared when it is adopted
                | models.Q(promised_days__lte=models.F("statutory_days")),
                name="promise_within_statute",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            GinIndex(fields=["search_pieces"], name="item_version_search")
        ]
