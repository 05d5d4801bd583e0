"""Evaluations: subjects of their own, so that neither clerk nor dossier ever sees who gave one."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

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


class EvaluationState(models.TextChoices):
    """How far an evaluation has come; a bad one is verified and put right (RULEBOOK 6)."""

    GIVEN = "given", "已评价"


class Evaluation(Subject):
    """What somebody thought of one service. It knows the item, offices and day, not the case.

    `service` is a keyed hash of the case's reference: it makes a second evaluation of one service impossible without
    telling which case it was.
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

    class Meta:
        db_table = "evaluation"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["given_on", "level"], name="evaluation_given"),
            models.Index(fields=["department", "given_on"], name="evaluation_department"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=models.Q(level__range=(1, 5)), name="evaluation_level"),
        ]

    def seen_by(self, actor: Actor) -> bool:
        """Supervisors and managers of its offices, and who shows the case that it is about; nobody else."""
        match actor.kind:
            case ActorKind.SYSTEM:
                return True
            case ActorKind.CITIZEN:
                return any(service_hash(ref) == bytes(self.service) for ref in actor.cases)
        return actor.may("page.evaluations") and (
            actor.covers(self.department_path) or actor.covers(self.place_path)
        )
