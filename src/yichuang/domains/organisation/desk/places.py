"""Halls, names of regions, hours of service: forms."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

from yichuang.domains.organisation import actions
from yichuang.domains.organisation.desk.forms import Form, show_or_do, whole
from yichuang.domains.organisation.desk.offices import PAGE, actor_of, edit, list_of, named, office_of
from yichuang.domains.organisation.models import OfficeKind
from yichuang.domains.organisation.rules import hours_words
from yichuang.kernel.access.doors import staff
from yichuang.kernel.offices.queries import tree

REGIONS = (OfficeKind.COUNTY, OfficeKind.TOWN, OfficeKind.VILLAGE)


@staff(PAGE)
def add_hall(request: HttpRequest) -> HttpResponseBase:
    """Set up a hall in a centre."""
    actor = actor_of(request)
    centres = [
        one for one in tree().all if one.kind == OfficeKind.CENTRE and one.active and actor.covers(one.path)
    ]
    form = Form(
        verb=actions.add_hall,
        heading="增设大厅",
        back=reverse("organisation:centres"),
        said="大厅已增设，可以在里面设窗口了",
        initial={"place": whole(request.GET.get("centre")) or ""},
        choices={"place": named(centres)},
        effect="编号用小写字母、数字和横线。",
    )
    return show_or_do(request, form)


@staff(PAGE)
def hall(request: HttpRequest, identity: int) -> HttpResponseBase:
    """One hall: its name, its hours, taking it out of use."""
    office = office_of(request, identity, OfficeKind.HALL)
    form = Form(
        verb=actions.change_hall,
        heading=office.name,
        back=reverse("organisation:centres"),
        said="大厅已修改",
        ref=office.ref,
        initial={"name": office.name, "short_name": office.short_name},
        version=office.version,
    )
    return edit(request, office, form)


@staff(PAGE)
def region(request: HttpRequest, identity: int) -> HttpResponseBase:
    """The name of a county, a town or a village, and its hours."""
    office = office_of(request, identity, *REGIONS)
    form = Form(
        verb=actions.change_region,
        heading=office.name,
        back=reverse("organisation:centres"),
        said="区划名称已修改",
        ref=office.ref,
        initial={"name": office.name, "short_name": office.short_name},
        version=office.version,
        effect=f"{actions.change_region.effect}。",
    )
    return edit(request, office, form)


@staff(PAGE)
def hours(request: HttpRequest, identity: int) -> HttpResponseBase:
    """The hours of service of an office; those below without hours of their own take them over."""
    office = office_of(request, identity)
    form = Form(
        verb=actions.set_hours,
        heading=f"{office.name}的服务时间",
        back=list_of(office.kind),
        said="服务时间已修改，没办结的件按新的下班时间重算了到期的钟点",
        ref=office.ref,
        initial={"hours": hours_words(office.hours or ()), "reason": ""},
        version=office.version,
        effect=f"现在是 {hours_words(tree().by_id[office.pk].hours)}。{actions.set_hours.effect}。",
    )
    return show_or_do(request, form)
