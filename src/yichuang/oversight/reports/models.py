"""Reports in progress with their text, and what was published: the figures of one office and period as they were."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from yichuang.kernel.access.actors import Actor, ActorKind
from yichuang.kernel.figures.asking import ANYWHERE
from yichuang.kernel.offices.queries import OfficeFacts, tree
from yichuang.kernel.verbs.subjects import Subject


class ReportState(models.TextChoices):
    """How far a report has come."""

    DRAFT = "draft", "起草中"
    IN_REVIEW = "in_review", "审核中"
    RETURNED = "returned", "已退回"
    SIGNED = "signed", "已签发"
    PUBLISHED = "published", "已发布"


EDITABLE = (ReportState.DRAFT, ReportState.RETURNED)


def may_read(actor: Actor, office_path: str) -> bool:
    """Who may read the numbers of an office may read what was published of them."""
    if actor.kind is ActorKind.SYSTEM:
        return True
    return actor.may("page.reports") and (actor.covers(office_path) or actor.may(ANYWHERE))


def answers_for(actor: Actor, at: OfficeFacts | None, office_path: str) -> bool:
    """Whether somebody with a post `at` an office answers for another one: its own subtree, a centre's its region."""
    if actor.kind is ActorKind.SYSTEM:
        return True
    return actor.may("page.reports") and bool(at) and office_path.startswith(region_of(actor, at))


def region_of(actor: Actor, at: OfficeFacts | None) -> str:
    """The path below which somebody answers for reports: the post's office, or the region that a centre stands in."""
    if at and at.kind == "centre":
        return at.path.removesuffix(f"{at.id}/")
    return actor.office_path or "-"


class Report(Subject):
    """A self-inspection report of an office for a period. Several of the same office and period may stand side by side.

    blocks      headings, paragraphs, tables, pictures (`blocks.read`); words with tokens, never a number of a figure
    writers     accounts that wrote in it: none of them signs it
    signed_digest  SM3 over what it printed when it was signed
    publication  once published: the publication with its values; the text as it was printed is a `ReportText`
    """

    subject_kind = "report"
    label = "这份报告"

    title = models.CharField(max_length=120)
    office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="+")
    office_path = models.CharField(max_length=200)
    first = models.DateField()
    last = models.DateField()
    outline = models.CharField(max_length=40)
    blocks: models.JSONField[Any, Any] = models.JSONField(default=list)
    writers: ArrayField[list[int], list[int]] = ArrayField(models.BigIntegerField(), default=list)
    drafted_by = models.CharField(max_length=60)
    drafted_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    submitted_by = models.CharField(max_length=60, default="")
    submitted_at = models.DateTimeField(null=True)
    signed_by = models.CharField(max_length=60, default="")
    signed_at = models.DateTimeField(null=True)
    reason = models.TextField(default="")
    signed_digest = models.CharField(max_length=64, default="")
    publication = models.BigIntegerField(null=True)

    class Meta:
        db_table = "report"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["-changed_at"], name="report_changed"),
            models.Index(fields=["office", "first", "last"], name="report_asked"),
        ]

    @property
    def known_as(self) -> str:
        """Its title."""
        return self.title

    @property
    def state_name(self) -> str:
        """Its state in Chinese."""
        return ReportState(self.state).label

    @property
    def editable(self) -> bool:
        """Whether it may still be written in."""
        return self.state in EDITABLE

    def seen_by(self, actor: Actor) -> bool:
        """Who answers for that office; once it is published, whoever may read its numbers."""
        if self.state == ReportState.PUBLISHED and may_read(actor, self.office_path):
            return True
        return self.belongs_to(actor)

    def belongs_to(self, actor: Actor) -> bool:
        """Whether somebody answers for its office."""
        return answers_for(actor, tree().by_id.get(actor.office or 0), self.office_path)


class ReportText(models.Model):
    """What a report printed when act `n` signed or published it, word for word (`frozen`), drafted words among them.

    Whose report it was then stands beside it: a paragraph that nobody edited follows today's figures and today's
    outline, an office may be renamed. Rows are added and read, never changed.
    """

    report = models.ForeignKey("reports.Report", on_delete=models.PROTECT, related_name="+")
    n = models.IntegerField()
    organ = models.CharField(max_length=240)
    title = models.CharField(max_length=120)
    blocks: models.JSONField[Any, Any] = models.JSONField()

    class Meta:
        db_table = "report_text"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["report", "n"], name="report_text_once"),
        ]


class Wording(models.Model):
    """What a paragraph, a heading or the title said before act `n` of the report changed it or took it out.

    Who changed it and when is in the ledger's entry of that act; these words aren't. `was` is the block as it was kept
    (or the title), `after` the block that stood before it. Of a paragraph that nobody had edited `drafted` keeps what
    the outline made of it then, with its tokens. Rows are added and read, never changed.
    """

    report = models.ForeignKey("reports.Report", on_delete=models.PROTECT, related_name="+")
    n = models.IntegerField()
    block = models.CharField(max_length=12, blank=True)  # empty for the title
    after = models.CharField(max_length=12, blank=True)
    was: models.JSONField[Any, Any] = models.JSONField()
    drafted = models.TextField(default="")

    class Meta:
        db_table = "report_wording"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["report", "n", "block"], name="report_wording_once"),
        ]


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
        return may_read(actor, self.office_path)
