"""The entrance of streams for granian: who may listen, what is counted, and the connection that hears of acts."""

from __future__ import annotations

import json
import os
import sys
from datetime import datetime
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yichuang.config.settings")

import django

django.setup()

from yichuang.config.database import listen_as_app  # noqa: E402 - Django first
from yichuang.kernel.clocks.hours import SHANGHAI  # noqa: E402
from yichuang.kernel.verbs.declare import verb_named  # noqa: E402
from yichuang.kernel.verbs.told import Told  # noqa: E402
from yichuang.sites.live import doors  # noqa: E402
from yichuang.sites.live.application import Streams  # noqa: E402
from yichuang.sites.live.hub import Hub  # noqa: E402
from yichuang.sites.screen import views as screen  # noqa: E402


def picture(path: str) -> str:
    """The screen of an office as an event's data."""
    from django.db import connections

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


# seconds: a picture that is being drawn in a thread doesn't hold up what is only passed on
sys.setswitchinterval(0.0005)
application = Streams(
    Hub(count=picture, name=named),
    {"/live/desk/": doors.desk, "/live/screen/": screen.door, "/live/wall/": screen.wall_door},
    listen_as_app,
)
