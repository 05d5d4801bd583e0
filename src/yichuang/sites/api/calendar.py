"""When a limit ends, with this centre's calendar: the same count as `yichuang due`, open to everybody."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema

from yichuang.kernel.calendar.queries import calendar_for
from yichuang.kernel.clocks.asking import Unclear, pause_of, start_of
from yichuang.kernel.clocks.asking import answer as count
from yichuang.kernel.clocks.hours import Hours
from yichuang.kernel.clocks.rules import MAX_AMOUNT, Limit, Unit
from yichuang.kernel.offices.queries import tree
from yichuang.kernel.verbs import Because, Refused, not_found
from yichuang.sites.api.service import PUBLIC_PROBLEMS, answer, check_rate

router = Router(tags=["calendar"], auth=None)


class Day(Schema):
    """One day: whether it counted, and why."""

    date: date
    kind: str
    counted: bool
    why: str


class DueOut(Schema):
    """When the limit ends; null while it stands still. Provisional: that year's calendar isn't published yet."""

    due: str | None
    days: list[Day]
    provisional: bool


@router.get(
    "/calendar/due", operation_id="due", summary="时限到哪天", response={200: DueOut, **PUBLIC_PROBLEMS}
)
def due(
    request: HttpRequest,
    start: Annotated[str, Query(title="起始", max_length=40, description="2026-11-24 或 2026-11-24T10:00")],
    amount: Annotated[int, Query(title="时限", ge=0, le=MAX_AMOUNT)],
    unit: Annotated[Unit, Query(title="单位")] = Unit.WORKING_DAY,
    pause: Annotated[
        list[str], Query(title="停表", max_length=20, description="开始日..结束日，可以写几个")
    ] = [],  # noqa: B006 - ninja copies
    office: Annotated[str, Query(title="机构编码", max_length=40)] = "",
) -> HttpResponse:
    """从起始日起若干个单位的时限到哪天，并逐日说明（行政许可法第82条，民法典第201、203条）。"""
    check_rate(request)
    offices = tree()
    root = next((one for one in offices.all if one.parent_id is None), None)
    asked = offices.by_code.get(office) if office else root
    if office and asked is None:
        raise not_found("这个机构")
    calendar = calendar_for(asked.path if asked else "")
    hours = Hours(asked.hours) if asked else Hours.STANDARD
    try:
        found = count(
            calendar, hours, start_of(start), Limit(amount, unit), [pause_of(text) for text in pause]
        )
    except Unclear as unclear:
        raise Refused(Because.BAD_INPUT, str(unclear), field=unclear.field) from None
    return answer(DueOut.model_validate(found.as_json()))
