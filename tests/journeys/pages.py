"""What every page is held to when a journey passes it: accessible, never scrolling sideways, silent in the console."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page
from tests.narrow import there

from yichuang.config import browser
from yichuang.ui import assets

AXE = assets.CHECKOUT / "node_modules/axe-core/axe.min.js"
CHROMIUM = browser.find()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1440, "height": 900}
SHOTS = os.environ.get("YICHUANG_SHOTS")  # a folder: then every page that is checked leaves a picture there

needs_browser = [
    pytest.mark.journey,
    pytest.mark.skipif(CHROMIUM is None, reason="no browser on this machine"),
    pytest.mark.skipif(not AXE.exists(), reason="run npm ci first"),
]


def hold(page: Page, name: str) -> None:
    """Hold the page to the rules; take its picture when pictures are wanted."""
    width = there(page.viewport_size)["width"]
    if SHOTS:
        page.screenshot(path=Path(SHOTS) / f"{name}-{width}.png", full_page=True)
    # put in by the debugger, so that the content policy needn't be loosened for it
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
    assert [(one["id"], one["nodes"][0]["html"]) for one in found["violations"]] == [], name
    assert page.evaluate("document.documentElement.scrollWidth") <= width, name
    assert page.locator("h1").count() == 1, name


def press_through(page: Page, label: str) -> None:
    """Reach a control by the Tab key alone and press it."""
    for _ in range(80):
        page.keyboard.press("Tab")
        here = page.evaluate(
            "(document.activeElement.labels?.[0]?.innerText || document.activeElement.innerText || '').trim()"
        )
        if here.startswith(label):
            page.keyboard.press("Enter")
            return
    raise AssertionError(f"the Tab key never reached {label}")
