"""A centre is backed up, put back into another folder and database, and its administrator signs in there as before."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from playwright.sync_api import expect
from tests import ground
from tests.config.test_backup import CENTRE, empty, run, where
from tests.config.test_supervisor import PATIENCE, free_port
from tests.journeys.pages import DESK, hold_both, needs_browser, next_page, open_page

from yichuang.config import env

pytestmark = [*needs_browser, pytest.mark.usefixtures("django_db_setup")]


@pytest.fixture
def restored(tmp_path: Path) -> Iterator[SimpleNamespace]:
    """The address of the restored centre: nothing of the first one is there any more but backup and keys."""
    first, second = (f"{ground.database()}_{part}" for part in ("first", "second"))
    here, there = tmp_path / "first", tmp_path / "second"
    for database in (first, second):
        empty(database)
    for folder, database, words in (
        (here, first, ["migrate", "--quiet"]),
        (here, first, CENTRE),
        (here, first, ["backup", str(tmp_path / "one.backup")]),
        (there, second, ["restore", str(tmp_path / "one.backup"), "--keys", str(here / "keys")]),
    ):
        done = run(folder, database, *words)
        assert done.returncode == 0, done.stderr
    ground.drop(first)
    port = free_port()
    called = [sys.executable, "-m", "yichuang.config.cli", "web", "--port", str(port), "--workers", "1"]
    surroundings = {**os.environ, **where(there, second), "PYTHONPATH": str(env.CHECKOUT / "src")}
    web = subprocess.Popen(called, env=surroundings, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        url = f"http://127.0.0.1:{port}"
        deadline = time.monotonic() + PATIENCE
        while not _answers(url):
            assert time.monotonic() < deadline, "the restored centre never answered"
            time.sleep(0.2)
        yield SimpleNamespace(url=url)
    finally:
        web.terminate()
        web.wait(timeout=PATIENCE)
        ground.drop(second)


def _answers(url: str) -> bool:
    try:
        return bool(urllib.request.urlopen(f"{url}/health/ready/", timeout=5).status == 200)
    except OSError:
        return False


def test_the_administrator_signs_in_to_the_restored_centre(browser, restored) -> None:
    page = open_page(browser, restored, size=DESK)
    page.goto("/desk/sign-in/")
    page.fill("#username", "admin")
    page.fill("#password", "kT7-moon-river")
    with next_page(page):
        page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("button", name="退出")).to_be_visible()
    expect(page.get_by_text("王敏")).to_be_visible()  # the name was sealed with the key that was put back
    page.goto("/desk/windows/")
    expect(page.get_by_text("综合").first).to_be_visible()
    with next_page(page):
        page.get_by_role("link", name="消息").click()
    expect(page.get_by_text("还没有消息")).to_be_visible()
    hold_both(page, "restored-inbox")
