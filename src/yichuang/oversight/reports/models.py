"""What was published: a report's figures of one office and period, signed by somebody at an instant."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from yichuang.kernel.access.actors import Actor, ActorKind
from yichuang.kernel.figures.asking import ANYWHERE
from yichuang.kernel.verbs.subjects import Subject


class Publication(Subject):
    """The figures of a report as they were signed; the values themselves are `kernel.figures.published` rows."""

    subject_kind = "publication"
    label = "这次发布"

    title = models.CharField(max_length=120)
    office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="+")
    office_path = models.CharField(max_length=200)
    first = models.DateField()
    last = models.DateField()
    cut_off = models.DateTimeField()
    published_at = models.DateTimeField()
    published_by = models.CharField(max_length=60)
    figures = models.IntegerField()  # how many values
    digest = models.CharField(max_length=64)  # SM3 over all values, as the ledger has it

    class Meta:
        db_table = "publication"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["office", "first", "last"], name="publication_asked"),
        ]

    @property
    def known_as(self) -> str:
        """Its title."""
        return self.title

    def seen_by(self, actor: Actor) -> bool:
        """Who may read the numbers of that office."""
        if actor.kind is ActorKind.SYSTEM:
            return True
        return actor.may("page.reports") and (actor.covers(self.office_path) or actor.may(ANYWHERE))
