"""The figures of the catalogue: items in force at the end of a period, by power type (RULEBOOK 9)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from yichuang.domains.catalogue.models import CaseKind, ItemKind, ItemState, ItemVersion
from yichuang.kernel.access.actors import Actor
from yichuang.kernel.figures.asking import Period, Scope
from yichuang.kernel.figures.declare import (
    Column,
    Count,
    Figure,
    Ratio,
    Row,
    Shape,
    Source,
    Total,
    Where,
    declare,
)
from yichuang.kernel.offices.queries import every_office, tree
from yichuang.ui import formats

PLACES = ("centre", "station", "hall", "window")


def _rows() -> QuerySet[ItemVersion]:
    return ItemVersion.objects.select_related("item").only(
        "name", "kind", "case_kind", "statutory_days", "promised_days", "item__code", "item__department_id"
    )


def _within(scope: Scope) -> Q:
    """Items of the departments in the scope; a centre offers those of the departments beside it."""
    return Q() if scope.everything else Q(item__department__path__startswith=_territory(scope))


def _territory(scope: Scope) -> str:
    offices = tree()
    office = scope.office
    while office.kind in PLACES and office.parent_id:
        office = offices.by_id[office.parent_id]
    return office.path


def _visible(_actor: Actor) -> Q:
    """Everybody: items are public (行政许可法第30条)."""
    return Q()


def _in_force(period: Period) -> Q:
    """Of an item that takes applications, the last version made by the period's end."""
    newer = ItemVersion.objects.filter(
        item=OuterRef("item_id"), n__gt=OuterRef("n"), in_force_from__lte=period.last
    )
    return Q(in_force_from__lte=period.last, item__state=ItemState.IN_FORCE.value) & ~Q(Exists(newer))


def _promised(period: Period) -> Q:
    return _in_force(period) & Q(statutory_days__isnull=False)


def _of_kind(kind: str) -> Where:
    return lambda period: _in_force(period) & Q(kind=kind)


def _is_filled(part: str) -> Q:
    """A list of the guide that has at least one entry."""
    return Q(**{f"content__{part}__0__isnull": False})


def _complete(period: Period) -> Q:
    """Its guide shows what 行政许可法第30条 wants: basis, conditions, materials, result; a promise its stages, too."""
    staged = _is_filled("stages") | ~Q(case_kind=CaseKind.PROMISE.value)
    filled = _is_filled("legal_basis") & _is_filled("conditions") & _is_filled("materials")
    return _in_force(period) & filled & staged & Q(content__result__isnull=False) & ~Q(content__result="")


def _online(period: Period) -> Q:
    return _in_force(period) & Q(online=True)


def _revised(period: Period) -> Q:
    """A further version whose first day lies in the period."""
    return Q(in_force_from__range=period.days, n__gt=1)


def _present(found: Sequence[ItemVersion]) -> Iterable[Row]:
    offices = tree().by_id
    for version in found:
        department = offices[version.item.department_id]
        yield Row(
            (
                version.name,
                ItemKind(version.kind).label,
                department.brief,
                CaseKind(version.case_kind).label,
                formats.NO_VALUE if version.statutory_days is None else str(version.statutory_days),
                str(version.promised_days),
            ),
            page=("catalogue:guide", version.item.code),
            amount=getattr(version, "amount", 1),
        )


ITEMS = Source(
    name="items",
    label="事项",
    unit="项",
    rows=_rows,
    within=_within,
    visible=_visible,
    until=lambda period: Q(in_force_from__lte=period.last),
    columns=(
        Column("事项", brief=True),
        Column("权力类型", brief=True),
        Column("部门"),
        Column("类型"),
        Column("法定（工作日）", kind="n"),
        Column("承诺（工作日）", kind="n"),
    ),
    present=_present,
    right="page.figures",
    groups={"department": "item__department_id", "item": "item_id"},
)


def _departments_within(scope: Scope) -> Q:
    return Q() if scope.everything else Q(path__startswith=_territory(scope))


def _with_items(period: Period) -> Q:
    theirs = ItemVersion.objects.filter(_in_force(period), item__department=OuterRef("pk"))
    return Q(Exists(theirs))


def _present_departments(found: Sequence[Any]) -> Iterable[Row]:
    return [Row((office.name, office.short_name)) for office in found]


DEPARTMENTS = Source(
    name="departments_present",
    label="部门",
    unit="个",
    rows=every_office,
    within=_departments_within,
    visible=_visible,
    until=lambda _period: Q(),
    columns=(Column("部门", brief=True), Column("简称", brief=True)),
    present=_present_departments,
    right="page.figures",
)

declare(
    "catalogue",
    "事项和窗口",
    Figure(
        "catalogue.items", "事项数", "项", Shape.STOCK, "到期末在用、可以申请的事项。暂停和取消的不算。",
        "n（期末在用）＝ 各权力类型之和", Count(ITEMS, _in_force, _in_force), rule="行政许可法第30条",
    ),
    *(
        Figure(
            f"catalogue.items_{kind.value}", f"{kind.label}事项", "项", Shape.STOCK,
            f"到期末在用的事项里，权力类型是{kind.label}的。", f"n（期末在用，权力类型 ＝ {kind.label}）",
            Count(ITEMS, _of_kind(kind.value), _in_force),
        )
        for kind in ItemKind
    ),
    Figure(
        "catalogue.guide_complete", "指南完备的事项", "项", Shape.STOCK,
        "到期末在用的事项里，办事指南写全了依据、条件、材料和结果的；承诺件还要写办理环节。",
        "n（期末在用，依据、条件、材料各 ≥ 1，有结果，承诺件环节 ≥ 1）", Count(ITEMS, _complete, _in_force),
        rule="行政许可法第30条", part=True,
    ),
    Figure(
        "catalogue.guide_complete_rate", "指南完备率", "%", Shape.STOCK, "到期末在用的事项里，办事指南写全了的占比。",
        "指南完备的事项 ÷ 事项数 × 100%", Ratio("catalogue.guide_complete", "catalogue.items"), places=2,
        rule="行政许可法第30条",
    ),
    Figure(
        "catalogue.online", "可网办事项", "项", Shape.STOCK, "到期末在用的事项里，可以在网上提交申请的。",
        "n（期末在用，可网上申请）", Count(ITEMS, _online, _in_force),
    ),
    Figure(
        "catalogue.online_rate", "可网办率", "%", Shape.STOCK, "到期末在用的事项里，可以在网上提交申请的占比。",
        "可网办事项 ÷ 事项数 × 100%", Ratio("catalogue.online", "catalogue.items"), places=2,
        rule="行政许可法第29条",
    ),
    Figure(
        "catalogue.revised", "调整事项文本", "次", Shape.FLOW, "期间开始使用的事项新文本，不含事项的第一份文本。",
        "n（启用日在期间内，第 2 份起）", Count(ITEMS, _revised, _revised),
    ),
    Figure(
        "catalogue.departments_present", "进驻部门", "个", Shape.STOCK,
        "到期末至少有一个在用事项的部门。", "n（期末在用的事项 ≥ 1）",
        Count(DEPARTMENTS, _with_items, _with_items),
    ),
    Figure(
        "catalogue.statutory_days", "在用事项法定时限合计", "个工作日", Shape.STOCK,
        "到期末在用、有法定时限的事项，法定时限之和。", "Σ 法定时限",
        Total(ITEMS, _promised, _in_force, F("statutory_days")), part=True,
    ),
    Figure(
        "catalogue.days_promised_less", "承诺比法定少", "个工作日", Shape.STOCK,
        "到期末在用、有法定时限的事项，法定时限减去承诺时限之和。", "Σ（法定时限 − 承诺时限）",
        Total(ITEMS, _promised, _in_force, F("statutory_days") - F("promised_days")), part=True,
    ),
    Figure(
        "cases.promised_speed_up_rate", "承诺提速率", "%", Shape.STOCK,
        "到期末在用、有法定时限的事项，承诺时限比法定时限少的比例。",
        "（Σ 法定时限 − Σ 承诺时限）÷ Σ 法定时限 × 100%",
        Ratio("catalogue.days_promised_less", "catalogue.statutory_days"), places=2,
    ),
)  # fmt: skip
