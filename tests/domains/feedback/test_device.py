"""The tablet at a window: it shows what was just handed over there, takes one level, and clears itself."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from tests.sites.portal.test_apply import text_of
from tests.worlds import LI, SHOP, World, county, decided, sign_in, staff

from yichuang.config.cli.worker import one_round
from yichuang.domains.cases import actions as cases
from yichuang.domains.cases.queries import service_of
from yichuang.domains.feedback import actions, device, turns
from yichuang.domains.feedback.invitations import device_token
from yichuang.domains.feedback.models import Evaluation, WindowDevice, WindowTurn
from yichuang.domains.organisation import permissions as posts
from yichuang.kernel.ledger.models import LedgerEntry
from yichuang.kernel.verbs import Refused
from yichuang.kernel.verbs.perform import perform

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    made = county()
    perform(actions.open_device, None, by=made.manager, at=timezone.now(), window=made.window.pk)
    return made


@pytest.fixture
def tablet(world: World) -> str:
    return reverse("feedback:device", args=[device_token(world.window.pk, 1)])


def hand_over(world: World, *, way: str = "window", applicant=None, at=None):
    """A result is handed over by the clerk of the window, and the worker has taken its round."""
    case = decided(world, **({"applicant": applicant} if applicant else {}))
    now = at or timezone.now()
    tracking = "SF1" if way == "post" else ""
    perform(cases.deliver, case.ref, by=world.clerk, at=now, way=way, receiver="张三", tracking=tracking)
    one_round(now, tidy=False)
    return case


def turn() -> WindowTurn:
    return WindowTurn.objects.get()


def test_it_rests_until_something_is_handed_over_at_its_window(client, world, tablet) -> None:
    assert "在这个窗口办完事，可以在这里评价" in text_of(client.get(tablet))
    hand_over(world)
    shown = text_of(client.get(tablet))
    assert "食品经营许可" in shown
    assert [one for one in ("非常满意", "基本满意", "非常不满意") if one not in shown] == []


def test_it_names_nobody(client, world, tablet) -> None:
    case = hand_over(world, applicant=SHOP)
    shown = client.get(tablet).content.decode()
    assert case.number[-7:] in shown
    for secret in (case.number, SHOP["name"], case.applicant_mask, case.query_code, "李窗口", "138"):
        assert secret not in shown.partition("<main")[2]


def test_one_tap_evaluates_and_the_page_forgets(client, world, tablet) -> None:
    hand_over(world)
    done = client.post(tablet, {"turn": turn().n, "level": "5"})
    assert "谢谢您的评价" in text_of(done)
    assert done["Cache-Control"] == "no-store"
    found = Evaluation.objects.get()
    assert (found.level, found.channel) == (5, "window")
    assert turn().case == ""
    assert "办完事，可以在这里评价" in text_of(client.get(tablet))


def test_a_bad_one_says_what_follows_and_gives_a_code_to_add_words(
    client, world, tablet, monkeypatch
) -> None:
    drawn: list[str] = []

    def draw(address: str, _label: str) -> str:
        drawn.append(address)
        return ""

    monkeypatch.setattr(device, "qr_svg", draw)
    hand_over(world)
    done = text_of(client.post(tablet, {"turn": turn().n, "level": "1"}))
    assert "1 个工作日内核实，5 个工作日内整改" in done
    assert "扫码补充" in done
    assert Evaluation.objects.get().state == "to_verify"
    (address,) = drawn  # its own, which no paper has
    where = "/evaluate/" + address.partition("/evaluate/")[2]
    client.post(where, {"add": "1", "addition": "排队两小时"})
    assert Evaluation.objects.get().addition == "排队两小时"


def test_a_tap_meant_for_the_one_before_says_nothing_for_the_next(client, world, tablet) -> None:
    hand_over(world)
    before = turn().n
    hand_over(world, applicant=LI, at=timezone.now() + timedelta(seconds=5))
    late = client.post(tablet, {"turn": before, "level": "1"}, follow=True)
    assert not Evaluation.objects.exists()
    assert "您对这次服务满意吗" in text_of(late)


def test_after_two_minutes_it_shows_nothing_and_takes_nothing(client, world, tablet) -> None:
    hand_over(world, at=timezone.now() - timedelta(minutes=3))
    assert "办完事，可以在这里评价" in text_of(client.get(tablet))
    over = client.post(tablet, {"turn": turn().n, "level": "5"}, follow=True)
    assert "评价时间过了" in text_of(over)
    assert not Evaluation.objects.exists()
    turns.forget(timezone.now())
    assert turn().case == ""


def test_who_is_still_reading_is_warned_and_may_have_more_time(client, world, tablet) -> None:
    hand_over(world, at=timezone.now() - turns.SHOWN_FOR + timedelta(seconds=15))
    assert "我还要看一会儿" in text_of(client.get(tablet))
    client.post(tablet, {"turn": turn().n, "stay": "1"})
    assert "我还要看一会儿" not in text_of(client.get(tablet))
    assert turn().until > timezone.now() + timedelta(seconds=60)


def test_what_is_sent_home_isnt_shown(client, world, tablet) -> None:
    hand_over(world, way="post")
    assert "办完事，可以在这里评价" in text_of(client.get(tablet))


def test_without_a_tablet_nothing_is_kept_of_what_was_handed_over(world) -> None:
    WindowDevice.objects.all().delete()
    hand_over(world)
    assert not WindowTurn.objects.exists()


def test_the_same_event_twice_and_a_late_older_one_change_nothing(client, world, tablet) -> None:
    case = hand_over(world)
    client.post(tablet, {"turn": turn().n, "level": "4"})
    at = timezone.now()
    turns.show(world.window.pk, case.ref, at - timedelta(minutes=1))
    assert turn().case == ""


def test_evaluated_by_the_link_before_it_says_so(client, world, tablet) -> None:
    case = hand_over(world)
    case.refresh_from_db()
    actions.evaluate(service_of(case), level=4, channel="sms", at=timezone.now())
    told = client.post(tablet, {"turn": turn().n, "level": "1"})
    assert "已经评价过了" in text_of(told)
    assert Evaluation.objects.get().level == 4


def test_the_page_looks_again_and_is_left_alone_while_nothing_changes(client, world, tablet) -> None:
    assert client.get(f"{tablet}now/?shown=rest").status_code == 204
    hand_over(world)
    assert "食品经营许可" in text_of(client.get(f"{tablet}now/?shown=rest"))
    with CaptureQueriesContext(connection) as looked:
        client.get(f"{tablet}now/?shown=ask-1-0")
    assert len(looked) <= 9


@pytest.mark.parametrize("junk", ["", "9", "5' OR 1=1", "²", "<b>"])
def test_junk_gives_nothing(client, world, tablet, junk) -> None:
    hand_over(world)
    client.post(tablet, {"turn": turn().n, "level": junk})
    client.post(tablet, {"turn": junk, "level": "5"})
    assert not Evaluation.objects.exists()


def test_another_address_closes_the_old_one_and_a_made_up_one_opens_nothing(client, world, tablet) -> None:
    found = WindowDevice.objects.get()
    perform(actions.renew, found.ref, by=world.manager, at=timezone.now())
    assert client.get(tablet).status_code == 404
    assert client.get(reverse("feedback:device", args=[device_token(world.window.pk, 2)])).status_code == 200
    assert client.get(reverse("feedback:device", args=["guess"])).status_code == 404
    perform(actions.close, found.ref, by=world.manager, at=timezone.now())
    assert client.get(reverse("feedback:device", args=[device_token(world.window.pk, 2)])).status_code == 404


def test_a_staff_session_neither_opens_it_nor_stands_behind_it(world, tablet) -> None:
    hand_over(world)
    client = Client()
    sign_in(client, world.clerk)
    client.post(tablet, {"turn": turn().n, "level": "5"})
    assert LedgerEntry.objects.get(verb="evaluation.give").actor == "citizen"


def test_managers_set_tablets_up_at_their_own_windows(client, world) -> None:
    WindowDevice.objects.all().delete()
    sign_in(client, world.manager)
    assert "没有设" in text_of(client.get("/desk/devices/"))
    done = client.post(f"/desk/devices/{world.window.pk}/open/", follow=True)
    assert "评价器设好了" in text_of(done)
    assert "<svg" in done.content.decode().partition("device-list")[2]
    twice = client.post(f"/desk/devices/{world.window.pk}/open/")
    assert twice.status_code == 422
    assert WindowDevice.objects.count() == 1


def test_other_offices_set_none_up_here(world) -> None:
    for stranger in (
        staff(posts.CENTRE_MANAGER, world.other_department),
        staff(posts.REVIEWER, world.centre),
    ):
        with pytest.raises(Refused):
            perform(actions.open_device, None, by=stranger, at=timezone.now(), window=world.window.pk)
    for place in (world.centre.pk, 10**6):
        with pytest.raises(Refused):
            perform(actions.open_device, None, by=world.manager, at=timezone.now(), window=place)
    assert WindowDevice.objects.count() == 1
