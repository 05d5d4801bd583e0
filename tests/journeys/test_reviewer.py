"""A department in a browser: the list by deadline, opinions, two on one case, a stopped clock, a decision."""

from __future__ import annotations

import io
import re
from datetime import timedelta

import pikepdf
import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from tests.journeys.pages import desk_of, hold_both, needs_browser, next_page, send, settled
from tests.narrow import there
from tests.worlds import accepted, case_of, reviewed

from yichuang.kernel.clocks.queries import all_of

pytestmark = [*needs_browser, pytest.mark.django_db(transaction=True)]
UNSENT = "Object.keys(sessionStorage).filter(key => key.startsWith('yichuang-unsent')).length"
OPINION = "现场与图纸一致，材料齐全，同意"


def act(page: Page, label: str):
    """Open an act's form from its button; gives the dialog."""
    settled(page)
    page.get_by_role("link", name=label, exact=False).locator("visible=true").last.click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("heading", name=label)).to_be_visible()
    return dialog


def clock_of(ref: str, kind: str = "decision"):
    return next(one for one in all_of(ref) if one.kind == kind)


def pages_of(page: Page, href: str | None) -> int:
    """How many pages the PDF behind a link has; it must open."""
    answer = page.request.get(there(href))
    assert answer.status == 200
    with pikepdf.open(io.BytesIO(answer.body())) as opened:
        return len(opened.pages)


def test_the_list_stands_by_deadline_and_an_opinion_passes_a_case_on(browser, live_server, world) -> None:
    now = timezone.now()
    late = accepted(world, at=now - timedelta(days=30))
    fresh = accepted(world, at=now - timedelta(days=1))
    long = accepted(world, world.report_up, at=now - timedelta(days=1), materials=[])
    page = desk_of(browser, live_server, world.reviewer)
    numbers = page.locator("#list tbody small .code")
    expect(numbers).to_have_text([late.number, fresh.number, long.number])
    expect(page.locator("#opened #case-heading")).to_be_visible()  # comes after the list
    hold_both(page, "tasks")
    with next_page(page):
        page.get_by_role("link", name=re.compile("超期")).first.click()
    expect(numbers).to_have_text([late.number])
    expect(page.locator("#opened .case-head")).to_contain_text(late.number)
    hold_both(page, "tasks-overdue")
    page.locator("#opinion").fill("写了一半")
    with next_page(page):  # asks nothing, so it is done at once
        page.get_by_role("button", name="领取").click()
    expect(page.locator("#opened")).to_contain_text("何审查 在办")
    expect(page.locator("#opinion")).to_have_value("写了一半")
    assert case_of(late.ref).assignee == world.reviewer.account
    page.locator("#opinion").fill("同")
    send(page)
    expect(page.locator("#errors")).to_contain_text("审查意见至少写 2 个字")
    hold_both(page, "review-refused")
    page.locator("#opinion").fill(OPINION)
    send(page)
    expect(page).to_have_url(re.compile(r"/desk/tasks/\?.*light=overdue"))
    done = case_of(late.ref)
    assert (done.state, done.stage, done.opinions[0]["text"]) == ("in_review", "decide", OPINION)


def test_two_colleagues_on_one_case_lose_nothing(browser, live_server, world) -> None:
    case = accepted(world, at=timezone.now() - timedelta(days=1))
    first = desk_of(browser, live_server, world.reviewer)
    second = desk_of(browser, live_server, world.second_reviewer)
    for page in (first, second):
        page.goto(f"/desk/cases/{case.pk}/")
        page.locator("#opinion").fill(OPINION if page is second else "先看到的意见，同意")
    send(first)
    expect(first.get_by_text("已提交意见").first).to_be_visible()
    send(second)
    told = second.locator("#errors")
    expect(told).to_contain_text("何审查")
    expect(told).to_contain_text("提交意见")
    expect(second.locator("#opinion")).to_have_value(OPINION)
    hold_both(second, "review-second")
    assert [one["text"] for one in case_of(case.ref).opinions] == ["先看到的意见，同意"]
    # what was typed is still good: it is now the opinion of the next stage
    with next_page(second):
        second.get_by_role("button", name=re.compile("^提交意见")).click()
    expect(second.locator("#errors")).to_have_count(0)
    assert case_of(case.ref).opinions[-1]["text"] == OPINION


def test_a_special_procedure_stops_the_clock_until_it_ends(browser, live_server, world) -> None:
    case = accepted(world, at=timezone.now() - timedelta(days=1))
    page = desk_of(browser, live_server, world.reviewer)
    page.goto(f"/desk/cases/{case.pk}/")
    page.locator("#opinion").fill(OPINION)
    dialog = act(page, "启动特别程序")
    dialog.get_by_label("程序").select_option("testing")
    dialog.get_by_label("承办机构").fill("县检验所")
    dialog.get_by_label("所需时间").fill("三十")
    page.keyboard.press("Control+Enter")  # what is wrong comes back into the dialog
    expect(dialog.locator(".errors")).to_contain_text("所需时间请填数字")
    expect(dialog.locator(".errors")).to_be_focused()
    expect(dialog.get_by_label("承办机构")).to_have_value("县检验所")
    hold_both(page, "special-refused")
    dialog.get_by_label("所需时间").fill("30")
    send(page)
    expect(page.locator(".case-head")).to_contain_text("特别程序")
    assert case_of(case.ref).state == "special_procedure"
    assert clock_of(case.ref).due_at is None
    with next_page(page):
        page.get_by_role("link", name=re.compile("^时钟")).click()
    expect(page.get_by_role("main")).to_contain_text("停表")
    hold_both(page, "special-clocks")
    dialog = act(page, "恢复计时")
    dialog.get_by_label("程序结果").fill("检验合格")
    send(page)
    expect(page.locator(".case-head")).to_contain_text("审查中")
    assert clock_of(case.ref).due_at is not None
    page.goto(f"/desk/cases/{case.pk}/")
    expect(page.locator("#opinion")).to_have_value(OPINION)  # what was begun before the other acts goes on
    expect(page.get_by_text("刚才写的还在")).to_be_visible()
    send(page)
    expect(page.locator("#opinion")).to_have_value("")  # and what has been sent doesn't come again
    page.locator("#opinion").fill(OPINION)
    assert page.evaluate(UNSENT) == 1
    with next_page(page):
        page.get_by_role("button", name="退出").click()
    assert page.evaluate(UNSENT) == 0


def test_a_decision_is_written_and_its_papers_open(browser, live_server, world) -> None:
    case = reviewed(world, at=timezone.now() - timedelta(days=2))
    page = desk_of(browser, live_server, world.chief)
    page.goto(f"/desk/tasks/?case={case.pk}")
    expect(page.get_by_role("heading", name="决定", exact=True)).to_be_visible()
    hold_both(page, "decide")
    seen = page.context.expect_event("response", lambda one: one.url.endswith("/preview/grant/"))
    with page.expect_popup() as opened, seen as answered:
        page.get_by_role("button", name="预览决定书").click()
    # a browser without windows has no way to show a paper, and takes it as a file
    assert answered.value.status == 200
    assert answered.value.headers["content-type"] == "application/pdf"
    opened.value.close()
    page.get_by_label("决定内容").fill("准予从事食品经营。")
    send(page)
    expect(page.get_by_text(f"已准予：{case.number}")).to_be_visible()
    assert case_of(case.ref).state == "decided_granted"
    page.goto(f"/desk/cases/{case.pk}/?tab=trail")
    hold_both(page, "dossier")
    words = page.inner_text("main")
    assert all(name in words for name in ("李窗口", "何审查", "王首席"))
    decision = page.get_by_role("link", name=re.compile("PDF.*决定书"))
    assert pages_of(page, decision.get_attribute("href")) >= 1
    dossier = page.get_by_role("link", name=re.compile("整份卷宗")).get_attribute("href")
    assert pages_of(page, dossier) >= 3
