"""Evaluations: subjects of their own, so that neither clerk nor dossier ever sees who gave one."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from yichuang.domains.feedback import rules
from yichuang.kernel.access.actors import Actor, ActorKind
from yichuang.kernel.privacy import keyed_hash
from yichuang.kernel.verbs.subjects import Subject


class Level(models.IntegerChoices):
    """The five levels; three are good, two are bad (国办发〔2019〕51号)."""

    VERY_SATISFIED = 5, "非常满意"
    SATISFIED = 4, "满意"
    FAIRLY_SATISFIED = 3, "基本满意"
    DISSATISFIED = 2, "不满意"
    VERY_DISSATISFIED = 1, "非常不满意"


# what one may tick beside a level; the first six go with good ones, the others with bad ones
TAGS = (
    "态度好",
    "办得快",
    "讲得清楚",
    "环境好",
    "少跑路",
    "材料少",
    "态度差",
    "办得慢",
    "讲不清楚",
    "多跑路",
    "材料多",
    "找不到人",
)


def service_hash(ref: str) -> bytes:
    """The mark that one evaluation leaves of the service, from which nobody can tell the case."""
    return keyed_hash(ref, "evaluated-service")


def handler_hash(service: bytes, account: int) -> bytes:
    """The mark of somebody who handled a service, so that they don't judge what was said of it.

    Another mark for each evaluation: without the key nobody can tell who it was, nor that two are the same person.
    """
    return keyed_hash(f"{service.hex()}:{account}", "evaluated-handler")


class EvaluationState(models.TextChoices):
    """How far an evaluation has come; a bad one is verified and put right (RULEBOOK 6)."""

    GIVEN = "given", "已评价"
    TO_VERIFY = "to_verify", "待核实"
    TO_RECTIFY = "to_rectify", "待整改"
    TO_EXPLAIN = "to_explain", "待说明"
    DISPUTED = "disputed", "待认定"
    RECTIFIED = "rectified", "已整改"
    EXPLAINED = "explained", "已说明"
    NOT_COUNTED = "not_counted", "不计入"


IN_HAND = (
    EvaluationState.TO_VERIFY,
    EvaluationState.TO_RECTIFY,
    EvaluationState.TO_EXPLAIN,
    EvaluationState.DISPUTED,
)
ANSWERED = (EvaluationState.RECTIFIED, EvaluationState.EXPLAINED)


class Evaluation(Subject):
    """What somebody thought of one service. It knows the item, offices and day, not the case.

    `service` is a keyed hash of the case's reference: it makes a second evaluation of one service impossible without
    telling which case it was. `handlers` are marks of those who handled it. `home` is the case's reference sealed, on
    bad ones alone: the only way by which the answer comes back to the person.
    """

    subject_kind = "evaluation"
    label = "这次评价"

    service = models.BinaryField(unique=True)
    item = models.ForeignKey("catalogue.ServiceItem", on_delete=models.PROTECT, related_name="+")
    department = models.ForeignKey(
        "offices.Office", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    place = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="+", db_index=False)
    department_path = models.CharField(max_length=200)
    place_path = models.CharField(max_length=200)
    level = models.SmallIntegerField(choices=Level.choices)
    tags: ArrayField[list[str], list[str]] = ArrayField(models.CharField(max_length=20), default=list)
    words = models.CharField(max_length=500, blank=True)
    addition = models.CharField(max_length=500, blank=True)
    channel = models.CharField(max_length=12)
    given_on = models.DateField()
    handlers: ArrayField[list[bytes], list[bytes]] = ArrayField(models.BinaryField(), default=list)
    home = models.BinaryField(default=b"")

    finding = models.CharField(max_length=12, blank=True, default="")
    found = models.CharField(max_length=500, blank=True, default="")  # what the verification found
    verified_on = models.DateField(null=True)
    verified_by = models.BigIntegerField(
        null=True
    )  # account; whether it is a mistake is decided by another one
    judged = models.CharField(
        max_length=500, blank=True, default=""
    )  # why somebody else let it count after all
    plan = models.CharField(
        max_length=500, blank=True, default=""
    )  # why it is complex, and how it will go on
    answer = models.CharField(
        max_length=500, blank=True, default=""
    )  # what was put right, or the explanation
    answered_on = models.DateField(null=True)
    timing = models.CharField(max_length=8, blank=True, default="")  # early, on_time, late
    reply_level = models.SmallIntegerField(null=True, choices=Level.choices)
    reply_words = models.CharField(max_length=500, blank=True, default="")
    replied_on = models.DateField(null=True)

    class Meta:
        db_table = "evaluation"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["given_on", "level"], name="evaluation_given"),
            models.Index(fields=["department", "given_on"], name="evaluation_department"),
            models.Index(fields=["given_on"], name="evaluation_bad", condition=models.Q(level__lt=3)),
            *(
                models.Index(fields=[day], name=f"evaluation_{day}", condition=~models.Q(**{day: None}))
                for day in ("answered_on", "replied_on")
            ),
            models.Index(
                fields=["department_path"],
                name="evaluation_in_hand",
                condition=models.Q(state__in=[state.value for state in IN_HAND]),
            ),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=models.Q(level__range=(1, 5)), name="evaluation_level"),
        ]

    @property
    def is_bad(self) -> bool:
        """Whether it is one of those that are verified and put right."""
        return rules.is_bad(self.level)

    @property
    def state_name(self) -> str:
        """The state in Chinese."""
        return EvaluationState(self.state).label

    @property
    def known_as(self) -> str:
        """A bad one by its number, under which the handling unit keeps it."""
        return f"差评 {self.pk}" if self.is_bad else f"评价 {self.pk}"

    def judges_itself(self, actor: Actor) -> bool:
        """Whether the actor handled the service that this is about."""
        if actor.account is None or actor.kind is not ActorKind.STAFF:
            return False
        mark = handler_hash(bytes(self.service), actor.account)
        return any(bytes(one) == mark for one in self.handlers)

    def concerns(self) -> tuple[str, ...]:
        """Its offices, whose sums change; nothing that pages hear tells of the evaluation itself."""
        return (self.department_path, self.place_path)

    def seen_by(self, actor: Actor) -> bool:
        """Supervisors and managers of its offices, of bad ones also who puts them right; who shows case or link."""
        match actor.kind:
            case ActorKind.SYSTEM:
                return True
            case ActorKind.CITIZEN:
                shown = actor.cases
                return self.ref in shown or any(service_hash(ref) == bytes(self.service) for ref in shown)
        right = actor.may("page.evaluations") or (self.is_bad and actor.may("page.reviews"))
        return right and (actor.covers(self.department_path) or actor.covers(self.place_path))


class DeviceState(models.TextChoices):
    """Whether the tablet at a window takes evaluations."""

    OPEN = "open", "在用"
    CLOSED = "closed", "停用"


class WindowDevice(Subject):
    """The tablet at a window. Its address carries the edition: a new edition makes the old address useless."""

    subject_kind = "device"
    label = "这台评价器"

    window = models.OneToOneField("offices.Office", on_delete=models.PROTECT, related_name="+")
    window_path = models.CharField(max_length=200)
    edition = models.IntegerField(default=1)

    class Meta:
        db_table = "window_device"

    def seen_by(self, actor: Actor) -> bool:
        """Those in whose subtree the window lies."""
        return actor.kind is ActorKind.SYSTEM or actor.covers(self.window_path)


class WindowTurn(models.Model):
    """What a window's tablet shows now: the case that was just handed over there, until it is evaluated or time is up.

    It tells of the service and never of an evaluation; the next hand-over takes its place.
    """

    window = models.OneToOneField(
        "offices.Office", on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    n = models.IntegerField(default=0)
    case = models.CharField(max_length=40, blank=True)
    until = models.DateTimeField()
    stays = models.SmallIntegerField(default=0)  # how often somebody asked for more time

    class Meta:
        db_table = "window_turn"


class SilentDay(models.Model):
    """Services of one item at one place that ended on one day and weren't evaluated in time: a number, never which."""

    served_on = models.DateField()
    item = models.ForeignKey(
        "catalogue.ServiceItem", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    department = models.ForeignKey(
        "offices.Office", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    place = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="+", db_index=False)
    department_path = models.CharField(max_length=200)
    place_path = models.CharField(max_length=200)
    silent = models.IntegerField()

    class Meta:
        db_table = "silent_day"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["served_on", "item", "place", "department"], name="silent_day_once"
            ),
        ]


class CommendationKind(models.TextChoices):
    """How somebody says thank you."""

    BANNER = "banner", "锦旗"
    LETTER = "letter", "表扬信"


class Commendation(Subject):
    """A banner or a letter of thanks, to an office. Who gave it isn't kept."""

    subject_kind = "commendation"
    label = "这次表扬"

    kind = models.CharField(max_length=8, choices=CommendationKind.choices)
    office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="+")
    office_path = models.CharField(max_length=200)
    words = models.CharField(max_length=200)
    received_on = models.DateField()

    class Meta:
        db_table = "commendation"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["received_on"], name="commendation_received")
        ]

    def seen_by(self, actor: Actor) -> bool:
        """Those in whose subtree the office lies."""
        return actor.kind is ActorKind.SYSTEM or actor.covers(self.office_path)
