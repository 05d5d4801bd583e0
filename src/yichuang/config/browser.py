"""The browser for the journeys: Chromium or a relative of it. `python -m yichuang.config.browser` prints its path."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

NAMES = (
    "chromium-headless-shell",  # without windows of its own: the same pages at half the cost
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
)
PLAYWRIGHT = (
    "chromium-*/chrome-linux*/chrome",
    "chromium-*/chrome-mac*/Chromium.app/Contents/MacOS/Chromium",
)


def find() -> Path | None:
    """YICHUANG_BROWSER, else a browser on the path, else one that Playwright has fetched before; None without one."""
    if named := os.environ.get("YICHUANG_BROWSER"):
        return Path(named) if Path(named).is_file() else None
    for name in NAMES:
        if found := shutil.which(name):
            return Path(found)
    for cache in (Path.home() / ".cache/ms-playwright", Path.home() / "Library/Caches/ms-playwright"):
        for pattern in PLAYWRIGHT:
            if fetched := sorted(cache.glob(pattern)):
                return fetched[-1]
    return None


if __name__ == "__main__":
    browser = find()
    if browser is None:
        sys.exit(1)
    print(browser)
