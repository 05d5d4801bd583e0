"""The gallery in a real browser under the strict content policy: accessibility, no sideways scrolling, keys."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterator

import pytest
from django.test import RequestFactory
from playwright.sync_api import Browser, Page, Route
from tests.journeys.conftest import browser
from tests.journeys.pages import axe, needs_browser

from yichuang.ui import assets, gallery

ORIGIN = "http://gallery.test"
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'"

pytestmark = needs_browser
__all__ = ["browser"]


@pytest.fixture(scope="module")
def gallery_page() -> bytes:
    assets.build()
    return gallery.gallery(RequestFactory().get("/")).content


@pytest.fixture
def page(browser: Browser, gallery_page: bytes) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": 1440, "height": 900})

    def answer(route: Route) -> None:
        path = route.request.url.removeprefix(ORIGIN).partition("?")[0]
        if path == "/":
            route.fulfill(
                body=gallery_page, headers={"content-type": "text/html", "content-security-policy": POLICY}
            )
            return
        file = assets.UI / path.lstrip("/")
        route.fulfill(path=file, content_type=mimetypes.guess_type(file.name)[0] or "text/plain")

    opened.route(f"{ORIGIN}/**", answer)
    yield opened
    opened.close()


@pytest.mark.parametrize("size", [(1440, 900), (390, 844)], ids=["desk", "phone"])
def test_no_component_breaks_an_accessibility_rule(page: Page, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(ORIGIN + "/")
    broken, kept = axe(page)
    assert kept > 20
    assert broken == []


def test_the_strict_content_policy_is_never_violated(page: Page) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(ORIGIN + "/")
    page.click("[data-dialog]")
    page.click("dialog[open] [data-close]")
    assert said == []
    assert page.evaluate("typeof htmx") == "object"


@pytest.mark.parametrize("width", [320, 600, 1180, 1440])
def test_no_page_scrolls_sideways(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(ORIGIN + "/")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_figures_choose_only_while_a_row_of_the_checklist_has_focus(page: Page) -> None:
    page.goto(ORIGIN + "/")
    chosen = "document.querySelector('#gallery-checklist [name=m1-check]:checked').value"
    page.keyboard.press("2")
    assert page.evaluate(chosen) == "ok"
    page.locator("#gallery-checklist tbody tr").first.focus()
    page.keyboard.press("2")
    assert page.evaluate(chosen) == "missing"
    page.keyboard.press("n")
    page.keyboard.type("1 份")
    assert page.evaluate(chosen) == "missing"
    assert page.input_value("#m1-note") == "1 份"


def test_single_keys_can_be_switched_off(page: Page) -> None:
    page.goto(ORIGIN + "/")
    page.keyboard.press("?")
    page.uncheck("[data-keys-single]")
    page.keyboard.press("Escape")
    page.locator("#gallery-checklist tbody tr").first.focus()
    page.keyboard.press("2")
    assert page.is_checked("#gallery-checklist [name=m1-check][value=ok]")
    page.keyboard.press("?")
    assert not page.is_visible("#keys")


def test_a_link_in_the_error_summary_goes_into_the_field(page: Page) -> None:
    page.goto(ORIGIN + "/")
    page.click(".errors a[href='#area']")
    assert page.evaluate("document.activeElement.id") == "area"
