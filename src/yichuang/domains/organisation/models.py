"""What an office is to government: a centre, a department, a window. The tree itself is the kernel's."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from yichuang.kernel.access.actors import Actor, ActorKind
from yichuang.kernel.access.models import AccountColumns, Post, PostColumns
from yichuang.kernel.offices.models import OfficeColumns
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


class OfficeFile(Subject, OfficeColumns):
    """An office as a subject of verbs: the kernel's own row, with its chain in the ledger."""

    subject_kind = "office"
    label = "这个机构"

    class Meta:
        managed = False
        db_table = "office"

    @property
    def state(self) -> str:  # type: ignore[override]
        """Open or closed."""
        return "open" if self.active else "closed"

    def seen_by(self, actor: Actor) -> bool:
        """Those in whose subtree it lies."""
        return actor.kind is ActorKind.SYSTEM or actor.covers(self.path)


class AccountFile(Subject, AccountColumns):
    """An account of the staff as a subject of verbs: the kernel's own row, with its chain in the ledger."""

    subject_kind = "account"
    label = "这个账号"

    class Meta:
        managed = False
        db_table = "account"

    @property
    def state(self) -> str:  # type: ignore[override]
        """Active or closed."""
        return "active" if self.is_active else "closed"

    def seen_by(self, actor: Actor) -> bool:
        """Its owner, and those in whose subtree it has or had a post."""
        if actor.kind is ActorKind.SYSTEM:
            return True
        if actor.kind is not ActorKind.STAFF:
            return False
        within = Post.objects.filter(account_id=self.pk, office__path__startswith=actor.office_path)
        return actor.account == self.pk or (bool(actor.office_path) and within.exists())


class PostFile(Subject, PostColumns):
    """A post as a subject of verbs: the kernel's own row, with its chain in the ledger."""

    subject_kind = "post"
    label = "这个岗位"

    class Meta:
        managed = False
        db_table = "post"

    @property
    def state(self) -> str:  # type: ignore[override]
        """Held or ended."""
        return "held" if self.active else "ended"

    def seen_by(self, actor: Actor) -> bool:
        """Those in whose subtree the office lies."""
        return actor.kind is ActorKind.SYSTEM or actor.covers(tree().by_id[self.office_id].path)


class CalendarChange(Subject):
    """One local decision about opening days, with the clocks that it moved."""

    subject_kind = "calendar"
    label = "这次日历调整"

    office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="+")
    office_path = models.CharField(max_length=200)
    kind = models.CharField(max_length=10)
    days: ArrayField[list[date], list[date]] = ArrayField(models.DateField())
    name = models.CharField(max_length=60)
    source = models.CharField(max_length=200)
    reason = models.CharField(max_length=200)
    entered_at = models.DateTimeField()
    entered_by = models.CharField(max_length=60)
    calendar_version = models.BigIntegerField(default=0)  # the epoch "calendar" that it made
    moved = models.IntegerField(default=0)  # open clocks whose due instant changed

    class Meta:
        db_table = "calendar_change"

    def seen_by(self, actor: Actor) -> bool:
        """Those in whose subtree it holds, and those to whom it applies."""
        if actor.kind is ActorKind.SYSTEM:
            return True
        return actor.covers(self.office_path) or actor.office_path.startswith(self.office_path)


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
