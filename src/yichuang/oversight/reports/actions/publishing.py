"""Publishing: the text of a signed report is frozen with its values (RULEBOOK 9, decision 0020)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from django.db import transaction
from pydantic import Field

from yichuang.kernel.access.actors import Actor
from yichuang.kernel.figures.published import Frozen, freeze
from yichuang.kernel.verbs import Because, Refused
from yichuang.kernel.verbs.act import Act, check
from yichuang.kernel.verbs.declare import verb
from yichuang.kernel.verbs.perform import Receipt, done_with, perform
from yichuang.oversight.reports import permissions
from yichuang.oversight.reports.actions.deciding import Organ, Text
from yichuang.oversight.reports.composition import digest_of
from yichuang.oversight.reports.frozen import text_of
from yichuang.oversight.reports.models import Publication, Report, ReportState, ReportText
from yichuang.oversight.reports.queries import composition_of


@verb(
    Report,
    "report.publish",
    label="发布",
    when=[ReportState.SIGNED],
    then=ReportState.PUBLISHED,
    allow=permissions.of_office,
    effect="文字和数字照现在的样子存下来，不能再改；以后台账再有变动，在旁边列出更正",
    danger=True,
)
def publish_text(
    report: Report,
    act: Act,
    *,
    publication: Annotated[int, Field(title="数值", ge=1)],
    organ: Organ,
    text: Text,
) -> None:
    """Keep the text as it was printed, beside the publication with its values."""
    act.set(publication=publication)
    act.add(ReportText(report_id=report.pk, n=act.n, organ=organ, title=report.title, blocks=text))
    act.note(publication=publication)


@verb(
    Publication,
    "publication.keep",
    label="存下数值",
    creates=True,
    then="published",
    allow=permissions.may_publish,
    offered=False,
)
def _keep(
    _publication: Publication,
    act: Act,
    *,
    title: Annotated[str, Field(title="标题", min_length=2, max_length=240)],
    office: Annotated[int, Field(title="单位", ge=1)],
    first: Annotated[date, Field(title="从哪天")],
    last: Annotated[date, Field(title="到哪天")],
    cut_off: Annotated[datetime, Field(title="数据截至")],
    frozen: Annotated[Frozen, Field(title="数值")],
) -> None:
    """Keep every value of the report with its rule, cut-off and rows' fingerprint; the ledger keeps their digest."""
    act.set(
        title=title,
        office_id=office,
        office_path=act.office(office).path,
        first=first,
        last=last,
        cut_off=cut_off,
        published_at=act.at,
        published_by=act.by.reference,
        figures=len(frozen),
        digest=frozen.digest,
    )
    for row in frozen.rows(act.subject.ref):
        act.add(row)
    act.note(office=office, first=first, last=last, figures=len(frozen), digest=frozen.digest)


def publish(
    report: Report, by: Actor, at: datetime, key: str | None = None, seen: int | None = None
) -> Receipt:
    """Publish a signed report: its values and its text, both or neither.

    Refused where it reads otherwise than when it was signed, or has no number to print. The same form again is the
    same act.
    """
    if done := done_with(key, publish_text, report.ref, by):
        return done
    if report.state != ReportState.SIGNED:
        raise Refused(
            Because.WRONG_STATE, f"这份报告{report.state_name}，不能发布", remedy="先送审、签发，再发布"
        )
    check(publish_text, report, by)  # what has changed in it is told to nobody else
    made = composition_of(report, at)
    if digest_of(made) != report.signed_digest:
        raise Refused(
            Because.WRONG_STATE,
            "签发以后，报告里有数字变了，不能照原来的签发发布",
            remedy="请先退回，看过现在的数字再送审、签发",
        )
    frozen = freeze(made.values(), at)
    if not len(frozen):
        remedy = "请插入数字，或换一段时间"
        raise Refused(Because.WRONG_STATE, "报告里没有取自台账的数字，没有可以发布的数值", remedy=remedy)
    with transaction.atomic():
        kept = _kept(report, f"{made.organ}{made.title}", made.period.cut_off, frozen, by, at)
        text = text_of(made, frozen.rows(kept.ref))
        identity = int(kept.ref.partition(":")[2])
        return perform(
            publish_text, report.ref, by=by, at=at, key=key, seen=seen, publication=identity, organ=made.organ,
            text=text,
        )  # fmt: skip


def _kept(report: Report, title: str, cut_off: datetime, frozen: Frozen, by: Actor, at: datetime) -> Receipt:
    return perform(
        _keep, None, by=by, at=at, title=title, office=report.office_id, first=report.first, last=report.last,
        cut_off=cut_off, frozen=frozen,
    )  # fmt: skip
