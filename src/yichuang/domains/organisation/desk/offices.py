"""Windows, departments, centres: lists and forms."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from yichuang.domains.organisation import actions, personnel, queries
from yichuang.domains.organisation.desk.forms import Form, show_or_do, whole
from yichuang.domains.organisation.models import Centre, Department, OfficeKind, Window
from yichuang.domains.organisation.rules import hours_words
from yichuang.kernel.access.actors import Actor
from yichuang.kernel.access.doors import ActingRequest, staff
from yichuang.kernel.figures import Period, Scope
from yichuang.kernel.figures.answers import address
from yichuang.kernel.offices.queries import OfficeFacts, current_epoch, tree
from yichuang.kernel.panels import boxes_of
from yichuang.kernel.verbs import not_found
from yichuang.kernel.verbs.offers import available
from yichuang.ui.formats import the_day

PAGE = "page.windows"
WINDOW_WORDS = {"own": "独立窗口", "comprehensive": "综合窗口"}


@staff(PAGE)
def windows(request: HttpRequest) -> HttpResponseBase:
    """The windows of one centre, with who sits there."""
    actor = actor_of(request)
    mine = [one for one in queries.centres() if actor.covers(one.office.path) and one.level != "village"]
    chosen = whole(request.GET.get("centre"))
    place = next((one for one in mine if one.id == chosen), mine[0] if mine else None)
    found = queries.windows_of(place.id, closed=True) if place else []
    sitting = queries.seated([one.id for one in found])
    names = tree().by_id
    rows = [
        {
            "window": one,
            "hall": names[one.office.parent_id or 0],
            "kind": WINDOW_WORDS[one.kind],
            "departments": [names[identity].brief for identity in one.departments],
            "people": sitting.get(one.id, []),
        }
        for one in found
    ]
    open_ones = [one.kind for one in found if one.office.active]
    context = {
        "centres": mine,
        "centres_chips": [
            {
                "label": one.office.brief,
                "href": f"?centre={one.id}",
                "current": one is place,
            }
            for one in mine
        ],
        "place": place,
        "rows": rows,
        "own": open_ones.count("own"),
        "shared": open_ones.count("comprehensive"),
        "boxes": boxes_of("windows", "windows", actor, timezone.now()),
    }
    return render(request, "organisation/windows.html", context)


@staff(PAGE)
def add_window(request: HttpRequest) -> HttpResponseBase:
    """Set up a window."""
    actor = actor_of(request)
    kinds = {OfficeKind.CENTRE, OfficeKind.HALL}
    places = [one for one in tree().all if one.kind in kinds and one.active and actor.covers(one.path)]
    form = Form(
        verb=actions.add_window,
        heading="增设窗口",
        back=reverse("organisation:windows"),
        said="窗口已增设，可以安排人员了",
        choices={"place": named(places)},
        departments=_departments(),
        effect="窗口马上可以安排人员、收件。",
    )
    return show_or_do(request, form, lambda receipt: _page("window", receipt.ref))


@staff(PAGE)
def window(request: HttpRequest, identity: int) -> HttpResponseBase:
    """One window: change it, close it, see what was done to it."""
    office = office_of(request, identity, OfficeKind.WINDOW)
    row = Window.objects.get(office_id=identity)
    form = Form(
        verb=actions.change_window,
        heading=f"{row.number} {office.name}",
        back=reverse("organisation:windows"),
        said="窗口已调整",
        ref=office.ref,
        initial={"name": office.name, "kind": row.kind, "departments": row.departments},
        departments=_departments(),
        version=office.version,
        effect="之后收的件按新的分工，已经收的照旧。",
    )
    return edit(request, office, form)


@staff(PAGE)
def departments(request: HttpRequest) -> HttpResponseBase:
    """The departments, with where their items are handed in."""
    actor = actor_of(request)
    found = [one for one in queries.departments() if actor.covers(one.office.path)]
    own: dict[int, list[str]] = {}
    epoch = current_epoch()
    for centre in queries.centres("county", epoch):
        for desk in queries.windows_of(centre.id, epoch):
            if desk.kind == "own":
                own.setdefault(desk.departments[0], []).append(desk.number)
    context = {"rows": [(one, own.get(one.id, [])) for one in found]}
    return render(request, "organisation/departments.html", context)


@staff(PAGE)
def add_department(request: HttpRequest) -> HttpResponseBase:
    """Enter a department."""
    form = Form(
        verb=actions.add_department,
        heading="增设部门",
        back=reverse("organisation:departments"),
        said="部门已增设，可以任命人员、导入事项了",
        effect="编号用小写字母，导入事项和台账时用它认部门。",
    )
    return show_or_do(request, form)


@staff(PAGE)
def department(request: HttpRequest, identity: int) -> HttpResponseBase:
    """One department."""
    office = office_of(request, identity, OfficeKind.DEPARTMENT)
    row = Department.objects.get(office_id=identity)
    given = {name: getattr(row, name) for name in ("mark", "phone", "address")}
    form = Form(
        verb=actions.change_department,
        heading=office.name,
        back=reverse("organisation:departments"),
        said="部门已修改",
        ref=office.ref,
        initial={"name": office.name, "short_name": office.short_name, **given},
        version=office.version,
        effect="已经发出的文书不变，以后的按新的写。",
    )
    return edit(request, office, form)


@staff(PAGE)
def centres(request: HttpRequest) -> HttpResponseBase:
    """The network of three levels as a tree: region by region, its centre or station beside it."""
    actor = actor_of(request)
    by_region = {one.office.parent_id: one for one in queries.centres()}
    people = queries.people_at([one.id for one in by_region.values()])
    rows = [
        {
            "region": one,
            "depth": one.path.count("/") - 2,
            "centre": by_region.get(one.id),
            "people": people.get(by_region[one.id].id, 0) if one.id in by_region else 0,
            "people_href": _people_href(actor, by_region[one.id].office) if one.id in by_region else "",
        }
        for one in queries.regions()
        if actor.covers(one.path)
    ]
    context = {"rows": rows, "counts": queries.counts()}
    return render(request, "organisation/centres.html", context)


def _people_href(actor: Actor, office: OfficeFacts) -> str:
    """What the number of people leads to: its figure, or the list of them for who reads no figures."""
    if not actor.may("page.figures"):
        return f"{reverse('organisation:staff')}?office={office.code}"
    today = the_day(now := timezone.now())
    return address("staff.posted", Scope.of(office), Period.until(today, today, now))


@staff(PAGE)
def add_region(request: HttpRequest) -> HttpResponseBase:
    """Enter a town or a village."""
    actor = actor_of(request)
    above = [one for one in queries.regions() if one.kind != OfficeKind.VILLAGE and actor.covers(one.path)]
    form = Form(
        verb=actions.add_region,
        heading="增加乡镇或村",
        back=reverse("organisation:centres"),
        said="区划已增加，可以在那里设中心或站点",
        choices={"above": named(above)},
        effect="上级选县就是乡镇，选乡镇就是村。",
    )
    return show_or_do(request, form)


@staff(PAGE)
def add_centre(request: HttpRequest) -> HttpResponseBase:
    """Enter a centre or a station."""
    actor = actor_of(request)
    regions = [one for one in queries.regions() if actor.covers(one.path)]
    form = Form(
        verb=actions.add_centre,
        heading="增设中心或站点",
        back=reverse("organisation:centres"),
        said="中心已增设，可以任命人员了",
        choices={"region": named(regions)},
        effect="区划代码写 6 位或 12 位，前 6 位用在办件编号里。",
    )
    return show_or_do(request, form)


@staff(PAGE)
def centre(request: HttpRequest, identity: int) -> HttpResponseBase:
    """One centre or station."""
    office = office_of(request, identity, OfficeKind.CENTRE, OfficeKind.STATION)
    row = Centre.objects.get(office_id=identity)
    form = Form(
        verb=actions.change_centre,
        heading=office.name,
        back=reverse("organisation:centres"),
        said="已修改",
        ref=office.ref,
        initial={
            "name": office.name,
            "short_name": office.short_name,
            "phone": row.phone,
            "address": row.address,
        },
        version=office.version,
    )
    halls = [one for one in tree().below(office.path) if one.kind == OfficeKind.HALL]
    return edit(request, office, form, halls)


@staff(PAGE)
def close(request: HttpRequest, identity: int) -> HttpResponseBase:
    """Take an office out of use."""
    office = office_of(request, identity)
    form = Form(
        verb=actions.close,
        heading=f"停用{office.name}",
        back=list_of(office.kind),
        said=f"{office.name}已停用",
        ref=office.ref,
        version=office.version,
        effect="停用后不再收件，也不能任命人员。办过的件都在，以后可以重新启用。",
    )
    return show_or_do(request, form)


@staff(PAGE)
def reopen(request: HttpRequest, identity: int) -> HttpResponseBase:
    """Take an office into use again."""
    office = office_of(request, identity)
    form = Form(
        verb=actions.reopen,
        heading=f"重新启用{office.name}",
        back=list_of(office.kind),
        said=f"{office.name}已启用",
        ref=office.ref,
        version=office.version,
        effect="启用后马上可以安排人员、收件。",
    )
    return show_or_do(request, form)


def edit(
    request: HttpRequest, office: Any, form: Form, halls: Iterable[OfficeFacts] = ()
) -> HttpResponseBase:
    """A form beside the office's other acts, its hours and its history; a closed office shows only these."""
    offers = {one.name: one for one in available(office, actor_of(request))}
    beside = {
        "office": office,
        "hours": hours_words(tree().by_id[office.pk].hours),
        "own_hours": bool(office.hours),
        "halls": list(halls),
        "close": offers.get("office.close"),
        "reopen": offers.get("office.reopen"),
        "history": personnel.history(office.ref),
    }
    return show_or_do(request, form, beside=beside)


def office_of(request: HttpRequest, identity: int, *kinds: OfficeKind) -> Any:
    """An office of those kinds in the actor's subtree; else as if there were none."""
    office = personnel.office_file(actor_of(request), identity)
    if office is None or (kinds and office.kind not in kinds):
        raise not_found("这个机构")
    return office


def actor_of(request: HttpRequest) -> Actor:
    """Who acts."""
    return cast("ActingRequest", request).actor


def _page(name: str, ref: str) -> str:
    return reverse(f"organisation:{name}", args=[int(ref.partition(":")[2])])


def list_of(kind: str) -> str:
    """The list in which such an office stands."""
    page = {OfficeKind.WINDOW: "windows", OfficeKind.DEPARTMENT: "departments"}.get(
        OfficeKind(kind), "centres"
    )
    return reverse(f"organisation:{page}")


def named(offices: Iterable[OfficeFacts]) -> dict[str, str]:
    """Offices as choices of a form."""
    return {str(one.id): one.name for one in offices}


def _departments() -> dict[str, str]:
    return {str(one.id): one.office.brief for one in queries.departments()}
