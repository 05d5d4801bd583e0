"""Reading server-sent events as a browser does."""

from __future__ import annotations

import json
from typing import Any


def events(said: bytes) -> list[tuple[str, Any]]:
    """Names and data of the events in these bytes; comments and the time to come back are left out."""
    found = []
    for block in said.decode().split("\n\n"):
        lines = dict(line.split(": ", 1) for line in block.splitlines() if ": " in line)
        if "event" in lines:
            found.append((lines["event"], json.loads(lines["data"])))
    return found
