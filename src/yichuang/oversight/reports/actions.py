"""The verb that publishes: the figures of a report are frozen as they are printed (RULEBOOK 9)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from yichuang.kernel.access.actors import Actor
from yichuang.kernel.figures.asking import Period, Scope, check_may_ask
from yichuang.kernel.figures.published import Frozen, freeze
from yichuang.kernel.verbs import Because, Refused
from yichuang.kernel.verbs.act import Act
from yichuang.kernel.verbs.declare import verb
from yichuang.kernel.verbs.perform import Receipt, perform
from yichuang.oversight.reports import permissions
from yichuang.oversight.reports.compose import compose
from yichuang.oversight.reports.models import Publication


@verb(
    Publication,
    "report.publish",
    label="发布数值",
    creates=True,
    then="published",
    allow=permissions.may_publish,
    effect="报告里的数字照现在的样子存下来，以后台账再有变动，在旁边列出更正，不改已发布的数",
)
def _publish(
    _publication: Publication,
    act: Act,
    *,
    title: Annotated[str, Field(title="标题", min_length=2, max_length=120)],
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


def publish(scope: Scope, period: Period, by: Actor, at: datetime, key: str | None = None) -> Receipt:
    """Publish the figures of an office's report for a period. Refused where the report has no number to print."""
    check_may_ask(by, scope)
    made = compose(replace(scope, only=()), period)
    frozen = freeze(made.values(), at)
    if not len(frozen):
        raise Refused(
            Because.WRONG_STATE, "这段时间的报告里还没有数字，没有可以发布的", remedy="请换一段时间"
        )
    return perform(
        _publish, None, by=by, at=at, key=key, title=f"{made.organ}{made.title}", office=scope.office.id,
        first=period.first, last=period.last, cut_off=period.cut_off, frozen=frozen,
    )  # fmt: skip
