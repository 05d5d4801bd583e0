"""Drafting: a report in progress begins with the blocks of its office's outline."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from yichuang.kernel.access.actors import Actor
from yichuang.kernel.figures.asking import Period, Scope, check_may_ask
from yichuang.kernel.verbs import Because, Refused
from yichuang.kernel.verbs.act import Act
from yichuang.kernel.verbs.declare import verb
from yichuang.kernel.verbs.perform import Receipt, perform
from yichuang.oversight.reports import permissions
from yichuang.oversight.reports.blocks import kept
from yichuang.oversight.reports.compose import title_of
from yichuang.oversight.reports.models import Report, ReportState, answers_for
from yichuang.oversight.reports.outlines import outline_for, outlines

Title = Annotated[str, Field(title="标题", min_length=2, max_length=120)]


@verb(
    Report,
    "report.draft",
    label="起草报告",
    creates=True,
    then=ReportState.DRAFT,
    allow=permissions.may_publish,
    effect="按单位的提纲起草一份报告，接着改",
)
def draft(
    _report: Report,
    act: Act,
    *,
    title: Title,
    office: Annotated[int, Field(title="单位", ge=1)],
    first: Annotated[date, Field(title="从哪天")],
    last: Annotated[date, Field(title="到哪天")],
    outline: Annotated[str, Field(title="提纲", max_length=40)] = "",
) -> None:
    """Begin a report with the blocks of an outline; that of the office's kind unless another one is named."""
    if not act.knows(office):
        raise Refused(Because.BAD_INPUT, "没有这个单位", field="office")
    if last < first:
        raise Refused(
            Because.BAD_INPUT, f"结束日 {last} 早于开始日 {first}，请改成同一天或之后", field="last"
        )
    where = act.office(office)
    own = act.office(act.by.office) if act.by.office else None
    if not answers_for(act.by, own, where.path):
        raise Refused(Because.NO_RIGHT, f"您的岗位不能写{where.name}的报告", field="office")
    if outline and outline not in outlines():
        raise Refused(Because.BAD_INPUT, f"没有叫“{outline}”的提纲", field="outline")
    chosen = outlines()[outline] if outline else outline_for(where)
    act.set(
        title=title,
        office_id=office,
        office_path=where.path,
        first=first,
        last=last,
        outline=chosen.code,
        blocks=kept(chosen.blocks),
        writers=[act.by.account] if act.by.account else [],
        drafted_by=act.by.reference,
        drafted_at=act.at,
        changed_at=act.at,
    )
    act.note(office=office, first=first, last=last, outline=chosen.code)


def draft_report(scope: Scope, period: Period, by: Actor, at: datetime, key: str | None = None) -> Receipt:
    """Begin the report of an office for a period. Refused for an office that this actor may not ask about."""
    check_may_ask(by, scope)
    return perform(
        draft, None, by=by, at=at, key=key, title=title_of(period), office=scope.office.id,
        first=period.first, last=period.last,
    )  # fmt: skip
