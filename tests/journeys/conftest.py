"""One browser for a file of journeys, and the small county that they happen in."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright
from tests.journeys.pages import CHROMIUM
from tests.worlds import World, county

from yichuang.domains.organisation.models import Site


@pytest.fixture(autouse=True, scope="module")
def unsafe() -> Iterator[None]:
    # the browser's driver runs a loop in this thread; the test reads the database beside it
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        yield


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as engine:
        opened = engine.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield opened
        opened.close()


@pytest.fixture(autouse=True)
def closed(request: pytest.FixtureRequest) -> Iterator[None]:
    yield
    # a page that is still open would ask the next test's server
    if "browser" in request.fixturenames:
        for context in request.getfixturevalue("browser").contexts:
            context.close()


@pytest.fixture
def world(transactional_db) -> World:
    made = county()
    Site.objects.update(demonstration=True)
    return made
