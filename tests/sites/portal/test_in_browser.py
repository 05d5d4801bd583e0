"""The public pages in a real browser: accessibility at every size, no sideways scrolling, the strict policy, keys."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from playwright.sync_api import Page, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer
from tests.catalogue_world import AT, item_text, signed_in, small_county
from tests.journeys.pages import AXE, CHROMIUM, RULES, needs_browser

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


@pytest.fixture
def page(transactional_db: None, live_server: LiveServer, client: Client) -> Iterator[Page]:
    """A page signed in as the centre's manager; the rows are written before the browser's loop runs here."""
    made = small_county()
    load_shipped(by=SYSTEM, at=AT)
    bring_in([Candidate("own-1", "scjgj", item_text())], by=SYSTEM, at=AT)
    signed_in(client, "centre_manager", made["centre"])
    session: str = client.cookies["sessionid"].value
    with sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        context = browser.new_context(base_url=live_server.url, viewport={"width": 1440, "height": 900})
        context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        yield context.new_page()
        browser.close()


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
        page.evaluate(AXE.read_text("utf-8"))
        found = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
        assert len(found["passes"]) > 10, path
        assert [(path, one["id"], one["nodes"][0]["html"]) for one in found["violations"]] == []
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
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=spjy")
    page.focus("main")
    for _ in range(3):  # the field, the button, the first result
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("#mat")
    assert "食品经营许可" in page.inner_text("h1")


def test_the_guide_prints_without_what_only_a_screen_needs(page: Page) -> None:
    page.goto("/items/own-1/")
    assert page.is_visible("[data-print] button")
    page.emulate_media(media="print")
    assert not page.is_visible(".situ")
    assert not page.is_visible(".top")
    assert page.is_visible(".print-foot svg")
