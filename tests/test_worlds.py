"""The builders that other tests stand on."""

import pytest
from tests import worlds
from tests.narrow import there

from yichuang.kernel.access.queries import actor_for
from yichuang.kernel.ledger.verify import walk

pytestmark = pytest.mark.django_db


def test_a_case_goes_through_its_whole_life():
    world = worlds.county()
    case = worlds.delivered(world)
    assert case.state == "delivered"
    assert case.timing == "early"
    assert not list(walk({case.ref: (case.version, bytes(case.head))}))


def test_staff_of_the_world_are_who_they_are_when_signed_in():
    world = worlds.county()
    assert actor_for(there(world.clerk.account)) == world.clerk
