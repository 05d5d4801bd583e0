"""Reading cases: the list in the post's scope, one case masked, its clocks day by day, its trace."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any
from urllib.parse import urlencode

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from ninja import Path, Query, Router, Schema

from yichuang.domains.cases import trail
from yichuang.domains.cases.policies import offers
from yichuang.domains.cases.queries import masks_of, visible_to
from yichuang.domains.cases.shown import CLOCK_NAMES
from yichuang.domains.cases.states import Channel, State
from yichuang.domains.catalogue import queries as catalogue
from yichuang.kernel.access.actors import Actor
from yichuang.kernel.clocks.queries import Times, all_of, explain, light_of
from yichuang.kernel.offices.queries import tree
from yichuang.kernel.verbs import Because, Refused, not_found
from yichuang.sites.api.service import LARGEST_ID, PROBLEMS, answer, check_may

router = Router(tags=["case"])
Identity = Annotated[int, Path(title="编号", ge=1)]
SIZE = 50


class ItemName(Schema):
    """An item by its code and name."""

    code: str
    name: str


class OfficeName(Schema):
    """An office by its code and name."""

    code: str
    name: str


class CaseLine(Schema):
    """A case in a list; the applicant is masked."""

    id: int
    number: str
    item: ItemName
    kind: str
    state: str
    state_name: str
    channel: str
    department: OfficeName
    place: OfficeName
    applicant: str
    received_at: datetime
    accepted_at: datetime | None
    decided_on: date | None
    concluded_on: date | None
    delivered_on: date | None
    outcome: str
    timing: str


class CasePage(Schema):
    """A page of cases, newest first; `next` is the address of the page after it."""

    cases: list[CaseLine]
    next: str | None


class Offered(Schema):
    """An act that fits the state; `why_not` is the sentence why this post can't do it now."""

    verb: str
    label: str
    address: str
    why_not: str | None


class CheckedMaterial(Schema):
    """A material as the clerk has found it."""

    code: str
    name: str
    verdict: str
    note: str


class CaseOut(CaseLine):
    """One case. Personal values are masked, as on the desk before a reason is given."""

    version: int
    identity: str
    phone: str
    stage: str
    used_days: int | None
    situation: dict[str, str]
    materials: list[CheckedMaterial]
    offered: list[Offered]


class ExplainedDayOut(Schema):
    """One day of a clock: whether it counted, and why."""

    date: date
    kind: str
    counted: bool
    why: str


class ClockOut(Schema):
    """A clock with every day up to its due day."""

    n: int
    kind: str
    name: str
    owed_by: OfficeName
    limit: str
    started_at: datetime
    due_at: datetime | None
    standing: bool
    provisional: bool
    stopped_at: datetime | None
    outcome: str
    light: str
    sentence: str
    days: list[ExplainedDayOut]


class Clocks(Schema):
    """The clocks of a case, oldest first."""

    clocks: list[ClockOut]


class PaperOut(Schema):
    """A paper that was issued with a step."""

    title: str
    number: str


class StepOut(Schema):
    """One act on a case."""

    n: int
    act: str
    who: str
    where: str
    at: datetime
    note: str
    papers: list[PaperOut]


class Trace(Schema):
    """All acts on a case, newest first."""

    steps: list[StepOut]


@router.get("/cases", operation_id="cases", summary="办件列表", response={200: CasePage, **PROBLEMS})
def cases(
    request: HttpRequest,
    state: Annotated[State | None, Query(title="状态")] = None,
    channel: Annotated[Channel | None, Query(title="渠道")] = None,
    item: Annotated[str, Query(title="事项编码", max_length=40)] = "",
    office: Annotated[str, Query(title="部门或受理地点的编码", max_length=40)] = "",
    number: Annotated[str, Query(title="办件编号", max_length=24)] = "",
    received_from: Annotated[date | None, Query(title="收件日从")] = None,
    received_to: Annotated[date | None, Query(title="收件日到")] = None,
    before: Annotated[int | None, Query(title="只要编号更小的", ge=1, le=LARGEST_ID)] = None,
    size: Annotated[int, Query(title="一页几件", ge=1, le=100)] = SIZE,
) -> HttpResponse:
    """本岗位看得到的办件，新的在前；`next` 是下一页的地址。"""
    by = _reader(request, "page.search")
    found = visible_to(by).order_by("-pk")
    if office:
        found = found.filter(_at(office))
    conditions = {
        "state": state,
        "channel": channel,
        "number": number or None,
        "received_on__gte": received_from,
        "received_on__lte": received_to,
        "pk__lt": before,
        "item_id": _item(item) if item else None,
    }
    found = found.filter(**{name: value for name, value in conditions.items() if value is not None})
    rows = list(found[: size + 1])
    lines = [CaseLine(**_line(case)) for case in _with_items(rows[:size])]
    following = None
    if len(rows) > size:
        asked = request.GET.dict() | {"before": str(rows[size - 1].pk)}
        following = f"{reverse('api:cases')}?{urlencode(asked)}"
    return answer(CasePage(cases=lines, next=following))


@router.get(
    "/cases/{int:id}",
    operation_id="case",
    url_name="case",
    summary="一件的情况",
    response={200: CaseOut, **PROBLEMS},
)
def case(request: HttpRequest, id: Identity) -> HttpResponse:
    """一件的情况，个人信息打码；响应头 ETag 是版本号，办理时放进 If-Match。"""
    by = _reader(request, "page.case")
    found = _case(by, id)
    masks = masks_of(found)
    offered = [
        Offered(
            verb=offer.name,
            label=offer.label,
            address=f"/api/v1/cases/{found.pk}/{offer.name.partition('.')[2]}",
            why_not=offer.why_not,
        )
        for offer in offers(found, all_of(found.ref), by, timezone.now())
    ]
    out = CaseOut(
        **_line(found),
        version=found.version,
        identity=masks.identity,
        phone=masks.phone,
        stage=found.stage,
        used_days=found.used_days,
        situation=found.situation,
        materials=[
            CheckedMaterial(**{name: one.get(name) or "" for name in CheckedMaterial.model_fields})
            for one in found.materials
        ],
        offered=offered,
    )
    return answer(out, ETag=f'"{found.version}"')


@router.get(
    "/cases/{int:id}/clocks",
    operation_id="case_clocks",
    url_name="case_clocks",
    summary="一件的时限",
    response={200: Clocks, **PROBLEMS},
)
def clocks(request: HttpRequest, id: Identity) -> HttpResponse:
    """一件的各个时限，逐日说明哪天计入、哪天不计、为什么。"""
    found = _case(_reader(request, "page.case"), id)
    times, now, offices = Times(), timezone.now(), tree().by_id
    rows = all_of(found.ref)
    statutory = next((row.due_at for row in rows if row.kind == "statutory" and row.stopped_at is None), None)
    listed = []
    for row in rows:
        light = light_of(row, now, statutory_due=statutory, times=times)
        listed.append(
            ClockOut(
                n=row.n,
                kind=row.kind,
                name=CLOCK_NAMES.get(row.kind, row.kind),
                owed_by=_office(offices[row.owed_by_id]),
                limit=row.limit.words,
                started_at=row.started_at,
                due_at=row.due_at,
                standing=row.standing,
                provisional=row.provisional,
                stopped_at=row.stopped_at,
                outcome=row.outcome,
                light=light.state.value,
                sentence=light.sentence,
                days=[
                    ExplainedDayOut(date=day.date, kind=day.kind.value, counted=day.counted, why=day.why)
                    for day in explain(row, times=times)
                ],
            )
        )
    return answer(Clocks(clocks=listed))


@router.get(
    "/cases/{int:id}/trace",
    operation_id="case_trace",
    url_name="case_trace",
    summary="一件的留痕",
    response={200: Trace, **PROBLEMS},
)
def trace(request: HttpRequest, id: Identity) -> HttpResponse:
    """谁、什么时候、办了什么，新的在前。"""
    found = _case(_reader(request, "page.case"), id)
    steps = [
        StepOut(
            n=step.n,
            act=step.act,
            who=step.who,
            where=step.where,
            at=step.at,
            note=step.note,
            papers=[PaperOut(title=paper.title, number=paper.number) for paper in step.papers],
        )
        for step in trail.steps_of(found, trail.papers_of(found))
    ]
    return answer(Trace(steps=steps))


def _reader(request: HttpRequest, right: str) -> Actor:
    by: Actor = request.auth  # type: ignore[attr-defined]
    check_may(by, right)
    return by


def _case(by: Actor, identity: int) -> Any:
    found = visible_to(by).filter(pk=identity).first() if identity <= LARGEST_ID else None
    if found is None:
        raise not_found("这件")
    return found


def _item(code: str) -> int:
    listed = catalogue.directory().by_code.get(code)
    if listed is None:
        raise Refused(Because.BAD_INPUT, f"没有编码为“{code}”的事项", field="item")
    return listed.facts.item_id


def _at(code: str) -> Any:
    office = tree().by_code.get(code)
    if office is None:
        raise Refused(Because.BAD_INPUT, f"没有编码为“{code}”的机构", field="office")
    return Q(department_path__startswith=office.path) | Q(place_path__startswith=office.path)


def _with_items(rows: list[Any]) -> list[Any]:
    catalogue.versions({row.item_version_id for row in rows})  # one query for all of them
    return rows


def _line(case: Any) -> dict[str, Any]:
    offices = tree().by_id
    same = (
        "number",
        "kind",
        "state",
        "channel",
        "state_name",
        "received_at",
        "accepted_at",
        "decided_on",
        "concluded_on",
        "delivered_on",
        "outcome",
        "timing",
    )
    return {name: getattr(case, name) for name in same} | {
        "id": case.pk,
        "item": ItemName(code=case.facts.code, name=case.facts.name),
        "department": _office(offices[case.department_id]),
        "place": _office(offices[case.place_id]),
        "applicant": case.applicant_mask,
    }


def _office(office: Any) -> OfficeName:
    return OfficeName(code=office.code, name=office.name)
