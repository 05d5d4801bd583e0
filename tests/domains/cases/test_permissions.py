"""Who may do what in which state: every role against every state, by trying it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from tests import worlds

from yichuang.domains.cases import actions
from yichuang.domains.cases.permissions import may_finish
from yichuang.kernel.access.roles import citizen
from yichuang.kernel.offices.queries import at_epochs, current_epoch, tree
from yichuang.kernel.verbs import Refused
from yichuang.kernel.verbs.offers import available
from yichuang.kernel.verbs.perform import perform

pytestmark = pytest.mark.django_db

# state -> role -> acts that are offered and may be done
TABLE = {
    "submitted": {
        "clerk": "check_materials request_supplement accept decline finish_at_once withdraw",
        "other_clerk": "",
        "reviewer": "request_supplement accept decline",
        "chief": "request_supplement accept decline",
        "stranger": "",
        "manager": "",
    },
    "accepted": {
        "clerk": "withdraw bring_owed",
        "other_clerk": "",
        "reviewer": (
            "claim release review ask_more tell_hearing_right waive_hearing start_special_procedure bring_owed"
        ),
        "chief": (
            "claim release review ask_more tell_hearing_right waive_hearing start_special_procedure extend"
            " bring_owed"
        ),
        "stranger": "",
        "manager": "",
    },
    "in_review": {
        "clerk": "withdraw bring_owed",
        "other_clerk": "",
        "reviewer": (
            "claim release review ask_more tell_hearing_right waive_hearing start_special_procedure"
            " report_up grant refuse bring_owed"
        ),
        "chief": (
            "claim release review return_to_stage ask_more tell_hearing_right waive_hearing start_special_procedure"
            " extend report_up grant refuse bring_owed"
        ),
        "stranger": "",
        "manager": "",
    },
    "special_procedure": {
        "clerk": "withdraw bring_owed",
        "other_clerk": "",
        "reviewer": "end_special_procedure bring_owed",
        "chief": "end_special_procedure bring_owed",
        "stranger": "",
        "manager": "",
    },
    "awaiting_upper": {
        "clerk": "withdraw bring_owed",
        "other_clerk": "",
        "reviewer": "upper_answered bring_owed",
        "chief": "upper_answered bring_owed",
        "stranger": "",
        "manager": "",
    },
    "decided_granted": {
        "clerk": "deliver",
        "other_clerk": "",
        "reviewer": "",
        "chief": "revoke",
        "stranger": "",
        "manager": "",
    },
    "delivered": {
        "clerk": "archive",
        "other_clerk": "",
        "reviewer": "",
        "chief": "revoke",
        "stranger": "",
        "manager": "",
    },
}
MAKE = {
    "submitted": lambda world: worlds.case_of(worlds.submitted(world).ref),
    "accepted": worlds.accepted,
    "in_review": worlds.reviewed,
    "special_procedure": worlds.examined,
    "awaiting_upper": worlds.passed_up,
    "decided_granted": worlds.decided,
    "delivered": worlds.delivered,
}


@pytest.mark.parametrize("state", TABLE)
@pytest.mark.parametrize("role", ["clerk", "other_clerk", "reviewer", "chief", "stranger", "manager"])
def test_each_role_is_offered_what_it_may_do(state, role):
    world = worlds.county()
    case = MAKE[state](world)
    assert case.state == state
    offered = {o.name.partition(".")[2] for o in available(case, getattr(world, role)) if o.why_not is None}
    assert offered == set(TABLE[state][role].split())


@pytest.mark.parametrize("who", ["stranger", "other_clerk"])
def test_a_case_of_another_office_is_as_if_it_were_not_there(who):
    world = worlds.county()
    case = worlds.accepted(world)
    with pytest.raises(Refused) as caught:
        perform(actions.claim, case.ref, by=getattr(world, who), at=worlds.AT)
    assert caught.value.code.status == 404
    assert worlds.case_of(case.ref).version == case.version


def at_station(world, version: int) -> str:
    """A case that a village station has taken in."""
    return worlds.submitted(
        world,
        version,
        place=world.station.pk,
        by=world.other_clerk,
        materials=[{"code": "m1", "name": "申请书", "verdict": "ok"}],
    ).ref


@pytest.mark.parametrize("level", ["county", "town"])
def test_a_station_hands_in_for_others_but_finishes_only_what_is_authorised_down_to_it(level):
    world = worlds.county()
    version = worlds.item(
        world.department,
        "scjgj-7",
        "社保卡补换",
        case_kind="instant",
        kind="public_service",
        statutory=1,
        promised=0,
        level=level,
    )
    ref = at_station(world, version)
    with pytest.raises(Refused, match="没有授权到村便民服务站，收件后由部门办理") as caught:
        perform(actions.finish_at_once, ref, by=world.other_clerk, at=worlds.AT)
    assert caught.value.code.status == 403
    assert worlds.case_of(ref).state == "submitted"
    perform(actions.accept, ref, by=world.reviewer, at=worlds.AT)  # its department goes on


def test_a_station_finishes_what_is_authorised_to_villages():
    world = worlds.county()
    version = worlds.item(
        world.department,
        "scjgj-7",
        "参保登记",
        case_kind="instant",
        kind="public_service",
        statutory=1,
        promised=0,
        level="village",
    )
    ref = at_station(world, version)
    perform(actions.finish_at_once, ref, by=world.other_clerk, at=worlds.AT)
    assert worlds.case_of(ref).state == "delivered"


def test_a_window_finishes_nothing_that_its_department_decides_itself():
    world = worlds.county()
    version = worlds.item(
        world.department,
        "scjgj-8",
        "档案查询",
        case_kind="instant",
        kind="public_service",
        statutory=1,
        promised=0,
        at_window=False,
    )
    ref = worlds.submitted(world, version, materials=[]).ref
    with pytest.raises(Refused, match="没有授权窗口决定"):
        perform(actions.finish_at_once, ref, by=world.clerk, at=worlds.AT)
    assert worlds.case_of(ref).state == "submitted"


def test_the_intake_of_a_station_says_what_it_may_not_finish():
    world = worlds.county()
    client = Client()
    worlds.sign_in(client, world.other_clerk)
    page = client.get("/desk/intake/", {"item": world.instant}).content.decode()
    assert "这个事项没有授权到村便民服务站，收件后由部门办理" in page
    assert "收件，交部门办" in page


def test_a_citizen_who_has_proved_nothing_can_do_nothing():
    world = worlds.county()
    case = worlds.accepted(world)
    with pytest.raises(Refused) as caught:
        perform(actions.withdraw, case.ref, by=citizen(None, None), at=worlds.AT, reason="不办了")
    assert caught.value.code.status == 404
    assert worlds.case_of(case.ref).version == case.version


def test_what_a_colleague_has_claimed_waits_for_the_colleague():
    world = worlds.county()
    case = worlds.accepted(world)
    perform(actions.claim, case.ref, by=world.second_reviewer, at=worlds.AT + timedelta(hours=1))
    with pytest.raises(Refused, match="已由同事领取"):
        perform(
            actions.review, case.ref, by=world.reviewer, at=worlds.AT + timedelta(hours=2), opinion="同意"
        )


def test_asking_who_may_finish_costs_no_query_of_its_own(django_assert_num_queries):
    world = worlds.county()
    ref = worlds.submitted(world, world.instant).ref
    case = worlds.case_of(ref)
    tree()  # read once a process
    with at_epochs({"offices": current_epoch()}), django_assert_num_queries(0):
        assert may_finish(world.clerk, case) is None
