"""The pictures of README, taken from a running demonstration centre.

    make run                                   (in another terminal)
    .venv/bin/python -m tools.screenshots      (needs Chromium and the checks' requirements)

Options: the address (http://127.0.0.1:$PORT) and the data folder, whose demo accounts it signs in with. Nothing is
submitted: the centre is as it was.
"""

from __future__ import annotations

import argparse
import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from yichuang.config import browser, env

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "img"
SIZE = ViewportSize(width=1440, height=900)
LARGEST = 300_000
COLOURS = (256, 160, 96, 64, 32)
# nobody: born in 1890, and the county doesn't exist
IDENTITY, NAME, PHONE = "519921189001010018", "张三", "13800001234"


class Camera:
    """Takes pictures of a centre at an address, with the accounts of its data folder."""

    def __init__(self, chrome: Browser, address: str, folder: Path) -> None:
        self._chrome = chrome
        self._address = address
        rows = json.loads((folder / env.DEMONSTRATION).read_text(encoding="utf-8"))
        self._accounts = {row["role"]: row for row in rows}

    def visitor(self) -> Page:
        """A page of somebody at the portal."""
        context = self._chrome.new_context(viewport=SIZE, locale="zh-CN", reduced_motion="reduce")
        context.set_default_timeout(30_000)
        page = context.new_page()
        page.goto(self._address)
        return page

    def staff(self, role: str) -> Page:
        """A page of the demo account of that role, signed in. SystemExit when there is none."""
        account = next((row for name, row in self._accounts.items() if name.startswith(role)), None)
        if account is None:
            sys.exit(f"no demo account for {role}; there are: {'、'.join(self._accounts)}")
        page = self.visitor()
        page.goto(f"{self._address}/desk/sign-in/")
        page.fill("[name=username]", account["username"])
        page.fill("[name=password]", account["password"])
        page.click("form.sign-in button")
        page.wait_for_url(lambda url: "sign-in" not in url)
        return page

    def keep(self, page: Page, name: str) -> None:
        """Keep what the window shows as docs/img/<name>.png, with as many colours as fit into the bound."""
        page.evaluate("document.activeElement?.blur(); window.scrollTo(0, 0)")
        taken = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
        for colours in COLOURS:
            out = io.BytesIO()
            taken.quantize(colours, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
            if len(out.getvalue()) < LARGEST:
                break
        else:
            sys.exit(f"{name}: {len(out.getvalue())} bytes are too many")
        file = FOLDER / f"{name}.png"
        file.write_bytes(out.getvalue())
        print(f"{file.name}: {len(out.getvalue()) // 1024} KB, {colours} colours")
        page.context.close()


def portal(camera: Camera) -> None:
    """The public site's first page."""
    camera.keep(camera.visitor(), "portal")


def window(camera: Camera) -> None:
    """The clerk's page while an application is taken in, one material missing."""
    page = camera.staff("窗口人员")
    page.goto(page.url.split("/desk/")[0] + "/desk/intake/")
    promised = page.locator("tr", has_text="承诺件").locator("a.row-link")
    promised.nth(promised.count() // 2).click()
    for field, value in (("identity", IDENTITY), ("name", NAME), ("phone", PHONE)):
        page.fill(f"[name={field}]", value)
        page.keyboard.press("Tab")
        settle(page)
    for question in page.locator(".situations fieldset").all():
        question.locator("label").first.click()
        settle(page)
    rows = page.locator("#checks tr").filter(has=page.locator("input[type=radio]"))
    for n in range(rows.count()):
        missing = n == rows.count() - 1
        rows.nth(n).locator(f"label[data-value={'missing' if missing else 'ok'}]").click()
        settle(page)
    note = rows.last.locator("input[name$=-note]")
    if note.is_visible():
        note.fill("请按规定格式写好，签名后交来")
        page.keyboard.press("Tab")
        settle(page)
    camera.keep(page, "window")


def tasks(camera: Camera) -> None:
    """A department's tasks by deadline, one opened."""
    page = camera.staff("审批人员")
    page.goto(page.url.split("/desk/")[0] + "/desk/tasks/")
    camera.keep(page, "tasks")


def report(camera: Camera) -> None:
    """The self-inspection report of a period, every number a link."""
    page = camera.staff("考核人员")
    page.goto(page.url.split("/desk/")[0] + "/desk/reports/")
    page.get_by_role("link", name="近一年", exact=True).click()
    page.locator("main a.figure").filter(has_text="%").first.click()
    settle(page)
    camera.keep(page, "report")


def settle(page: Page) -> None:
    """Let the answer to the last key or click arrive."""
    page.wait_for_timeout(900)  # an open stream keeps the network from ever being idle


PICTURES: tuple[Callable[[Camera], None], ...] = (portal, window, tasks, report)


def main() -> None:
    """Take all pictures, or those that are named."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    asked.add_argument("names", nargs="*", help="only these: portal, window, tasks, report")
    asked.add_argument("--address", default=f"http://127.0.0.1:{env.port()}")
    asked.add_argument("--data", type=Path, default=env.data_folder())
    given = asked.parse_args()
    program = browser.find()
    if program is None:
        sys.exit("no browser found; install Chromium or set YICHUANG_BROWSER")
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        chrome = playwright.chromium.launch(executable_path=str(program), args=["--no-sandbox"])
        camera = Camera(chrome, given.address.rstrip("/"), given.data)
        for picture in PICTURES:
            if not given.names or picture.__name__ in given.names:
                picture(camera)


if __name__ == "__main__":
    main()
