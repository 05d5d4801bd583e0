"""What every page is held to when a journey passes it: accessible, never scrolling sideways, silent in the console."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest
from django.contrib.auth.hashers import make_password
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect
from tests.journeys.slow import PATIENCE, slow
from tests.narrow import there

from yichuang.config import browser
from yichuang.kernel.access.actors import Actor
from yichuang.kernel.access.models import Account
from yichuang.ui import assets

AXE = assets.CHECKOUT / "node_modules/axe-core/axe.min.js"
CHROMIUM = browser.find()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
PHONE: ViewportSize = {"width": 390, "height": 844}
DESK: ViewportSize = {"width": 1440, "height": 900}
PASSWORD = "qing-he-7788"
expect.set_options(PATIENCE)
MOVED = """[...document.body.querySelectorAll("*")]
    .filter(one => getComputedStyle(one).order !== "0").map(one => one.outerHTML.slice(0, 80))"""
"""What the style moves to another place than it has in the page: the Tab key would jump."""
SHOTS = os.environ.get("YICHUANG_SHOTS")  # a folder: then every page that is checked leaves a picture there

needs_browser = [
    pytest.mark.journey,
    pytest.mark.skipif(CHROMIUM is None, reason="no browser on this machine"),
    pytest.mark.skipif(not AXE.exists(), reason="run npm ci first"),
]


def open_page(browser: Browser, live_server, *, size=PHONE, script: bool = True, large: bool = False) -> Page:
    """Somebody's own browser: a context of its own, with one page."""
    context: BrowserContext = browser.new_context(
        base_url=live_server.url, viewport=size, java_script_enabled=script, locale="zh-CN"
    )
    if large:
        context.add_cookies([{"name": "size", "value": "large", "url": live_server.url}])
    # a page that prints itself would wait for a printer that isn't there
    context.add_init_script("window.print = () => { window.printed = true; }")
    slow(context)
    return context.new_page()


def settled(page: Page) -> None:
    """Wait until the page is here whole with its scripts, and what they fetched has been put in.

    A key that is pressed before that is lost, and what isn't there may only not be there yet.
    """
    page.wait_for_load_state()
    expect(page.locator(".htmx-request, .htmx-swapping, .htmx-settling")).to_have_count(0)


@contextmanager
def next_page(page: Page) -> Iterator[None]:
    """What is done inside brings a page; afterwards it is here. What the page before shows too proves nothing."""
    settled(page)
    with page.expect_event("load"):
        yield
    settled(page)


def send(page: Page) -> None:
    """Send the form that is being filled in, by its keys; afterwards the page that answers is here."""
    with next_page(page):
        page.keyboard.press("Control+Enter")


@cache
def _hashed() -> str:
    """One hash for every account: hashing is slow on purpose."""
    return make_password(PASSWORD)


def desk_of(browser: Browser, live_server, actor: Actor, *, script: bool = True) -> Page:
    """The desk of a member of staff, who has just signed in at the page; the account gets its password here."""
    account = Account.objects.filter(pk=there(actor.account))
    account.update(password=_hashed(), must_change_password=False)
    page = open_page(browser, live_server, size=DESK, script=script)
    page.goto("/desk/sign-in/")
    page.fill("#username", account.get().username)
    page.fill("#password", PASSWORD)
    with next_page(page):
        page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("button", name="退出")).to_be_visible()
    return page


def axe(page: Page) -> tuple[list[tuple[str, str]], int]:
    """What breaks a rule of accessibility, with its first place, and how many rules are kept."""
    # put in by the debugger, so that the content policy needn't be loosened for it
    page.evaluate(AXE.read_text("utf-8"))
    # the places where a rule is kept are many, and nobody wants them
    broken, kept = page.evaluate(
        """rules => axe.run(document, {runOnly: rules, resultTypes: ["violations"]}).then(
            found => [found.violations.map(one => [one.id, one.nodes[0].html]), found.passes.length])""",
        RULES,
    )
    return [(rule, html) for rule, html in broken], kept


def hold(page: Page, name: str) -> None:
    """Hold the page to the rules; take its picture when pictures are wanted."""
    settled(page)
    width = there(page.viewport_size)["width"]
    if SHOTS:
        page.screenshot(path=Path(SHOTS) / f"{name}-{width}.png", full_page=True)
    assert axe(page)[0] == [], name
    assert page.evaluate("document.documentElement.scrollWidth") <= width, name
    assert page.locator("h1").count() == 1, name


def hold_both(page: Page, name: str) -> None:
    """Hold a desk page to the rules: in a window its panes scroll alone; on a phone nothing scrolls sideways."""
    hold(page, name)
    tall = page.evaluate("document.documentElement.scrollHeight")
    assert tall <= DESK["height"], f"{name}: its panes scroll, and the page itself must not ({tall})"
    page.set_viewport_size(PHONE)
    if SHOTS:
        page.screenshot(path=Path(SHOTS) / f"{name}-390.png", full_page=True)
    wide = page.evaluate("document.documentElement.scrollWidth")
    moved = page.evaluate(MOVED)
    page.set_viewport_size(DESK)
    assert moved == [], f"{name}: on a phone these are seen before they are reached, or after"
    assert wide <= PHONE["width"], f"{name} is {wide} wide on a phone"


def bar_holds_one_line(page: Page) -> None:
    """Hold the desk's bar to one line on every width of an ordinary display."""
    for width in (1280, 1366, DESK["width"]):
        page.set_viewport_size({"width": width, "height": DESK["height"]})
        tops = page.locator(".bar > *, .bar-nav a").evaluate_all(
            "all => [...new Set(all.map(one => { const box = one.getBoundingClientRect(); "
            "return Math.round((box.top + box.bottom) / 2); }))]"
        )
        assert max(tops) - min(tops) <= 4, f"the bar is more than one line at {width}: {tops}"


def press_through(page: Page, label: str) -> None:
    """Reach a control by the Tab key alone and press it; what that brings is for the caller to wait for."""
    settled(page)
    for _ in range(80):
        page.keyboard.press("Tab")
        here = page.evaluate(
            "(document.activeElement.labels?.[0]?.innerText || document.activeElement.innerText || '').trim()"
        )
        if here.startswith(label):
            page.keyboard.press("Enter")
            return
    raise AssertionError(f"the Tab key never reached {label}")


def tab_to(page: Page, selector: str) -> None:
    """Reach a control by the Tab key alone."""
    settled(page)
    for _ in range(80):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the Tab key never reached {selector}")
