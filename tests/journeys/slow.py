"""A slow machine on demand: YICHUANG_SLOW=400 holds everything that a page asks for back by so many milliseconds.

A journey that counts on a quick answer fails on a busy machine now and then. Held back, it fails each time: what it
waited for was there on the page before, or what it read wasn't written yet.
"""

from __future__ import annotations

import os
from contextlib import suppress

from playwright.sync_api import BrowserContext, Error, Page, Route

HELD_BACK = int(os.environ.get("YICHUANG_SLOW", "0"))  # milliseconds
TIMES_SLOWER = int(
    os.environ.get("YICHUANG_SLOW_PROCESSOR", "1")
)  # how many times slower the page's own code runs
PATIENCE = 60_000 + 20 * HELD_BACK  # milliseconds until a journey gives up; costs nothing while all is well


def slow(context: BrowserContext) -> None:
    """Hold back what the pages of this context ask for, and slow down their code, as the environment says."""
    context.set_default_timeout(PATIENCE)
    if HELD_BACK:
        context.route("**/*", lambda route: _hold_back(context, route))
    if TIMES_SLOWER > 1:
        context.on("page", _throttle)


def _hold_back(context: BrowserContext, route: Route) -> None:
    with suppress(Error):  # the page that asked may be gone by then
        context.pages[0].wait_for_timeout(
            HELD_BACK
        )  # any page will do: a window that is opening has none yet
        route.continue_()


def _throttle(page: Page) -> None:
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": TIMES_SLOWER})
