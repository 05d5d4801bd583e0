"""Reading the catalogue: public, as the law wants it (行政许可法 art. 30), so no key is asked for."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Annotated, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router, Schema

from yichuang.domains.catalogue import queries, search
from yichuang.domains.catalogue.limits import DayUnit
from yichuang.domains.catalogue.queries import Listed
from yichuang.kernel.offices.queries import tree
from yichuang.kernel.verbs import not_found
from yichuang.sites.api.service import PUBLIC_PROBLEMS, answer, check_rate

router = Router(tags=["item"], auth=None)
SIZE = 50


class ItemLine(Schema):
    """An item in a list; each limit has its unit. No statutory days: the law sets no limit."""

    code: str
    name: str
    version: int
    kind: str
    case_kind: str
    department: str
    audience: list[str]
    themes: list[str]
    level: str
    online: bool
    open: bool
    statutory_days: int | None
    statutory_unit: DayUnit
    promised_days: int
    promised_unit: DayUnit


class ItemPage(Schema):
    """A page of items; `total` is how many there are."""

    items: list[ItemLine]
    total: int
    page: int


class Basis(Schema):
    """A legal basis."""

    name: str
    article: str
    text: str


class Stage(Schema):
    """A stage of handling; `days` are of the promise's unit."""

    code: str
    name: str
    days: int


class Choice(Schema):
    """An answer to a question."""

    code: str
    label: str


class Situation(Schema):
    """A question whose answer decides what must be handed in."""

    code: str
    question: str
    options: list[Choice]


class Material(Schema):
    """What an applicant hands in; `follow_days` are of the promise's unit."""

    code: str
    name: str
    kind: str
    copies: int
    source: str
    required: bool
    may_follow: bool
    follow_days: int
    when: str
    note: str


class Fee(Schema):
    """A fee in fen, and the text that allows it."""

    name: str
    amount_fen: int
    unit: str
    basis: str


class FormField(Schema):
    """A field of the item's own form."""

    code: str
    label: str
    type: str
    required: bool
    max_length: int
    hint: str
    options: list[str]


class ItemOut(ItemLine):
    """An item's whole text in force; `item_version` is what `case.receive` asks for."""

    item_version: int
    state: str
    since: date
    base_code: str
    implementation_code: str
    place: str
    result: str
    result_validity: str
    limit_basis: str
    limit_certain: bool
    limit_note: str
    aliases: list[str]
    conditions: list[str]
    legal_basis: list[Basis]
    stages: list[Stage]
    situations: list[Situation]
    materials: list[Material]
    fees: list[Fee]
    fields: list[FormField]


@router.get("/items", operation_id="items", summary="事项列表", response={200: ItemPage, **PUBLIC_PROBLEMS})
def items(
    request: HttpRequest,
    q: Annotated[str, Query(title="搜什么", max_length=60)] = "",
    audience: Annotated[Literal["person", "enterprise"] | None, Query(title="面向")] = None,
    department: Annotated[str, Query(title="部门编码", max_length=40)] = "",
    theme: Annotated[str, Query(title="主题", max_length=40)] = "",
    page: Annotated[int, Query(title="第几页", ge=1, le=10_000)] = 1,
    size: Annotated[int, Query(title="一页几项", ge=1, le=100)] = SIZE,
) -> HttpResponse:
    """公布的事项，可以按名称的一部分、拼音、首字母搜，也可以按对象、部门、主题筛。"""
    check_rate(request)
    office = tree().by_code.get(department) if department else None
    if department and office is None:
        raise not_found("这个部门")
    found = queries.directory().filtered(
        audience=audience or "", theme=theme, department=office.id if office else 0
    )
    if q.strip():
        wanted = {item.facts.id for item in found}
        found = [item for item in search.find(q).items if item.facts.id in wanted]
    first = (page - 1) * size
    lines = [_line(item) for item in found[first : first + size]]
    return answer(ItemPage(items=lines, total=len(found), page=page))


@router.get(
    "/items/{code}",
    operation_id="item",
    url_name="item",
    summary="一个事项",
    response={200: ItemOut, **PUBLIC_PROBLEMS},
)
def item(request: HttpRequest, code: Annotated[str, Path(title="事项编码", max_length=40)]) -> HttpResponse:
    """一个事项现行的全部内容。"""
    check_rate(request)
    listed = queries.directory().by_code.get(code)
    if listed is None:
        raise not_found("这个事项")
    facts = listed.facts
    text = asdict(facts)
    own = set(ItemOut.model_fields) - set(ItemLine.model_fields)
    beside = {
        "item_version": facts.id,
        "state": listed.state,
        "since": listed.since,
        "base_code": listed.base_code,
        "implementation_code": listed.implementation_code,
    }
    whole = {name: text[name] for name in own - beside.keys()} | beside
    return answer(ItemOut.model_validate(_line(listed).model_dump() | whole))


def _line(item: Listed) -> ItemLine:
    facts = item.facts
    return ItemLine(
        code=facts.code,
        name=facts.name,
        version=facts.n,
        kind=facts.kind,
        case_kind=facts.case_kind,
        department=tree().by_id[facts.department_id].name,
        audience=list(facts.audience),
        themes=list(facts.themes),
        level=facts.level,
        online=facts.online,
        open=item.open,
        statutory_days=facts.statutory_days,
        statutory_unit=facts.statutory_unit,
        promised_days=facts.promised_days,
        promised_unit=facts.promised_unit,
    )
