"""Reading figures: what is declared, and one figure's value for an office and a period."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Path, Query, Router, Schema

from yichuang.kernel.access.actors import Actor
from yichuang.kernel.figures import Period, Scope, check_may_ask
from yichuang.kernel.figures.answers import value
from yichuang.kernel.figures.declare import Figure, all_figures, explain
from yichuang.kernel.offices.queries import tree
from yichuang.kernel.verbs import not_found
from yichuang.sites.api.service import PROBLEMS, answer, check_may
from yichuang.ui import formats

router = Router(tags=["figure"])
RIGHT = "page.figures"


class FigureOut(Schema):
    """A figure's declaration."""

    code: str
    name: str
    unit: str
    shape: str
    definition: str
    formula: str
    rule: str


class Figures(Schema):
    """All declared figures."""

    figures: list[FigureOut]


class ValueOut(FigureOut):
    """A figure's value; `number` is null where `state` says no_data or nothing_to_divide_by."""

    office: str
    period_from: date
    period_to: date
    state: str
    number: Decimal | None
    text: str
    numerator: Decimal | None
    denominator: Decimal | None


@router.get("/figures", operation_id="figures", summary="指标目录", response={200: Figures, **PROBLEMS})
def figures(request: HttpRequest) -> HttpResponse:
    """每个指标的名称、单位、定义和公式。"""
    check_may(request.auth, RIGHT)  # type: ignore[attr-defined]
    return answer(Figures(figures=[FigureOut(**_declared(figure)) for figure in all_figures()]))


@router.get(
    "/figures/{code}",
    operation_id="figure",
    url_name="figure",
    summary="一个指标的值",
    response={200: ValueOut, **PROBLEMS},
)
def figure(
    request: HttpRequest,
    code: Annotated[str, Path(title="指标代码", max_length=80)],
    period_from: Annotated[date | None, Query(alias="from", title="开始日")] = None,
    period_to: Annotated[date | None, Query(alias="to", title="结束日")] = None,
    office: Annotated[str, Query(title="机构编码", max_length=40)] = "",
) -> HttpResponse:
    """一个指标在一段时间、一个机构（连同下级）的值；不写就是今年以来、本岗位所在的机构。"""
    by: Actor = request.auth  # type: ignore[attr-defined]
    check_may(by, RIGHT)
    try:
        declared = explain(code)
    except KeyError:
        raise not_found("这个指标") from None
    offices = tree()
    asked = offices.by_code.get(office) if office else offices.by_id.get(by.office or 0)
    if asked is None:
        raise not_found("这个机构")
    now = timezone.now()
    last = period_to or formats.the_day(now)
    scope, period = Scope.of(asked), Period.until(period_from or date(last.year, 1, 1), last, now)
    check_may_ask(by, scope)
    got = value(code, scope, period)
    out = ValueOut(
        **_declared(declared),
        office=asked.code,
        period_from=period.first,
        period_to=period.last,
        state=got.state.value,
        number=got.number,
        text=got.text,
        numerator=got.numerator,
        denominator=got.denominator,
    )
    return answer(out)


def _declared(figure: Figure) -> dict[str, str]:
    said = {name: str(getattr(figure, name)) for name in FigureOut.model_fields}
    return said | {"definition": figure.meaning}
