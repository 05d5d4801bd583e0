"""The public pages in a real browser: accessibility at every size, no sideways scrolling, the strict policy, keys."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer
from tests.catalogue_world import AT, item_text, signed_in, small_county
from tests.journeys.conftest import browser, closed, unsafe
from tests.journeys.pages import DESK as WIDE
from tests.journeys.pages import axe, needs_browser, next_page, open_page

from yichuang.domains.catalogue.importing import Candidate, bring_in, load_shipped
from yichuang.kernel.access.actors import SYSTEM

PUBLIC = (
    "/",
    "/search/?q=许可",
    "/search/?q=没有这样的事",
    "/items/own-1/",
    "/items/scjgj-007/",
    "/items/",
    "/places/",
)
DESK = (
    "/desk/items/",
    "/desk/items/of/own-1/",
    "/desk/items/of/own-1/adjust/",
    "/desk/items/new/",
    "/desk/imports/",
)

pytestmark = [
    pytest.mark.django_db(transaction=True),
    *needs_browser,
]
__all__ = ["browser", "closed", "unsafe"]


@pytest.fixture
def page(transactional_db: None, browser: Browser, live_server: LiveServer, client: Client) -> Page:
    """A page signed in as the centre's manager."""
    made = small_county()
    load_shipped(by=SYSTEM, at=AT)
    bring_in([Candidate("own-1", "scjgj", item_text())], by=SYSTEM, at=AT)
    signed_in(client, "centre_manager", made["centre"])
    session: str = client.cookies["sessionid"].value
    opened = open_page(browser, live_server, size=WIDE)
    opened.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    return opened


@pytest.mark.parametrize(
    ("width", "large"), [(1440, False), (390, False), (390, True)], ids=["wide", "phone", "large"]
)
def test_no_page_breaks_an_accessibility_rule_or_scrolls_sideways(
    page: Page, live_server: LiveServer, width: int, large: bool
) -> None:
    if large:
        page.context.add_cookies([{"name": "size", "value": "large", "url": live_server.url}])
    page.set_viewport_size({"width": width, "height": 844})
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    for path in (*PUBLIC, *DESK):
        page.goto(path)
        # the bar at a phone's foot lies over whatever is there; at the page's end it lies over nothing
        page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
        broken, kept = axe(page)
        assert kept > 10, path
        assert broken == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    assert said == []


def test_an_answer_changes_the_materials_at_once_and_the_address_keeps_it(page: Page) -> None:
    page.goto("/items/own-1/")
    assert page.locator("#materials tbody tr").count() == 2
    page.check("input[value=own]")
    expect(page.locator("#materials tbody tr")).to_have_count(1)
    expect(page).to_have_url(re.compile("s-premises=own"))
    page.reload()
    assert page.is_checked("input[value=own]")
    assert page.locator("#materials tbody tr").count() == 1


def test_an_item_is_found_and_opened_by_keyboard_alone(page: Page) -> None:
    page.goto("/")
    page.focus("#q")
    page.keyboard.type("spjy")
    with next_page(page):
        page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/search/\?q=spjy$"))
    page.focus("main")
    for _ in range(3):  # the field, the button, the first result
        page.keyboard.press("Tab")
    with next_page(page):
        page.keyboard.press("Enter")
    expect(page.locator("#mat")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_contain_text("食品经营许可")


def test_the_guide_prints_without_what_only_a_screen_needs(page: Page) -> None:
    page.goto("/items/own-1/")
    assert page.is_visible("[data-print] button")
    page.emulate_media(media="print")
    assert not page.is_visible(".situ")
    assert not page.is_visible(".top")
    assert page.is_visible(".print-foot svg")
