"""A case falls due before the eyes of board, window and screen at once, and again after the watcher was killed."""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import sys
from collections.abc import Iterator

import pytest
from django.test import override_settings
from playwright.sync_api import Request, Route, ViewportSize, expect
from tests.config.test_supervisor import free_port
from tests.journeys.pages import axe, desk_of, hold_both, needs_browser, settled
from tests.journeys.test_supervisor import BOARD, claimed, fall, until_card, watch, watchers
from tests.oversight.supervision.overseers import late
from tests.worlds import staff

from yichuang.config import env

COUNTS_TONES = """
const start = OscillatorNode.prototype.start;
OscillatorNode.prototype.start = function (...given) {
  const root = document.documentElement;
  if (this.context.state === "running") root.dataset.tones = Number(root.dataset.tones || 0) + 1;
  return start.apply(this, given);
};
"""
"""Counts the tones of a page that can be heard."""
WORDS = 60
"""How many words of the smallest size stand beside each other on a screen: docs/decisions/0035."""
READS = """most => {
  const wanted = innerWidth / most, wrong = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let words = 0;
  const whole = document.documentElement;
  if (whole.scrollHeight > innerHeight || whole.scrollWidth > innerWidth) wrong.push("scrolls");
  while (texts.nextNode()) {
    const said = texts.currentNode.data.trim(), place = texts.currentNode.parentElement;
    if (!said || place.closest(".sr, .skip") || !place.checkVisibility()) continue;
    words += 1;
    const scale = place instanceof SVGElement ? place.getScreenCTM().d : 1;
    const size = parseFloat(getComputedStyle(place).fontSize) * scale;
    if (size < wanted - 0.01) wrong.push(`${said}: ${size} px`);
    const drawn = document.createRange();
    drawn.selectNodeContents(texts.currentNode);
    const rect = drawn.getBoundingClientRect(), air = 0.2 * size; // above and below the characters of a line
    const box = place.closest("li, .box, .wall-top, .wall-foot").getBoundingClientRect();
    if (rect.left < box.left - 1 || rect.right > box.right + 1 || rect.top + air < box.top - 1
      || rect.bottom - air > box.bottom + 1 || box.right > innerWidth + 1 || box.bottom > innerHeight + 1)
      wrong.push(`${said}: leaves its box`);
    if (getComputedStyle(place).overflow !== "visible" && (place.scrollWidth > place.clientWidth + 1
      || place.scrollHeight > place.clientHeight + 0.6 * size)) wrong.push(`${said}: cut`);
  }
  return [words, wrong];
}"""
"""How many texts are seen, and which of them are too small, or not seen whole."""
ACTED = "document.dispatchEvent(new CustomEvent('live:look', {detail: ['board']}))"
"""What the stream makes of an act."""
BOARD_ITSELF = re.compile(rf"{BOARD}(\?.*)?$")
pytestmark = [*needs_browser, pytest.mark.django_db(transaction=True)]
__all__ = ["watchers"]


@contextlib.contextmanager
def streams(port: int) -> Iterator[None]:
    """The streams as a process; asked to end, since it has a worker of its own."""
    called = [sys.executable, "-m", "yichuang.config.cli", "live", "--port", str(port)]
    surroundings = {**os.environ, "PYTHONPATH": str(env.CHECKOUT / "src")}
    process = subprocess.Popen(called, env=surroundings, stdout=subprocess.DEVNULL)
    try:
        yield
    finally:
        process.terminate()
        process.wait(30)


def test_a_case_falls_due_before_board_window_and_screen(browser, live_server, world, watchers) -> None:
    supervisor, leader = staff("supervisor", world.county, "张监察"), staff("leader", world.county, "许县长")
    first, second = claimed(world), claimed(world)
    port = free_port()
    with override_settings(LIVE_PORT=port), streams(port):
        board, window, screen = (
            desk_of(browser, live_server, one) for one in (supervisor, world.reviewer, leader)
        )
        board.goto(BOARD)
        window.add_init_script(COUNTS_TONES)
        window.goto("/desk/tasks/")
        screen.set_viewport_size({"width": 1920, "height": 1080})
        screen.goto("/screen/")
        screen.keyboard.press("Space")  # its pages don't turn away from what is looked for
        expect(screen.get_by_text("停住了")).to_be_visible()
        for page in (board, window, screen):
            expect(page.locator("[data-stream=on]")).to_have_count(1)
        process = watch(watchers)
        fall(first.ref, "decision", "overdue_promised", 0.5)
        until_card(first.ref)
        expect(board.get_by_role("row", name=re.compile(first.number))).to_contain_text("黄牌")
        alert = window.get_by_role("alert").filter(has_text="待确认")
        expect(alert).to_contain_text(first.number)
        expect(screen.get_by_text(first.number).first).to_be_visible()
        hold_both(window, "window-alerted")
        sound = alert.locator("[data-sound]")
        sound.press("Enter")  # in one go: the box is put in anew whenever there is news
        expect(sound).to_have_text("声音：开")
        expect(window.locator("html")).to_have_attribute("data-tones", "2")
        process.kill()
        process.wait()
        fall(second.ref, "decision", "overdue_promised", 0.1)
        watch(watchers)
        until_card(second.ref)
        expect(alert).to_contain_text("2 条预警待确认")
        expect(window.locator("html")).to_have_attribute(
            "data-tones", "4"
        )  # two tones when chosen, two for the new one
        expect(screen.get_by_text(second.number).first).to_be_visible()
        window.goto("/desk/supervision/mine/")  # what isn't acknowledged comes again, on whatever page
        expect(alert).to_contain_text(second.number)
        expect(alert.locator("[data-sound]")).to_contain_text("声音：")
        expect(alert.locator("[data-sound]")).to_have_attribute("aria-pressed", "true")  # kept by the browser
        for case in (second, first):
            one = window.locator("[data-alert]", has_text=case.number)
            one.get_by_role("button", name=re.compile("^知道了")).press("Enter")
            expect(one).to_have_count(0)
        expect(window.locator("[data-alert]")).to_have_count(0)
        window.reload()
        expect(window.locator("[data-stream=on]")).to_have_count(1)
        expect(window.locator("[data-alert]")).to_have_count(0)


def test_whoever_stands_five_metres_away_can_read_every_word_of_the_screen(
    browser, live_server, world
) -> None:
    late(world)
    screen = desk_of(browser, live_server, staff("leader", world.county, "许县长"))
    for size in (ViewportSize(width=1920, height=1080), ViewportSize(width=3840, height=2160)):
        screen.set_viewport_size(size)
        screen.goto("/screen/")
        assert axe(screen)[0] == [], size
        turns = screen.locator("#turns")
        pages = screen.locator("[data-page]").count()
        assert pages == 5
        for page in range(1, pages + 1):
            expect(turns).to_contain_text(f"{page} / {pages}")
            words, wrong = screen.evaluate(READS, WORDS)
            assert words > 20
            assert wrong == [], (size, page)
            screen.keyboard.press("ArrowRight")
        expect(turns).to_contain_text(f"1 / {pages}")
        # whoever wants large print on the desk sees the same wall, in the same ink
        screen.context.add_cookies([{"name": "size", "value": "large", "url": live_server.url}])


def of_board(request: Request) -> bool:
    return request.headers.get("hx-target") == "board-live"


def test_what_happens_while_the_board_is_being_asked_for_shows_with_the_next_answer(
    browser, live_server, world
) -> None:
    board = desk_of(browser, live_server, staff("supervisor", world.county, "张监察"))
    board.goto(BOARD)
    settled(board)
    board.evaluate("document.querySelector('[data-live]').dataset.stream = 'on'")  # it looks only when told
    held: list[Route] = []
    board.route(BOARD_ITSELF, lambda route: held.append(route))  # noqa: PLW0108 - the driver marks what it is given
    with board.expect_request(of_board):
        board.evaluate(ACTED)
    board.evaluate(ACTED)  # the answer that is on its way doesn't know of it
    with board.expect_request(of_board, timeout=30_000):
        held[0].continue_()
    board.unroute(BOARD_ITSELF)
