"""The figures of the network: centres, stations, windows as they are when asked (RULEBOOK 9)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db.models import Q

from yichuang.domains.organisation.models import Centre, CentreLevel, Window, WindowKind
from yichuang.kernel.access.actors import Actor
from yichuang.kernel.figures.asking import Period, Scope
from yichuang.kernel.figures.declare import Column, Count, Figure, Row, Shape, Source, Where, declare
from yichuang.kernel.offices.queries import tree

NOW = "按现在在用的算，停用的不算；过去某天的数不另存。"


def _within(scope: Scope) -> Q:
    return Q(office__active=True) & (Q() if scope.everything else Q(office__path__startswith=scope.path))


def _visible(_actor: Actor) -> Q:
    """Everybody: where services are offered is public (行政许可法第30条)."""
    return Q()


def _always(_period: Period) -> Q:
    return Q()


def _present_centres(found: Sequence[Centre]) -> Iterable[Row]:
    offices = tree().by_id
    for centre in found:
        yield Row((offices[centre.office_id].name, CentreLevel(centre.level).label, centre.address))


def _present_windows(found: Sequence[Window]) -> Iterable[Row]:
    offices = tree()
    for window in found:
        place = offices.above(window.office_id, "centre") or offices.above(window.office_id, "station")
        yield Row(
            (
                offices.by_id[window.office_id].name,
                WindowKind(window.kind).label,
                place.name if place else "",
                "、".join(offices.by_id[one].name for one in window.departments if one in offices.by_id),
            )
        )


def _source(
    name: str, label: str, model: Any, columns: tuple[Column, ...], present: Callable[[Any], Iterable[Row]]
) -> Source:
    return Source(
        name=name,
        label=label,
        unit="个",
        rows=model.objects.all,
        within=_within,
        visible=_visible,
        until=_always,
        columns=columns,
        present=present,
        right="page.figures",
        past=False,
    )


CENTRES = _source(
    "centres",
    "中心和站点",
    Centre,
    (Column("名称", brief=True), Column("级别", brief=True), Column("地址")),
    _present_centres,
)
WINDOWS = _source(
    "windows",
    "窗口",
    Window,
    (Column("窗口", brief=True), Column("种类", brief=True), Column("所在"), Column("受理的部门")),
    _present_windows,
)


def _count(source: Source, **equal: Any) -> Count:
    where: Where = lambda _period: Q(**equal)  # noqa: E731
    return Count(source, where, where)


declare(
    "network",
    "网络",
    Figure(
        "network.centres", "政务（便民）服务中心", "个", Shape.STOCK, f"县政务服务中心和乡镇便民服务中心。{NOW}",
        "n（级别 ＝ 县、乡镇）", _count(CENTRES, level__in=("county", "town")),
    ),
    Figure(
        "network.town_centres", "乡镇便民服务中心", "个", Shape.STOCK, f"乡镇便民服务中心。{NOW}",
        "n（级别 ＝ 乡镇）", _count(CENTRES, level="town"),
    ),
    Figure(
        "network.stations", "村便民服务站", "个", Shape.STOCK, f"村（社区）便民服务站。{NOW}",
        "n（级别 ＝ 村）", _count(CENTRES, level="village"),
    ),
)  # fmt: skip
declare(
    "catalogue",
    "事项和窗口",
    Figure(
        "catalogue.own_windows", "独立窗口", "个", Shape.STOCK, f"只办一个部门事项的窗口。{NOW}",
        "n（种类 ＝ 独立）", _count(WINDOWS, kind="own"),
    ),
    Figure(
        "catalogue.comprehensive_windows", "综合窗口", "个", Shape.STOCK, f"能收多个部门事项的窗口。{NOW}",
        "n（种类 ＝ 综合）", _count(WINDOWS, kind="comprehensive"),
    ),
    Figure(
        "catalogue.windows", "窗口", "个", Shape.STOCK, f"独立窗口和综合窗口之和。{NOW}",
        "独立窗口 ＋ 综合窗口", _count(WINDOWS),
    ),
)  # fmt: skip
