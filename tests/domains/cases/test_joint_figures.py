"""Joint handling, counted over from the cases one by one, folded and not."""

from __future__ import annotations

from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal

import pytest
from tests.kernel.figures.histories import FIRST, Story, at_hour, county

from yichuang.domains.cases.models import Case
from yichuang.kernel.figures import Period, Scope, State, value, values
from yichuang.kernel.figures.folding import fold
from yichuang.kernel.figures.listed import recount

pytestmark = pytest.mark.django_db
PERIOD = Period.of(FIRST, FIRST + timedelta(60))
CODES = ("joint.concluded", "joint.average_days", "joint.on_time_rate")


def share(top: int, bottom: int, times: int = 1) -> Decimal:
    return (Decimal(top) * times / bottom).quantize(Decimal("0.01"), ROUND_HALF_UP)


def test_joint_cases_are_counted_inside_their_kinds() -> None:
    world = county()
    scope = Scope.of(world.top.pk)
    assert value("joint.on_time_rate", scope, PERIOD).state is State.NO_DATA
    Story(world, 3).tell(60)
    joint = list(Case.objects.filter(joint=True, concluded_on__range=PERIOD.days))
    late = value("joint.overdue_open", scope, PERIOD)
    still = Case.objects.filter(joint=True, accepted_on__lte=PERIOD.last, concluded_on=None).count()
    assert len(joint) > 2
    assert 0 <= int(late.number or 0) <= still
    on_time = sum(one.timing in ("early", "on_time") for one in joint)
    expected = [
        Decimal(len(joint)),
        share(sum(one.used_days or 0 for one in joint), len(joint)),
        share(on_time, len(joint) + int(late.number or 0), 100),
    ]
    assert [one.number for one in values(CODES, scope, PERIOD).values()] == expected
    while fold(at_hour(PERIOD.last + timedelta(2))):
        pass
    got = values(CODES, scope, PERIOD).values()
    assert [one.number for one in got] == expected
    assert all(recount(one).same for one in got)
