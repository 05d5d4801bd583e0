"""A supervisor and a leader in a browser: a case falls due before the board; urged, answered late, judged."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect
from tests.journeys.pages import desk_of, hold_both, needs_browser, next_page
from tests.oversight.supervision.overseers import EXPLANATION, REASON
from tests.worlds import World, accepted, case_of, staff

from yichuang.config import env
from yichuang.domains.cases import actions
from yichuang.domains.cases.models import Case
from yichuang.kernel.clocks.models import Clock
from yichuang.kernel.offices.queries import current_epoch
from yichuang.kernel.verbs.perform import perform
from yichuang.kernel.verbs.worker import react
from yichuang.kernel.watch.models import Watch
from yichuang.kernel.watch.rounds import one_round
from yichuang.oversight.supervision.models import Card

pytestmark = [*needs_browser, pytest.mark.django_db(transaction=True)]
BOARD = "/desk/supervision/"
BY_ITSELF = 16_000  # milliseconds after which a page without a stream has looked again


def claimed(world: World) -> Case:
    begun = timezone.now() - timedelta(minutes=20)
    case = accepted(world, at=begun)
    perform(actions.claim, case.ref, by=world.reviewer, at=timezone.now())
    return case_of(case.ref)


def fall(ref: str, kind: str, rule: str, seconds: float) -> None:
    """Let a clock end so many seconds from now."""
    due = timezone.now() + timedelta(seconds=seconds)
    Clock.objects.filter(subject=ref, kind=kind).update(due_at=due, rungs=[rule], rungs_at=[due], next_at=due)


def settle() -> None:
    one_round(timezone.now())
    while react(timezone.now()):
        pass


@pytest.fixture
def watchers() -> Iterator[list[subprocess.Popen[bytes]]]:
    Watch.objects.create(armed=current_epoch("rungs"))
    running: list[subprocess.Popen[bytes]] = []
    yield running
    for process in running:
        process.kill()
        process.wait()


def watch(running: list[subprocess.Popen[bytes]]) -> subprocess.Popen[bytes]:
    called = [sys.executable, "-m", "yichuang.config.cli", "watch"]
    process = subprocess.Popen(
        called, env={**os.environ, "PYTHONPATH": str(env.CHECKOUT / "src")}, stderr=subprocess.DEVNULL
    )
    running.append(process)
    return process


def until_card(ref: str) -> Card:
    for _ in range(600):
        react(timezone.now())
        if card := Card.objects.filter(about=ref).first():
            return card
        time.sleep(0.1)
    raise AssertionError("no card came")


def test_a_case_falls_due_before_the_eyes_of_the_board_though_the_watcher_was_killed(
    browser, live_server, world, watchers
) -> None:
    supervisor = staff("supervisor", world.county, "张监察")
    first, second = claimed(world), claimed(world)
    page = desk_of(browser, live_server, supervisor)
    page.clock.install()
    page.goto(BOARD)
    expect(page.get_by_text("时限看守还没有运行过")).to_be_visible()
    expect(page.get_by_role("link", name=re.compile("^超承诺"))).to_contain_text("0")
    hold_both(page, "board")
    process = watch(watchers)
    fall(first.ref, "decision", "overdue_promised", 0.5)
    until_card(first.ref)
    # nobody touches the page; it looks again by itself
    page.clock.fast_forward(BY_ITSELF)
    expect(page.get_by_text("时限看守正常")).to_be_visible()
    row = page.get_by_role("row", name=re.compile(first.number))
    expect(row).to_contain_text("黄牌")
    process.kill()
    process.wait()
    fall(second.ref, "decision", "overdue_promised", 0.1)
    watch(watchers)
    until_card(second.ref)
    page.clock.fast_forward(BY_ITSELF)
    chip = page.get_by_role("link", name=re.compile("^超承诺"))
    expect(chip).to_contain_text("2")
    with next_page(page):
        chip.click()
    expect(page).to_have_url(re.compile("light=overdue"))
    expect(page.locator("table.rows tbody tr")).to_have_count(2)
    assert Card.objects.count() == 2
    hold_both(page, "board-overdue")
    row = page.get_by_role("row", name=re.compile(second.number))
    with next_page(page):
        row.get_by_role("link", name="督办").click()
    page.get_by_label("催办内容").fill("企业等着开业，请抓紧")
    with next_page(page):
        page.get_by_role("button", name=re.compile("^督办")).click()
    expect(page).to_have_url(re.compile("light=overdue"))
    row = page.get_by_role("row", name=re.compile(second.number))
    expect(row).to_contain_text("督办")
    with next_page(page):
        row.get_by_role("link").first.click()
    expect(page.get_by_role("heading", name="预警和催办")).to_be_visible()
    expect(page.get_by_label("办件内容").get_by_role("link", name="一事一档")).to_have_attribute(
        "aria-current", "page"
    )
    hold_both(page, "case-warned")


def test_urged_and_answered_late_then_explained_and_upheld(browser, live_server, world) -> None:
    leader, supervisor = staff("leader", world.county, "许县长"), staff("supervisor", world.county, "张监察")
    case = claimed(world)
    settle()
    above = desk_of(browser, live_server, leader)
    above.goto(f"/desk/cases/{case.pk}/")
    with next_page(above):
        above.get_by_role("link", name="催办", exact=True).click()
    hold_both(above, "urge")
    with next_page(above):
        above.get_by_role("button", name=re.compile("^催办")).click()
    expect(above.get_by_role("alert")).to_contain_text("1 处要改")
    above.get_by_label("催办内容").fill("企业等着开业，请抓紧")
    with next_page(above):
        above.get_by_role("button", name=re.compile("^催办")).click()
    expect(above.get_by_label("预警和催办，新的在前")).to_contain_text("许县长催办")
    handler = desk_of(browser, live_server, world.reviewer)
    handler.goto("/desk/tasks/")
    expect(handler.get_by_label("要说明或回复的")).to_contain_text("企业等着开业，请抓紧")
    expect(handler.locator("#opened #case-heading")).to_be_visible()
    hold_both(handler, "tasks-urged")
    urging = Clock.objects.get(kind="urging")
    fall(urging.subject, "urging", "urging_unanswered", -1)
    settle()
    handler.reload()
    expect(handler.get_by_label("要说明或回复的")).to_contain_text("黄牌：催办督办未按时回复")
    with next_page(handler):
        handler.get_by_label("要说明或回复的").get_by_role("link").first.click()
    with next_page(handler):
        handler.get_by_role("link", name="回复").click()
    handler.locator("#answer").fill(EXPLANATION)
    with next_page(handler):
        handler.get_by_role("button", name=re.compile("^回复")).click()
    expect(handler.get_by_text("现在没有您要办的操作")).to_be_visible()
    hold_both(handler, "urge-answered")
    handler.goto("/desk/supervision/mine/")
    with next_page(handler):
        handler.get_by_label("要说明或回复的").get_by_role("link").first.click()
    with next_page(handler):
        handler.get_by_role("link", name="说明情况").click()
    handler.locator("#explanation").fill(EXPLANATION)
    with next_page(handler):
        handler.get_by_role("button", name=re.compile("^说明情况")).click()
    judge = desk_of(browser, live_server, supervisor)
    judge.goto(f"{BOARD}cards/?state=explained")
    hold_both(judge, "cards")
    with next_page(judge):
        judge.get_by_role("link", name="催办督办未按时回复").click()
    hold_both(judge, "card")
    with next_page(judge):
        judge.get_by_role("link", name="认定", exact=True).click()
    judge.locator("#reason").fill(REASON)
    with next_page(judge):
        judge.get_by_role("button", name=re.compile("^认定")).click()
    expect(judge.get_by_text("已认定").first).to_be_visible()
    assert Card.objects.get().state == "upheld"
    above.reload()
    expect(above.get_by_label("预警和催办，新的在前")).to_contain_text(EXPLANATION)
