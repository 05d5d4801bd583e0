"""出件: decided cases that wait at this place for being handed over."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from yichuang.domains.cases.desk.counter import place_of
from yichuang.domains.cases.desk.search import pager_of
from yichuang.domains.cases.inputs import DELIVERY_WAYS
from yichuang.domains.cases.models import Case
from yichuang.domains.cases.shown import Moment, clock_facts
from yichuang.domains.cases.states import DECIDED
from yichuang.kernel.access.doors import ActingRequest, staff
from yichuang.kernel.clocks.queries import open_for
from yichuang.kernel.seek import Seek, page_of


@staff("page.delivery")
def delivery(request: HttpRequest) -> HttpResponse:
    """The list, decided first first; every row leads to the form of the handing over."""
    acting = cast("ActingRequest", request)
    place = place_of(acting.actor)
    waiting = Case.objects.filter(place_path__startswith=place.path, state__in=DECIDED)
    moment, total = Moment.at(timezone.now()), waiting.count()
    found = page_of(
        waiting, "concluded_at", Seek.read(request.GET.dict(), instants=True), total, earliest_first=True
    )
    clocks = open_for(case.ref for case in found.rows)
    rows = [
        {
            "case": case,
            "item": case.facts.name,
            "way": DELIVERY_WAYS.get(case.delivery, "—"),
            "clock": next(
                (clock_facts(one, moment) for one in clocks.get(case.ref, ()) if one.kind == "delivery"), None
            ),
        }
        for case in found.rows
    ]
    context = {"rows": rows, "pager": pager_of(found, total), "place": place, "today": moment.today}
    return render(request, "cases/delivery.html", context)
