"""How often people had to come, counted over from the cases one by one, folded and not."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.kernel.figures.histories import FIRST, Story, at_hour, county

from yichuang.domains.cases.models import Case
from yichuang.kernel.figures import Period, Scope, State, value, values
from yichuang.kernel.figures.folding import fold

pytestmark = pytest.mark.django_db
PERIOD = Period.of(FIRST, FIRST + timedelta(60))
CODES = ("cases.concluded_here", "cases.zero_trip", "cases.one_trip", "agency.cases")
SENT = ("post", "home", "electronic")


def trips(case: Case) -> int | None:
    """How often the applicant came to a counter; None while the result waits to be handed over."""
    if case.channel == "online" and case.delivery:
        return int(case.delivery == "window")
    if case.on_site:
        return 1 + case.supplements
    return 1 + case.supplements + int(case.delivery not in SENT) if case.delivery else None


def by_hand() -> dict[str, int]:
    concluded = [one for one in Case.objects.exclude(concluded_on=None) if one.channel != "imported"]
    came = [trips(one) for one in concluded]
    return {
        "cases.concluded_here": len(concluded),
        "cases.zero_trip": came.count(0),
        "cases.one_trip": came.count(0) + came.count(1),
        "agency.cases": Case.objects.filter(channel="station").count(),
    }


def test_trips_follow_from_channel_supplements_and_delivery() -> None:
    world = county()
    Story(world, 11).tell(60)
    for n, case in enumerate(Case.objects.order_by("pk")[:12]):
        Case.objects.filter(pk=case.pk).update(channel=("station", "imported")[n % 2])
    expected = by_hand()
    assert all(expected.values())
    assert expected["cases.one_trip"] < expected["cases.concluded_here"]
    scope = Scope.of(world.top.pk)
    assert {code: got.number for code, got in values(CODES, scope, PERIOD).items()} == expected
    while fold(at_hour(FIRST + timedelta(61))):
        pass
    assert {code: got.number for code, got in values(CODES, scope, PERIOD).items()} == expected
    rate = value("cases.zero_trip_rate", scope, PERIOD)
    assert (rate.numerator, rate.denominator) == (
        expected["cases.zero_trip"],
        expected["cases.concluded_here"],
    )


def test_of_an_old_ledger_nobody_says_how_often_they_came() -> None:
    world = county()
    Story(world, 11).tell(20)
    Case.objects.update(channel="imported")
    found = value("cases.one_trip_rate", Scope.of(world.top.pk), PERIOD)
    assert found.state is State.NO_DATA
