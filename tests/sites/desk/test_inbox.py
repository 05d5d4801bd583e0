"""The inbox of staff: what the outbox tells them, who sees it, and how it comes to be read."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from lxml import html
from tests import worlds
from tests.narrow import there
from tests.worlds import World

from yichuang.domains.cases import actions
from yichuang.kernel.access.actors import Actor
from yichuang.kernel.outbox.inbox import read_all, received
from yichuang.kernel.outbox.models import Message
from yichuang.kernel.outbox.tell import post
from yichuang.kernel.seek import Seek
from yichuang.kernel.verbs.perform import perform
from yichuang.oversight.supervision import actions as oversight

pytestmark = pytest.mark.django_db
INBOX = "/desk/inbox/"


@pytest.fixture
def world() -> World:
    return worlds.county()


def entered(actor: Actor) -> Client:
    client = Client()
    worlds.sign_in(client, actor)
    return client


def put(receiver: str, title: str, subject: str = "", **more: timedelta) -> Message:
    at = timezone.now() - more.get("ago", timedelta(minutes=5))
    post(receiver, title, f"{title}的内容", channel="in_app", at=at, subject=subject)
    return Message.objects.latest("pk")


def page(client: Client, address: str = INBOX) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_one_sees_ones_own_and_those_of_ones_office_and_nobody_elses(world: World) -> None:
    put(f"staff:{world.reviewer.account}", "发给何审查")
    put(f"office:{world.department.pk}", "发给全局")
    put(f"staff:{world.chief.account}", "发给王首席")
    put(f"office:{world.other_department.pk}", "发给别的局")
    post(f"staff:{world.reviewer.account}", "另一条渠道", "内容", channel="email", at=timezone.now())
    shown = page(entered(world.reviewer))
    assert "发给何审查的内容" in shown
    assert "发给全局" in shown
    assert all(title not in shown for title in ("发给王首席", "发给别的局", "另一条渠道"))


def test_the_bar_counts_what_is_unread_without_a_statement_of_its_own(world: World) -> None:
    client = entered(world.reviewer)

    def cost() -> tuple[int, str]:
        with CaptureQueriesContext(connection) as seen:
            shown = page(client, "/desk/me/")
        return len(seen), shown

    cost()  # the process reads what it keeps
    before, empty = cost()
    assert "条未读" not in empty
    for n in range(3):
        put(f"staff:{world.reviewer.account}", f"第 {n} 条")
    after, shown = cost()
    assert after == before
    assert '<b class="count">3<span class="sr"> 条未读' in shown
    for n in range(100):
        put(f"staff:{world.reviewer.account}", f"又一条 {n}")
    assert '<b class="count">99+<' in cost()[1]


def test_the_page_costs_the_same_for_two_messages_and_forty(world: World) -> None:
    client, ref = entered(world.reviewer), worlds.accepted(world).ref

    def cost() -> int:
        with CaptureQueriesContext(connection) as seen:
            page(client)
        return len(seen)

    for n in range(2):
        put(f"staff:{world.reviewer.account}", f"提醒 {n}", ref)
    cost()
    few = cost()
    for n in range(38):
        put(f"staff:{world.reviewer.account}", f"提醒 {n}", ref)
    assert cost() == few


def test_opening_leads_to_the_case_and_counts_as_read(world: World) -> None:
    case = worlds.accepted(world)
    mine = put(f"staff:{world.reviewer.account}", "提醒：临近时限", case.ref)
    client = entered(world.reviewer)
    assert case.number in page(client)
    answer = client.get(f"{INBOX}{mine.pk}/")
    assert answer["Location"] == f"/desk/cases/{case.pk}/"
    mine.refresh_from_db()
    assert (mine.read_at is not None, mine.read_by) == (True, world.reviewer.account)
    assert "没有未读的消息" in page(client, f"{INBOX}?show=unread")


def test_another_ones_message_is_neither_opened_nor_marked(world: World) -> None:
    theirs = put(f"staff:{world.chief.account}", "发给王首席")
    client = entered(world.reviewer)
    assert client.get(f"{INBOX}{theirs.pk}/").status_code == 404
    client.post(f"{INBOX}read/", {"message": theirs.pk})
    client.post(f"{INBOX}read/", {"until": theirs.pk})
    theirs.refresh_from_db()
    assert theirs.read_at is None


def test_all_are_marked_up_to_the_newest_that_was_shown(world: World) -> None:
    shown = put(f"staff:{world.reviewer.account}", "看得见的")
    came = put(f"staff:{world.reviewer.account}", "刚来的")
    client = entered(world.reviewer)
    answer = client.post(f"{INBOX}read/", {"until": shown.pk}, follow=True)
    assert "1 条消息标为已读" in answer.content.decode()
    assert list(Message.objects.filter(read_at=None)) == [came]
    assert read_all(world.reviewer, 0, timezone.now()) == 0


def test_what_went_to_the_whole_office_is_read_by_each_for_oneself_and_says_who_read_it_when(
    world: World,
) -> None:
    one = put(f"office:{world.department.pk}", "发给全局")
    first, second = entered(world.second_reviewer), entered(world.reviewer)
    first.post(f"{INBOX}read/", {"message": one.pk})
    assert "没有未读的消息" in page(first, f"{INBOX}?show=unread")
    shown = page(second, f"{INBOX}?show=unread")
    assert "1 人看过" in shown
    assert f"{world.second_reviewer.name} <time" in shown
    assert '<b class="count">1<' in shown
    first.post(f"{INBOX}read/", {"message": one.pk})  # once more: the first time counts
    assert "1 条消息标为已读" in second.post(f"{INBOX}read/", {"until": one.pk}, follow=True).content.decode()
    (told,) = received(world.reviewer, Seek(), now=timezone.now())[0].rows
    assert [reader.name for reader in told.readers] == [world.second_reviewer.name, world.reviewer.name]
    assert not told.unread
    assert '<b class="count">' not in page(second)


def test_what_the_office_was_told_more_than_a_month_ago_waits_for_nobody(world: World) -> None:
    put(f"office:{world.department.pk}", "很久以前", ago=timedelta(days=31))
    put(f"staff:{world.reviewer.account}", "很久以前给何审查的", ago=timedelta(days=31))
    shown = page(entered(world.reviewer), f"{INBOX}?show=unread")
    assert ("很久以前给何审查的" in shown, "很久以前的内容" in shown) == (True, False)
    assert '<b class="count">1<' in shown
    assert "很久以前的内容" in page(entered(world.reviewer))


def test_what_somebody_had_read_for_all_before_stays_read(world: World) -> None:
    one = put(f"office:{world.department.pk}", "发给全局")
    Message.objects.filter(pk=one.pk).update(read_at=timezone.now(), read_by=world.chief.account)
    shown = page(entered(world.reviewer))
    assert f"{world.chief.name} <time" in shown
    assert '<b class="count">' not in shown


@pytest.mark.parametrize("until", ["", "x", "9" * 30, "-1"])
def test_nonsense_marks_nothing(world: World, until: str) -> None:
    one = put(f"staff:{world.reviewer.account}", "一条")
    answer = entered(world.reviewer).post(f"{INBOX}read/", {"until": until, "next": "https://example.com/"})
    assert answer["Location"] == INBOX
    one.refresh_from_db()
    assert one.read_at is None


def test_pages_are_turned_by_the_message_that_they_follow_and_none_is_empty(world: World) -> None:
    assert "还没有消息" in page(entered(world.reviewer))
    for n in range(51):
        put(f"staff:{world.reviewer.account}", f"第{n}号消息", ago=timedelta(minutes=n))
    client = entered(world.reviewer)
    first = page(client)
    assert "第50号消息" not in first
    (onward,) = html.fromstring(first).xpath("//a[@rel='next']/@href")
    put(f"staff:{world.reviewer.account}", "刚到的消息", ago=timedelta())  # shifts no page
    with CaptureQueriesContext(connection) as caught:
        second = page(client, f"{INBOX}{onward}")
    assert not [one for one in caught.captured_queries if "OFFSET" in one["sql"]]
    assert ("第50号消息" in second, "第49号消息" in second) == (True, False)
    (back,) = html.fromstring(second).xpath("//a[@rel='prev']/@href")
    assert "刚到的消息" in page(client, f"{INBOX}{back}")
    assert "第50号消息" in page(client, f"{INBOX}?page=9")


def test_urging_reaches_the_inbox_and_opens_both_case_and_urging(world: World) -> None:
    case = worlds.accepted(world)
    perform(actions.claim, case.ref, by=world.reviewer, at=timezone.now())
    urge = perform(oversight.send, None, by=world.manager, at=timezone.now(), about=case.ref, text="请尽快办")
    shown = page(entered(world.reviewer))
    assert "请尽快办" in shown
    assert f"/desk/supervision/urges/{urge.ref.partition(':')[2]}/" in shown


def test_who_reviewed_is_told_when_the_case_comes_back(world: World) -> None:
    case = worlds.reviewed(world)  # by the reviewer, at the first of two stages
    given: dict[str, Any] = {"stage": "review", "reason": "现场照片不清楚，请重新核查"}
    perform(actions.return_to_stage, case.ref, by=world.chief, at=timezone.now(), **given)
    (told,) = received(world.reviewer, Seek(), now=timezone.now())[0].rows
    assert (told.title, told.subject) == ("退回重审", case.ref)
    assert "现场照片不清楚" in told.body
    assert received(world.chief, Seek(), now=timezone.now())[1] == 0


def test_whoever_must_change_the_password_first_has_no_inbox(world: World) -> None:
    from yichuang.kernel.access.models import Account

    client = entered(world.reviewer)
    Account.objects.filter(pk=there(world.reviewer.account)).update(must_change_password=True)
    assert client.get(INBOX).status_code == 302
    assert INBOX not in client.get("/desk/me/password/").content.decode()
