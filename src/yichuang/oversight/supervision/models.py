"""Cards, urging, and the rules as a subject of their own."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from yichuang.kernel.access.actors import Actor, ActorKind
from yichuang.kernel.clocks.models import RungColumns
from yichuang.kernel.clocks.rungs import Level
from yichuang.kernel.verbs.subjects import Subject


class CardState(models.TextChoices):
    """A card is first an alert: explained, then upheld or lifted; an objection is decided by another person."""

    ALERTED = "alerted", "待说明"
    EXPLAINED = "explained", "待认定"
    UPHELD = "upheld", "已认定"
    OBJECTED = "objected", "申诉中"
    CONFIRMED = "confirmed", "维持认定"
    LIFTED = "lifted", "已撤销"


class UrgeState(models.TextChoices):
    """Waiting for the reply, or replied to."""

    WAITING = "waiting", "待回复"
    ANSWERED = "answered", "已回复"


class UrgeKind(models.TextChoices):
    """By a leader, or by a supervisor."""

    URGE = "urge", "催办"
    SUPERVISE = "supervise", "督办"


class AlertState(models.TextChoices):
    """Put before somebody, or acknowledged."""

    OPEN = "open", "待确认"
    SEEN = "seen", "已确认"


class Concerning(Subject):
    """What is said to somebody about a case: which one, whose duty it is, and who may see it."""

    about = models.TextField()  # case:17
    about_name = models.CharField(max_length=40)  # its number
    title = models.CharField(max_length=120)  # the item's name
    href = models.CharField(max_length=120)
    department = models.ForeignKey(
        "offices.Office", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    department_path = models.CharField(max_length=200)
    place_path = models.CharField(max_length=200)
    addressee = models.BigIntegerField(null=True)  # account; None: the whole office

    class Meta:
        abstract = True

    def seen_by(self, actor: Actor) -> bool:
        """Staff of the department or of the place; leaders and supervisors above them."""
        if actor.kind is ActorKind.SYSTEM:
            return True
        staff = actor.kind is ActorKind.STAFF
        return staff and (actor.covers(self.department_path) or actor.covers(self.place_path))

    def concerns(self) -> tuple[str, ...]:
        """The offices of the case behind it, and whom it is addressed to."""
        named = (f"staff:{self.addressee}",) if self.addressee else ()
        return (self.department_path, self.place_path, *named)


class About(Concerning):
    """What cards and urging have in common: a number, and the word by which lists mark the case."""

    number = models.CharField(max_length=24, unique=True)

    class Meta:
        abstract = True

    @property
    def mark(self) -> str:
        """The word with which a list marks the case: 黄牌, 督办."""
        raise NotImplementedError

    @property
    def began_at(self) -> datetime:
        """When it was raised or asked."""
        raise NotImplementedError

    @property
    def known_as(self) -> str:
        """Its number."""
        return self.number


class Card(About):
    """A yellow or red card (RULEBOOK 5). It follows from one warning and is made once."""

    subject_kind = "card"
    label = "这张牌"

    warning = models.BigIntegerField(unique=True)
    subject = models.TextField()  # whose clock it was: the case, or the urging about it
    rule = models.CharField(max_length=40)
    rule_name = models.CharField(max_length=60)
    level = models.CharField(max_length=10, choices=[(one.value, one.label) for one in Level])
    kind = models.CharField(max_length=30)  # of the clock, or the verb of the act
    evidence: models.JSONField[Any, Any] = models.JSONField(default=list)  # [[label, words]] from the ledger
    fell_at = models.DateTimeField()
    raised_at = models.DateTimeField()
    raised_on = models.DateField()
    explanation = models.TextField(blank=True)
    explained_by = models.BigIntegerField(null=True)
    explained_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)
    judged_by = models.BigIntegerField(null=True)
    judged_at = models.DateTimeField(null=True)
    objection = models.TextField(blank=True)
    objected_at = models.DateTimeField(null=True)
    final_reason = models.TextField(blank=True)
    decided_by = models.BigIntegerField(null=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "card"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["about"], name="card_about"),
            models.Index(fields=["department", "-raised_at"], name="card_department"),
            models.Index(fields=["-raised_at"], name="card_raised"),
            models.Index(
                fields=["addressee", "state"],
                name="card_to_explain",
                condition=Q(state__in=["alerted", "upheld"]),
            ),
        ]

    @property
    def state_name(self) -> str:
        """The state in Chinese."""
        return CardState(self.state).label

    @property
    def began_at(self) -> datetime:
        """When it was raised."""
        return self.raised_at

    @property
    def mark(self) -> str:
        """黄牌 or 红牌."""
        return self.level_name

    @property
    def level_name(self) -> str:
        """黄牌 or 红牌."""
        return Level(self.level).label


class Urge(About):
    """催办 or 督办 of a case: the reply is a clock of its own. Those about one case form a chain."""

    subject_kind = "urge"
    label = "这条催办"

    kind = models.CharField(max_length=10, choices=UrgeKind.choices)
    text = models.TextField()
    asked_by = models.BigIntegerField()
    asked_at = models.DateTimeField()
    asked_on = models.DateField()
    answer = models.TextField(blank=True)
    answered_by = models.BigIntegerField(null=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "urge"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["about"], name="urge_about"),
            models.Index(fields=["-asked_at"], name="urge_asked"),
            models.Index(fields=["department"], name="urge_waiting", condition=Q(state="waiting")),
        ]

    @property
    def began_at(self) -> datetime:
        """When it was asked."""
        return self.asked_at

    @property
    def mark(self) -> str:
        """催办 or 督办."""
        return self.kind_name

    @property
    def kind_name(self) -> str:
        """催办 or 督办."""
        return UrgeKind(self.kind).label

    @property
    def state_name(self) -> str:
        """The state in Chinese."""
        return UrgeState(self.state).label


class Sweep(models.Model):
    """How far the ledger has been looked through for acts that break a rule; one row."""

    id = models.SmallAutoField(primary_key=True)
    seen_to = models.DateTimeField()

    class Meta:
        db_table = "sweep"


class Alert(Concerning):
    """A warning or an urging put before whoever handles the case, on every page of their desk, until acknowledged.

    `source` is what it tells of (`warning:3`, `urge:5`), so that it is put there once.
    """

    subject_kind = "alert"
    label = "这条提示"

    source = models.TextField(unique=True)
    level = models.CharField(max_length=10)  # of the warning; "urge" for an urging
    words = models.CharField(max_length=120)
    raised_at = models.DateTimeField()
    acknowledged_by = models.BigIntegerField(null=True)
    acknowledged_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "alert"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["addressee"], name="alert_open", condition=Q(state="open")),
        ]

    def concerns(self) -> tuple[str, ...]:
        """Whom it is addressed to; the offices where it is addressed to all of them."""
        return (f"staff:{self.addressee}",) if self.addressee else (self.department_path, self.place_path)


class WallLinkState(models.TextChoices):
    """In use, or withdrawn."""

    OPEN = "open", "在用"
    WITHDRAWN = "withdrawn", "已收回"


class WallLink(Subject):
    """An address that shows an office's big screen to whoever has it, so that a wall needs no person's session.

    The address is shown once and not kept; `digest` is its keyed hash, `prefix` its first letters, to tell them apart.
    """

    subject_kind = "wall_link"
    label = "这个大屏网址"

    office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="+")
    office_path = models.CharField(max_length=200)
    name = models.CharField(max_length=60)  # where it hangs
    prefix = models.CharField(max_length=12)
    digest = models.BinaryField(unique=True)
    made_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)  # when it was last opened, to some minutes

    class Meta:
        db_table = "wall_link"

    def seen_by(self, actor: Actor) -> bool:
        """Staff in whose subtree the office lies."""
        return actor.kind is ActorKind.SYSTEM or actor.covers(self.office_path)


class RuleFile(Subject, RungColumns):
    """A rule on which clocks warn, as administrators change it; its row is the kernel's."""

    subject_kind = "rule"
    label = "这条规则"

    class Meta:
        managed = False
        db_table = "rung"

    @property
    def state(self) -> str:  # type: ignore[override]
        """In force or not."""
        return "in_force" if self.active else "off"

    @property
    def known_as(self) -> str:
        """Its name."""
        return self.name

    def seen_by(self, actor: Actor) -> bool:
        """Every member of the staff: rules are the same for all."""
        return actor.kind in (ActorKind.SYSTEM, ActorKind.STAFF)
