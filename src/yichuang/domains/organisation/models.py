"""What an office is to government: a centre, a department, a window. The tree itself is the kernel's."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from yichuang.kernel.access.actors import Actor, ActorKind
from yichuang.kernel.offices.queries import tree
from yichuang.kernel.verbs.subjects import Subject


class OfficeKind(models.TextChoices):
    """Kinds of office in the network of three levels."""

    COUNTY = "county", "县"
    TOWN = "town", "乡镇"
    VILLAGE = "village", "村"
    DEPARTMENT = "department", "部门"
    SECTION = "section", "行政审批股"
    CENTRE = "centre", "中心"
    HALL = "hall", "大厅"
    WINDOW = "window", "窗口"
    STATION = "station", "便民服务站"


class CentreLevel(models.TextChoices):
    """The level of a centre or station."""

    COUNTY = "county", "县政务服务中心"
    TOWN = "town", "乡镇便民服务中心"
    VILLAGE = "village", "村便民服务站"


class WindowKind(models.TextChoices):
    """Whether a window serves one department or all that sit behind it."""

    OWN = "own", "独立窗口"
    COMPREHENSIVE = "comprehensive", "综合窗口"


class Department(models.Model):
    """A body that holds the power to decide (实施主体)."""

    office = models.OneToOneField(
        "offices.Office", on_delete=models.PROTECT, primary_key=True, related_name="+"
    )
    mark = models.CharField(max_length=20, unique=True)  # 机关代字, the first part of its document numbers
    credit_code = models.CharField(max_length=18, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    address = models.CharField(max_length=120, blank=True)
    has_section = models.BooleanField(default=True)  # 行政审批股 set up

    class Meta:
        db_table = "department"


class Centre(models.Model):
    """A place where services are handed over a counter; stations of villages are the smallest."""

    office = models.OneToOneField(
        "offices.Office", on_delete=models.PROTECT, primary_key=True, related_name="+"
    )
    level = models.CharField(max_length=10, choices=CentreLevel.choices)
    address = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    region_code = models.CharField(max_length=12)  # GB/T 2260, first part of case numbers

    class Meta:
        db_table = "centre"


class Window(models.Model):
    """A counter with staff."""

    office = models.OneToOneField(
        "offices.Office", on_delete=models.PROTECT, primary_key=True, related_name="+"
    )
    number = models.CharField(max_length=10)
    kind = models.CharField(max_length=15, choices=WindowKind.choices)
    # offices of the departments whose items it takes; empty for a comprehensive window: all that are present
    departments: ArrayField[list[int], list[int]] = ArrayField(models.BigIntegerField(), default=list)

    class Meta:
        db_table = "window_desk"
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["kind"], name="window_kind")]


class Site(models.Model):
    """The one row that says whose system this is."""

    id = models.SmallAutoField(primary_key=True)
    name = models.CharField(max_length=60)  # 云溪县政务服务中心
    short_name = models.CharField(max_length=30)  # 云溪县政务服务
    region_name = models.CharField(max_length=30)
    region_code = models.CharField(max_length=12)
    centre = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="+")
    demonstration = models.BooleanField(default=False)

    class Meta:
        db_table = "site"


class ApiKey(Subject):
    """A program of an office that calls the API: it acts in a post, with that post's rights and scope.

    The key itself is shown once and not kept; `digest` is its hash, `prefix` its first letters, to tell keys apart.
    """

    subject_kind = "api_key"
    label = "这个接口密钥"

    post = models.ForeignKey("access.Post", on_delete=models.PROTECT, related_name="+")
    office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)  # which program, for whom
    prefix = models.CharField(max_length=12)
    digest = models.BinaryField(unique=True)
    created_at = models.DateTimeField()
    expires_on = models.DateField()  # the last day on which it works
    last_used_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "api_key"

    def seen_by(self, actor: Actor) -> bool:
        """Those in whose subtree the office of its post lies."""
        return actor.kind is ActorKind.SYSTEM or actor.covers(tree().by_id[self.office_id].path)
