"""The entrance of streams for granian: who may listen, what is counted, and the connection that hears of acts."""

from __future__ import annotations

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yichuang.config.settings")

import django

django.setup()

from yichuang.config.database import listen_as_app  # noqa: E402 - Django first
from yichuang.sites.live import doors  # noqa: E402
from yichuang.sites.live.application import Streams  # noqa: E402
from yichuang.sites.live.hub import Hub  # noqa: E402

application = Streams(Hub(), {"/live/desk/": doors.desk}, listen_as_app)
