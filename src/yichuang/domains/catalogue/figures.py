"""The figures of the catalogue: items in force at the end of a period, by power type (RULEBOOK 9)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Exists, F, Func, IntegerField, JSONField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.expressions import Combinable
from django.db.models.fields.json import KeyTransform
from django.db.models.functions import Coalesce, Greatest
from django.db.models.lookups import Exact, GreaterThan, IsNull

from yichuang.domains.catalogue.models import CaseKind, ItemKind, ItemState, ItemVersion, ServiceItem
from yichuang.domains.catalogue.queries import UNITS_ADDED
from yichuang.domains.organisation.figures import WHILE_WINDOWS_STAND
from yichuang.domains.organisation.queries import windows_for
from yichuang.kernel.access.actors import Actor
from yichuang.kernel.clocks.rules import limit_of
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
    among,
    declare,
    total_among,
)
from yichuang.kernel.ledger.queries import last_verb, next_verb
from yichuang.kernel.offices.queries import every_office, tree
from yichuang.ui import formats

SUSPEND, RESUME, RETIRE = "item.suspend", "item.resume", "item.retire"
PLACES = ("centre", "station", "hall", "window")


def _rows() -> QuerySet[ItemVersion]:
    return ItemVersion.objects.select_related("item").only(
        "name",
        "kind",
        "case_kind",
        "statutory_days",
        "statutory_unit",
        "promised_days",
        "promised_unit",
        "item__code",
        "item__department_id",
    )


def _within(scope: Scope, _period: Period) -> Q:
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


def _took_applications(period: Period) -> Q:
    """Whether its item was neither suspended nor retired when the period ended: the first such act after that says how
    it stood before, and before it was retired what had last been done with it. Without one it stands as it stands now.
    """
    now = Q(item__state=ItemState.IN_FORCE.value)
    if not period.over:
        return now
    turned = next_verb(ServiceItem.subject_kind, "item_id", (SUSPEND, RESUME, RETIRE), period.cut_off)
    before = last_verb(ServiceItem.subject_kind, "item_id", (SUSPEND, RESUME), period.cut_off)
    was_open = Q(IsNull(before, True)) | Q(Exact(before, Value(RESUME)))
    return (
        Q(Exact(turned, Value(SUSPEND)))
        | Q(Exact(turned, Value(RETIRE))) & was_open
        | Q(IsNull(turned, True)) & now
    )


def _in_force(period: Period) -> Q:
    """Of an item that took applications at the period's end, the last version made by then. Dear to see."""
    newer = ItemVersion.objects.filter(
        item=OuterRef("item_id"), n__gt=OuterRef("n"), in_force_from__lte=period.last
    )
    return Q(in_force_from__lte=period.last) & _took_applications(period) & ~Q(Exists(newer))


def _so(**equal: Any) -> Where:
    """Items that are so, whatever the period."""
    return lambda _period: Q(**equal)


def _days(of: Combinable) -> Total:
    """The sum of days over the items in force that have a statutory limit."""
    return total_among(ITEMS, _in_force, _so(statutory_days__isnull=False), of)


def _is_filled(part: str) -> Q:
    """A list of the guide that has at least one entry."""
    return Q(**{f"content__{part}__0__isnull": False})


def _complete(_period: Period) -> Q:
    """Its guide shows what 行政许可法第30条 wants: basis, conditions, materials, result; a promise its stages, too."""
    staged = _is_filled("stages") | ~Q(case_kind=CaseKind.PROMISE.value)
    filled = _is_filled("legal_basis") & _is_filled("conditions") & _is_filled("materials")
    return filled & staged & Q(content__result__isnull=False) & ~Q(content__result="")


def _revised(period: Period) -> Q:
    """A further version whose first day lies in the period."""
    return Q(in_force_from__range=period.days, n__gt=1)


def _at_a_window(_period: Period) -> Q:
    """Handed in at a window of the centre or of its network."""
    return Q(Exists(windows_for(OuterRef("item__department_id"))))


def _authorised(period: Period) -> Q:
    """Handed in at a window that may decide it."""
    return _at_a_window(period) & Q(content__at_window=True)


def _before(of: Combinable) -> Combinable:
    """A value of the version before."""
    earlier = ItemVersion.objects.filter(item=OuterRef("item_id"), n=OuterRef("n") - 1)
    return Subquery(earlier.values(its_value=of)[:1])


def _length(part: str) -> Combinable:
    """How many entries a list of the guide has."""
    entries = Coalesce(KeyTransform(part, "content"), Value([], JSONField()))
    return Func(entries, function="jsonb_array_length", output_field=IntegerField())


def _removed(part: str) -> Combinable:
    """How many entries fewer than in the version before; nothing where there are as many, or more."""
    return Greatest(Coalesce(_before(_length(part)), 0) - _length(part), 0)


CUT = Greatest(Coalesce(_before(F("promised_working_days")), 0) - F("promised_working_days"), 0)


def _shortened(period: Period) -> Q:
    return _revised(period) & Q(GreaterThan(CUT, 0))


def _better(period: Period) -> Q:
    """A further version that shortens the promise, or has fewer stages or materials."""
    fewer = Q(GreaterThan(_removed("stages"), 0)) | Q(GreaterThan(_removed("materials"), 0))
    return _revised(period) & (Q(GreaterThan(CUT, 0)) | fewer)


def _fewer(part: str) -> Where:
    return lambda period: _revised(period) & Q(GreaterThan(_removed(part), 0))


def _last_of(which: Where) -> Where:
    """Of each item that has such versions in the period, the last of them: so many items."""

    def where(period: Period) -> Q:
        later = ItemVersion.objects.filter(which(period), item=OuterRef("item_id"), n__gt=OuterRef("n"))
        return which(period) & ~Q(Exists(later))

    return where


def _limit(version: ItemVersion, name: str) -> str:
    return limit_of(getattr(version, f"{name}_days"), getattr(version, f"{name}_unit")).words


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
                formats.NO_VALUE if version.statutory_days is None else _limit(version, "statutory"),
                _limit(version, "promised"),
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
        Column("法定", kind="n"),
        Column("承诺", kind="n"),
    ),
    present=_present,
    right="page.figures",
    groups={"department": "item__department_id", "item": "item_id"},
)


def _departments_within(scope: Scope, _period: Period) -> Q:
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
    until=lambda period: Q(Exists(ItemVersion.objects.filter(in_force_from__lte=period.last))),
    columns=(Column("部门", brief=True), Column("简称", brief=True)),
    present=_present_departments,
    right="page.figures",
)

declare(
    "catalogue",
    "事项和窗口",
    Figure(
        "catalogue.items", "事项数", "项", Shape.STOCK,
        "按到期末的文本算，那时可以申请的事项。那时暂停或已经取消的不算。",
        "n（期末在用）＝ 各权力类型之和", among(ITEMS, _in_force), rule="行政许可法第30条",
    ),
    *(
        Figure(
            f"catalogue.items_{kind.value}", f"{kind.label}事项", "项", Shape.STOCK,
            f"到期末在用的事项里，权力类型是{kind.label}的。", f"n（期末在用，权力类型 ＝ {kind.label}）",
            among(ITEMS, _in_force, _so(kind=kind.value)),
        )
        for kind in ItemKind
    ),
    Figure(
        "catalogue.guide_complete", "指南完备的事项", "项", Shape.STOCK,
        "到期末在用的事项里，办事指南写全了依据、条件、材料和结果的；承诺件还要写办理环节。",
        "n（期末在用，依据、条件、材料各 ≥ 1，有结果，承诺件环节 ≥ 1）", among(ITEMS, _in_force, _complete),
        rule="行政许可法第30条", part=True,
    ),
    Figure(
        "catalogue.guide_complete_rate", "指南完备率", "%", Shape.STOCK, "到期末在用的事项里，办事指南写全了的占比。",
        "指南完备的事项 ÷ 事项数 × 100%", Ratio("catalogue.guide_complete", "catalogue.items"), places=2,
        rule="行政许可法第30条",
    ),
    Figure(
        "catalogue.online", "可网办事项", "项", Shape.STOCK, "到期末在用的事项里，可以在网上提交申请的。",
        "n（期末在用，可网上申请）", among(ITEMS, _in_force, _so(online=True)),
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
        "catalogue.present", "进驻事项", "项", Shape.STOCK,
        "到期末在用的事项里，有窗口收件的：窗口收这个部门的事项，或收全部部门的。", "n（期末在用，有窗口收件）",
        among(ITEMS, _in_force, _at_a_window), told=WHILE_WINDOWS_STAND,
    ),
    Figure(
        "catalogue.presence_rate", "进驻率", "%", Shape.STOCK, "到期末在用的事项里，有窗口收件的占比。",
        "进驻事项 ÷ 事项数 × 100%", Ratio("catalogue.present", "catalogue.items"), places=2,
    ),
    Figure(
        "catalogue.authorised", "授权到位事项", "项", Shape.STOCK, "进驻的事项里，窗口可以当场决定的。",
        "n（期末在用，有窗口收件，窗口可以决定）", among(ITEMS, _in_force, _authorised), told=WHILE_WINDOWS_STAND,
    ),
    Figure(
        "catalogue.authorised_rate", "授权到位率", "%", Shape.STOCK, "进驻的事项里，窗口可以当场决定的占比。",
        "授权到位事项 ÷ 进驻事项 × 100%", Ratio("catalogue.authorised", "catalogue.present"), places=2,
    ),
    Figure(
        "catalogue.optimised_items", "优化流程事项", "项", Shape.FLOW,
        "期间开始使用的新文本里，缩短了承诺时限、减了环节或减了材料的事项。一项调整几次只算一次。",
        "n（期间有这样的新文本的事项）", Count(ITEMS, _last_of(_better), _revised),
    ),
    Figure(
        "catalogue.stages_removed", "精简环节", "个", Shape.FLOW,
        "期间开始使用的新文本比上一份少的办理环节之和。多了的不抵。", "Σ max（上一份环节数 − 这一份环节数，0）",
        Total(ITEMS, _fewer("stages"), _revised, _removed("stages")),
    ),
    Figure(
        "catalogue.materials_removed", "精简材料", "份", Shape.FLOW,
        "期间开始使用的新文本比上一份少的材料之和。多了的不抵。", "Σ max（上一份材料数 − 这一份材料数，0）",
        Total(ITEMS, _fewer("materials"), _revised, _removed("materials")),
    ),
    Figure(
        "catalogue.days_cut", "压缩时限", "个工作日", Shape.FLOW,
        f"期间开始使用的新文本比上一份少的承诺时限之和。长了的不抵。{UNITS_ADDED}",
        "Σ max（上一份承诺时限 − 这一份承诺时限，0）",
        Total(ITEMS, _shortened, _revised, CUT),
    ),
    Figure(
        "catalogue.shortened", "压缩时限的事项", "项", Shape.FLOW,
        "期间开始使用的新文本里，缩短了承诺时限的事项。", "n（期间有缩短时限的新文本的事项）",
        Count(ITEMS, _last_of(_shortened), _revised), part=True,
    ),
    Figure(
        "catalogue.days_cut_average", "平均压缩时限", "个工作日", Shape.FLOW,
        f"缩短了承诺时限的事项，平均每项缩短几个工作日。{UNITS_ADDED}", "压缩时限 ÷ 压缩时限的事项",
        Ratio("catalogue.days_cut", "catalogue.shortened", percent=False), places=2,
    ),
    Figure(
        "catalogue.departments_present", "进驻部门", "个", Shape.STOCK,
        "到期末至少有一个在用事项的部门。", "n（期末在用的事项 ≥ 1）",
        Count(DEPARTMENTS, _with_items, _with_items),
    ),
    Figure(
        "catalogue.statutory_days", "在用事项法定时限合计", "个工作日", Shape.STOCK,
        f"到期末在用、有法定时限的事项，法定时限之和。{UNITS_ADDED}", "Σ 法定时限",
        _days(F("statutory_working_days")), part=True,
    ),
    Figure(
        "catalogue.days_promised_less", "承诺比法定少", "个工作日", Shape.STOCK,
        f"到期末在用、有法定时限的事项，法定时限减去承诺时限之和。{UNITS_ADDED}", "Σ（法定时限 − 承诺时限）",
        _days(F("statutory_working_days") - F("promised_working_days")), part=True,
    ),
    Figure(
        "cases.promised_speed_up_rate", "承诺提速率", "%", Shape.STOCK,
        f"到期末在用、有法定时限的事项，承诺时限比法定时限少的比例。{UNITS_ADDED}",
        "（Σ 法定时限 − Σ 承诺时限）÷ Σ 法定时限 × 100%",
        Ratio("catalogue.days_promised_less", "catalogue.statutory_days"), places=2,
    ),
)  # fmt: skip
