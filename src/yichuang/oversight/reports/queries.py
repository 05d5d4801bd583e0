"""What was published, and what has become of it since."""

from __future__ import annotations

from dataclasses import dataclass

from yichuang.kernel.access.actors import Actor
from yichuang.kernel.figures import Period, Scope
from yichuang.kernel.figures.published import (
    Correction,
    PublishedValue,
    corrections,
    corrections_of,
    published,
    published_of,
)
from yichuang.kernel.verbs import not_found
from yichuang.oversight.reports.models import Publication


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
