"""A bad evaluation in a browser, from the code on a paper to its rectification and back; and a window's tablet."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import ViewportSize, expect
from tests.journeys.pages import (
    PHONE,
    bar_holds_one_line,
    desk_of,
    hold,
    hold_both,
    needs_browser,
    next_page,
    open_page,
    send,
)
from tests.worlds import World, decided, staff

from yichuang.config.cli.worker import one_round
from yichuang.domains.cases import actions as cases
from yichuang.domains.cases.models import Case
from yichuang.domains.cases.queries import service_of
from yichuang.domains.feedback import actions
from yichuang.domains.feedback.invitations import address_on_paper, device_token
from yichuang.domains.feedback.models import Evaluation
from yichuang.domains.organisation import permissions as posts
from yichuang.kernel.outbox.models import Message
from yichuang.kernel.privacy import unseal_text
from yichuang.kernel.verbs.perform import perform

pytestmark = [*needs_browser, pytest.mark.django_db(transaction=True)]
TABLET: ViewportSize = {"width": 1280, "height": 800}
FOUND = "调看窗口录像和叫号记录，等候超过一小时，情况属实"
ANSWER = "高峰时段增开一个窗口，科室派人增援，已向窗口人员讲明要求"


def handed_over(world: World) -> Case:
    """A result that the clerk of the window has just handed over; the worker has taken its round."""
    now = timezone.now()
    case = decided(world, at=now - timedelta(days=3))
    perform(cases.deliver, case.ref, by=world.clerk, at=now, way="window", receiver="张三")
    one_round(now, tidy=False)
    return case


def test_a_bad_one_from_the_code_to_its_rectification_and_back(browser, live_server, world) -> None:
    case = handed_over(world)
    phone = open_page(browser, live_server, size=PHONE)
    phone.goto(address_on_paper(case.ref, ""))
    hold(phone, "evaluate")
    phone.get_by_role("button", name="提交评价").click()
    expect(phone.locator("#errors")).to_contain_text("请选一个满意程度")
    phone.get_by_label("非常不满意").check()
    phone.get_by_label("办得慢").check()
    phone.get_by_label("想说的话").fill("等了一个多小时，打 13800001234 没人接")
    phone.get_by_role("button", name="提交评价").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("您的差评正在办")
    hold(phone, "evaluate-in-hand")

    chief = desk_of(browser, live_server, world.chief)
    with next_page(chief):
        chief.get_by_role("link", name="评价", exact=True).click()
    hold_both(chief, "reviews")
    bar_holds_one_line(chief)
    with next_page(chief):
        chief.get_by_role("link", name="食品经营许可").click()
    expect(chief.get_by_role("group", name="操作")).to_contain_text("评的是您经手的事")
    expect(chief.get_by_role("main")).to_contain_text("138****1234")
    expect(chief.get_by_role("main")).not_to_contain_text(case.number)
    hold_both(chief, "review-own")

    manager = desk_of(browser, live_server, world.manager)
    with next_page(manager):
        manager.get_by_role("link", name="评价", exact=True).first.click()
    with next_page(manager):
        manager.get_by_role("link", name="食品经营许可").click()
    manager.get_by_label("核实结论").select_option("true")
    manager.get_by_label("核实情况").fill("属实")
    send(manager)
    expect(manager.locator("#errors")).to_contain_text("核实情况至少写 10 个字")
    hold_both(manager, "review-refused")
    manager.get_by_label("核实情况").fill(FOUND)
    send(manager)
    expect(manager.get_by_role("main")).to_contain_text("待整改")
    hold_both(manager, "review-verified")

    chief.reload()
    chief.get_by_label("怎么改的").fill(ANSWER)
    with next_page(chief):
        chief.get_by_role("button", name="整改完成").click()
    expect(chief.get_by_role("main")).to_contain_text("已整改")
    hold_both(chief, "review-rectified")

    body = unseal_text(Message.objects.get(receiver__startswith="evaluation:").body, "message")
    phone.goto("/evaluate/result/" + body.partition("/evaluate/result/")[2])
    expect(phone.get_by_role("heading", level=1)).to_have_text("您的差评整改好了")
    expect(phone.get_by_role("main")).to_contain_text(ANSWER)
    hold(phone, "result")
    phone.get_by_label("基本满意").check()
    with next_page(phone):
        phone.get_by_role("button", name="提交", exact=True).click()
    expect(phone.get_by_role("main")).to_contain_text("您对整改的评价")
    hold(phone, "result-replied")
    assert Evaluation.objects.get().reply_level == 3


def test_who_thinks_it_a_mistake_isnt_who_decides(browser, live_server, world) -> None:
    case = handed_over(world)
    case.refresh_from_db()
    actions.evaluate(service_of(case), level=2, words="态度不好", channel="portal", at=timezone.now())
    manager = desk_of(browser, live_server, world.manager)
    manager.goto(f"/desk/reviews/{Evaluation.objects.get().pk}/")
    manager.get_by_label("核实结论").select_option("mistaken")
    manager.get_by_label("核实情况").fill("录像和叫号记录里没有这件事，像是评错了窗口")
    with next_page(manager):
        manager.get_by_role("button", name="核实", exact=False).first.click()
    expect(manager.get_by_role("group", name="操作")).to_contain_text("要由另一个人认定")
    supervisor = desk_of(browser, live_server, staff(posts.SUPERVISOR, world.county, "孙监察"))
    supervisor.goto(f"/desk/reviews/{Evaluation.objects.get().pk}/")
    hold_both(supervisor, "review-disputed")
    supervisor.get_by_role("link", name="认定不计入").click()
    supervisor.get_by_label("理由").fill("核对叫号、录像和当天全部办件，评的是旁边窗口的事")
    with next_page(supervisor):
        supervisor.get_by_role("button", name="认定不计入").click()
    expect(supervisor.get_by_role("main")).to_contain_text("不计入")
    hold_both(supervisor, "review-not-counted")
    with next_page(supervisor):
        supervisor.get_by_role("link", name="评价", exact=True).first.click()
    tabs = supervisor.get_by_role("navigation", name="评价的页面")
    with next_page(supervisor):
        tabs.get_by_role("link", name="评价", exact=True).click()
    expect(supervisor.get_by_role("main")).to_contain_text("评价率")
    hold_both(supervisor, "evaluations")
    with next_page(supervisor):
        supervisor.get_by_role("link", name="锦旗、表扬信").click()
    hold_both(supervisor, "commendations")


def test_the_tablet_wakes_takes_one_tap_and_clears_itself(browser, live_server, world) -> None:
    manager = desk_of(browser, live_server, world.manager)
    with next_page(manager):
        manager.get_by_role("link", name="评价", exact=True).first.click()
    with next_page(manager):
        manager.get_by_role("link", name="评价器").click()
    with next_page(manager):
        manager.get_by_role("button", name=re.compile("^设评价器")).click()
    expect(manager.get_by_role("main")).to_contain_text("在用")
    hold_both(manager, "devices")
    tablet = open_page(browser, live_server, size=TABLET)
    where = reverse("feedback:device", args=[device_token(world.window.pk, 1)])
    tablet.clock.install()
    tablet.goto(where)
    hold(tablet, "tablet-rest")
    handed_over(world)
    face = tablet.get_by_role("button", name="非常满意", exact=True)
    expect(face).to_be_visible()
    hold(tablet, "tablet-asks")
    sizes = [one.bounding_box() for one in tablet.locator(".face-button").all()]
    assert all(box and box["height"] >= 72 and box["width"] >= 72 for box in sizes)
    tablet.keyboard.press("Tab")
    face.focus()
    with next_page(tablet):
        tablet.keyboard.press("Enter")
    expect(tablet.get_by_role("heading", level=1)).to_have_text("谢谢您的评价")
    hold(tablet, "tablet-thanks")
    assert Evaluation.objects.get().channel == "window"
    tablet.clock.fast_forward(6_000)  # so long its thanks stand
    expect(tablet.get_by_role("heading", level=1)).to_contain_text("可以在这里评价")
    handed_over(world)
    small = open_page(browser, live_server, size=PHONE, large=True)
    small.goto(where)
    hold(small, "tablet-large")
    small.get_by_role("button", name="不满意", exact=True).click()
    expect(small.get_by_role("main")).to_contain_text("1 个工作日内核实")
    hold(small, "tablet-bad")


def test_without_script_the_tablet_and_the_desk_work_too(browser, live_server, world) -> None:
    perform(actions.open_device, None, by=world.manager, at=timezone.now(), window=world.window.pk)
    handed_over(world)
    tablet = open_page(browser, live_server, size=TABLET, script=False)
    tablet.goto(reverse("feedback:device", args=[device_token(world.window.pk, 1)]))
    tablet.get_by_role("button", name="满意", exact=True).click()
    expect(tablet.get_by_role("heading", level=1)).to_have_text("谢谢您的评价")
    tablet.get_by_role("link", name="好了").click()
    expect(tablet.get_by_role("heading", level=1)).to_contain_text("可以在这里评价")
