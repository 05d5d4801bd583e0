"""What the entrance of streams is made of: who may listen, what is counted, and the connection that hears of acts."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from django.db import connections

from yichuang.config.database import listen_as_app
from yichuang.kernel.clocks.hours import SHANGHAI
from yichuang.kernel.verbs.declare import verb_named
from yichuang.kernel.verbs.told import Told
from yichuang.sites.live import doors
from yichuang.sites.live.application import Streams
from yichuang.sites.live.hub import Hub
from yichuang.sites.screen import views as screen


def wired() -> Streams:
    """The application with all that it needs."""
    hub = Hub(count=picture, name=named)
    open_to = {"/live/desk/": doors.desk, "/live/screen/": screen.door, "/live/wall/": screen.wall_door}
    return Streams(hub, open_to, listen_as_app)


def picture(path: str) -> str:
    """The screen of an office as an event's data."""
    try:
        return json.dumps({"html": screen.picture(path)}, ensure_ascii=False)
    finally:
        connections.close_all()


def named(act: Told) -> dict[str, Any] | None:
    """An act on a case as the screen's foot names it: when, which department, what. No case, no name."""
    if act.kind != "case" or not act.concerns:
        return None
    office = doors.office_name(act.concerns[0])
    return {"at": f"{datetime.now(SHANGHAI):%H:%M:%S}", "office": office, "what": verb_named(act.verb).label}
