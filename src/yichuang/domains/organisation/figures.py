"""The figures of the network: centres, stations, windows as they are when asked (RULEBOOK 9)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from typing import Any

from django.db.models import Exists, IntegerField, OuterRef, Q, Value
from django.db.models.expressions import Combinable
from django.db.models.lookups import Exact, IsNull

from yichuang.domains.organisation.models import (
    AccountFile,
    Centre,
    CentreLevel,
    OfficeFile,
    OfficeKind,
    Window,
    WindowKind,
)
from yichuang.domains.organisation.queries import site
from yichuang.kernel.access.actors import Actor, ActorKind
from yichuang.kernel.access.models import Account, Post
from yichuang.kernel.calendar.queries import calendar_for
from yichuang.kernel.calendar.rules import FIRST_DAY
from yichuang.kernel.clocks.hours import local_day
from yichuang.kernel.figures.asking import Period, Scope
from yichuang.kernel.figures.declare import (
    Column,
    Count,
    Figure,
    Ratio,
    Row,
    Shape,
    Source,
    Told,
    Where,
    among,
    declare,
    total_among,
)
from yichuang.kernel.ledger.queries import acts_since, next_verb
from yichuang.kernel.offices.queries import every_office, read_once, tree
from yichuang.kernel.verbs.declare import verbs_on
from yichuang.kernel.verbs.subjects import Subject

NOW = "到期末在用的，停用的不算。"


def _within(scope: Scope, _period: Period) -> Q:
    return Q() if scope.everything else Q(office__path__startswith=scope.path)


def _visible(_actor: Actor) -> Q:
    """Everybody: where services are offered is public (行政许可法第30条)."""
    return Q()


def _begun(period: Period) -> Q:
    """Whether anybody had a post here yet: what was set up when the centre began has no day of its own."""
    return Q(Exists(Post.objects.filter(since__lte=period.last)))


def _turns(subject: type[Subject]) -> list[str]:
    """The verbs that begin, close and reopen a subject."""
    begin = [one.name for one in verbs_on(subject) if one.creates]
    return [*begin, f"{subject.subject_kind}.close", f"{subject.subject_kind}.reopen"]


def _open(subject: type[Subject], key: str, now: Q) -> Where:
    """Open at a period's end: the first act after it that begins, closes or reopens them says so, else `now`.

    `key` is the column that numbers the subject.
    """
    kind = subject.subject_kind

    def where(period: Period) -> Q:
        turned = next_verb(kind, key, _turns(subject), period.cut_off)
        still = Q(Exact(turned, Value(f"{kind}.close"))) | Q(IsNull(turned, True)) & now
        return _begun(period) & still

    return where


_place_open = _open(OfficeFile, "office_id", Q(office__active=True))
_region_open = _open(OfficeFile, "pk", Q(active=True))
_account_open = _open(AccountFile, "pk", Q(is_active=True))


def _windows_stand(period: Period) -> bool:
    """Whether no window was begun, changed, closed or reopened since the period's end."""
    if not period.over:
        return True
    verbs = ["office.change_window", *_turns(OfficeFile)]
    changed = acts_since(OfficeFile.subject_kind, "office_id", verbs, period.cut_off)
    return not Window.objects.filter(Exists(changed)).exists()


WHILE_WINDOWS_STAND = Told("窗口增减或调整过分工以后，调整以前的期间没有数据。", _windows_stand)


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
            ),
            amount=getattr(window, "amount", 1),
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
        until=_begun,
        columns=columns,
        present=present,
        right="page.figures",
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


REGION_KINDS: dict[str, str] = {
    one.value: str(one.label) for one in (OfficeKind.COUNTY, OfficeKind.TOWN, OfficeKind.VILLAGE)
}
REGIONS = Source(
    name="regions",
    label="县、乡镇和村",
    unit="个",
    rows=lambda: every_office().filter(kind__in=REGION_KINDS),
    within=lambda scope, _period: Q() if scope.everything else Q(path__startswith=scope.path),
    visible=_visible,
    until=_begun,
    columns=(Column("名称", brief=True), Column("级别", brief=True)),
    present=lambda found: [Row((one.name, REGION_KINDS[one.kind])) for one in found],
    right="page.figures",
)


def _held(period: Period) -> Any:
    """Posts that somebody held on a day of the period."""
    return Post.objects.filter(since__lte=period.last).filter(Q(until=None) | Q(until__gte=period.first))


def _held_at_end(period: Period) -> Any:
    """The posts, row by row of accounts, that were held when the period's last day ended."""
    held = Q(until=None, active=True) | Q(until__gt=period.last)
    return Post.objects.filter(held, account=OuterRef("pk"), since__lte=period.last)


def _people_within(scope: Scope, period: Period) -> Q:
    if scope.everything:
        return Q()
    return Q(Exists(_held_at_end(period).filter(office__path__startswith=scope.path)))


def _people_seen(actor: Actor) -> Q:
    """Those who have or had a post in the actor's subtree, as accounts are seen."""
    if actor.kind is ActorKind.SYSTEM:
        return Q()
    if actor.office is None:
        return Q(pk__isnull=True)
    return Q(Exists(Post.objects.filter(account=OuterRef("pk"), office__path__startswith=actor.office_path)))


def _present_people(found: Sequence[Account]) -> Iterable[Row]:
    """Whoever holds no post any more is shown with those that they held."""
    posts: dict[int, list[str]] = {}
    offices = tree().by_id
    known = Post.objects.filter(account__in=[one.pk for one in found]).order_by("pk")
    holding = {post.account_id for post in known if post.active}
    for post in known:
        if post.active or post.account_id not in holding:
            posts.setdefault(post.account_id, []).append(offices[post.office_id].name)
    return [Row((one.name, "、".join(dict.fromkeys(posts.get(one.pk, []))))) for one in found]


PEOPLE = Source(
    name="people",
    label="人员",
    unit="人",
    rows=Account.objects.all,
    within=_people_within,
    visible=_people_seen,
    until=_begun,
    columns=(Column("姓名", brief=True), Column("单位", brief=True)),
    present=_present_people,
    right="page.figures",
)


def _count(source: Source, **equal: Any) -> Count:
    """Centres or windows that were open at the period's end, and are so."""
    return among(source, _place_open, lambda _period: Q(**equal))


def _with_place(period: Period) -> Q:
    """With a centre or station of its own level somewhere in it."""
    places = Centre.objects.filter(
        _place_open(period), level=OuterRef("kind"), office__path__startswith=OuterRef("path")
    )
    return Q(Exists(places))


def _staffed(period: Period) -> Q:
    """Of windows, those at which somebody sat in the period."""
    return Q(Exists(_held(period).filter(seat=OuterRef("office_id"))))


def _working_days(period: Period) -> Combinable:
    """The working days of the period that have begun, by the calendar of the centre."""
    with read_once():
        here = site()
        path = tree().by_id[here.centre_id].path if here else "/"
        calendar = calendar_for(path)
    last = min(period.last, local_day(period.cut_off))
    begin = max(period.first - timedelta(1), FIRST_DAY)
    days = (
        calendar.working_days_between(begin, last) if last > begin else 0
    )  # before the calendar there is none
    return Value(days, output_field=IntegerField())


def _posted(period: Period) -> Q:
    return _account_open(period) & Q(Exists(_held_at_end(period)))


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
    Figure(
        "network.regions", "应设中心或站点的区划", "个", Shape.STOCK,
        f"县、乡镇、村（社区），每个都应当有一个办事的地方。{NOW}",
        "n（区划级别 ＝ 县、乡镇、村）", among(REGIONS, _region_open), part=True,
    ),
    Figure(
        "network.covered", "设了中心或站点的区划", "个", Shape.STOCK,
        f"县、乡镇、村（社区）里，有本级中心或站点的。{NOW}", "n（区划里有同级的中心或站点）",
        among(REGIONS, _region_open, _with_place),
    ),
    Figure(
        "network.coverage", "三级网络覆盖率", "%", Shape.STOCK,
        f"县、乡镇、村（社区）里，有本级中心或站点的占比。{NOW}",
        "设了中心或站点的区划 ÷ 应设的区划 × 100%", Ratio("network.covered", "network.regions"), places=2,
    ),
)  # fmt: skip
declare(
    "catalogue",
    "事项和窗口",
    Figure(
        "catalogue.own_windows", "独立窗口", "个", Shape.STOCK, f"只办一个部门事项的窗口。{NOW}",
        "n（种类 ＝ 独立）", _count(WINDOWS, kind="own"), told=WHILE_WINDOWS_STAND,
    ),
    Figure(
        "catalogue.comprehensive_windows", "综合窗口", "个", Shape.STOCK, f"能收多个部门事项的窗口。{NOW}",
        "n（种类 ＝ 综合）", _count(WINDOWS, kind="comprehensive"), told=WHILE_WINDOWS_STAND,
    ),
    Figure(
        "catalogue.windows", "窗口", "个", Shape.STOCK, f"独立窗口和综合窗口之和。{NOW}",
        "独立窗口 ＋ 综合窗口", _count(WINDOWS),
    ),
    Figure(
        "catalogue.staffed_windows", "有人值守的窗口", "个", Shape.STOCK,
        "到期末在用的窗口里，期间有人任职坐在那里的。", "n（期间有人任窗口岗位）",
        among(WINDOWS, _place_open, _staffed),
    ),
    Figure(
        "catalogue.window_days", "窗口工作日", "个", Shape.FLOW,
        "有人值守的窗口各自的工作日之和：期间里已经到了的工作日，按县中心的日历算。",
        "Σ 期间的工作日（有人值守的窗口）",
        total_among(WINDOWS, _place_open, _staffed, _working_days), part=True,
    ),
)  # fmt: skip
declare(
    "staff",
    "人员",
    Figure(
        "staff.posted", "在岗人员", "人", Shape.STOCK,
        "到期末有岗位、账号在用的工作人员。一人有几个岗位只算一次。", "n（期末账号在用，岗位 ≥ 1）",
        Count(PEOPLE, _posted, _posted),
    ),
)  # fmt: skip
