"""Reports in progress, what was published, and what has become of it since."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Q, QuerySet

from yichuang.kernel.access.actors import Actor
from yichuang.kernel.clocks.hours import local
from yichuang.kernel.figures import Period, Scope
from yichuang.kernel.figures.asking import ANYWHERE
from yichuang.kernel.figures.published import (
    Correction,
    PublishedValue,
    corrections,
    corrections_of,
    published,
    published_of,
)
from yichuang.kernel.offices.queries import tree
from yichuang.kernel.verbs import not_found
from yichuang.oversight.reports import blocks, public
from yichuang.oversight.reports.compose import composed
from yichuang.oversight.reports.composition import Composition
from yichuang.oversight.reports.frozen import composition_from
from yichuang.oversight.reports.models import Publication, Report, ReportState, ReportText, Wording, region_of


@dataclass(frozen=True, slots=True)
class Line:
    """A value as it was published, its publication, and its correction where there is one."""

    published: PublishedValue
    publication: Publication
    correction: Correction | None


@dataclass(frozen=True, slots=True)
class Opened:
    """One publication with all of its values."""

    publication: Publication
    lines: tuple[Line, ...]

    @property
    def corrected(self) -> int:
        """How many values would be printed otherwise today."""
        return sum(1 for line in self.lines if line.correction)


def report(identity: int, by: Actor) -> Report:
    """One report. Refused for one that there isn't or that this actor may not see."""
    found = Report.objects.filter(pk=identity).first()
    if found is None or not found.seen_by(by):
        raise not_found("这份报告")
    return found


def reports(by: Actor, state: str = "") -> QuerySet[Report]:
    """The reports that this actor may see, the last changed first, without their texts."""
    found = Report.objects.defer("blocks").order_by("-changed_at", "-pk")
    own = Q(office_path__startswith=region_of(by, tree().by_id.get(by.office or 0)))
    found = found.filter(own | Q(state=ReportState.PUBLISHED) if by.may(ANYWHERE) else own)
    return found.filter(state=state) if state else found


def wordings(one: Report, most: int = 200) -> list[Wording]:
    """What the report said before, the last replaced first."""
    return list(Wording.objects.filter(report=one.pk).order_by("-n", "block")[:most])


def composition_of(one: Report, at: datetime) -> Composition:
    """What a report prints: live while it is in progress, as it was once it is published."""
    scope, period = Scope.of(one.office_id), Period.until(one.first, one.last, at)
    day = local(one.signed_at).date() if one.signed_at else None
    if one.publication is None:
        live = composed(blocks.read(one.blocks), scope, period, one.title, offered=True)
        return replace(live, day=day)
    ref = f"publication:{one.publication}"
    text = text_kept(one)
    like = Composition(text.organ, text.title, scope, period, (), day)
    return composition_from(text.blocks, like, published(ref), corrections(ref))


def text_kept(one: Report) -> ReportText:
    """What a report printed when it was published, or signed last. ReportText.DoesNotExist for one that never was."""
    return ReportText.objects.filter(report=one.pk).latest("n")


def published_report(scope: Scope, period: Period) -> Report | None:
    """The report of an office for these days that was published last."""
    found = Report.objects.filter(office=scope.office.id, first=period.first, last=period.last)
    return found.filter(publication__isnull=False).order_by("-publication").first()


def report_called(code: str) -> Report | None:
    """A report by its number, or by the code in the foot of a published one; for whoever runs the machine."""
    if code.isascii() and code.isdigit() and len(code) < 19:
        return Report.objects.filter(pk=int(code)).first()
    published = public.publication_of(code)
    return Report.objects.filter(publication=published.pk).first() if published else None


def publication(identity: int, by: Actor) -> Opened:
    """One publication. Refused for one that there isn't or that this actor may not see."""
    found = Publication.objects.filter(pk=identity).first()
    if found is None or not found.seen_by(by):
        raise not_found("这次发布")
    differ = {one.published.n: one for one in corrections(found.ref)}
    lines = tuple(Line(one, found, differ.get(one.n)) for one in published(found.ref))
    return Opened(found, lines)


def publications(by: Actor, most: int = 50) -> list[Publication]:
    """The latest publications that this actor may see."""
    return [one for one in Publication.objects.order_by("-published_at")[: most * 4] if one.seen_by(by)][
        :most
    ]


def publications_for(scope: Scope, period: Period) -> list[Publication]:
    """What was published for this office and these days, the latest first."""
    asked = Publication.objects.filter(office=scope.office.id, first=period.first, last=period.last)
    return list(asked.order_by("-published_at"))


def lines_of(code: str, scope: Scope, period: Period, by: Actor) -> list[Line]:
    """What was published of one figure for this office and these days, the latest first, with what differs now."""
    values = published_of(code, scope, period)
    ids = [int(one.about.partition(":")[2]) for one in values if one.about.startswith("publication:")]
    known = {one.ref: one for one in Publication.objects.filter(pk__in=ids)}
    seen = [one for one in values if one.about in known and known[one.about].seen_by(by)]
    differ = {one.published.pk: one for one in corrections_of(seen)}
    return [Line(one, known[one.about], differ.get(one.pk)) for one in seen]
