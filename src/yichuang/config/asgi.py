"""The entrance of streams for granian, made by `application` once Django is set up."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from yichuang.config.loading import load_django

if TYPE_CHECKING:
    from yichuang.sites.live.application import Streams


def application() -> Streams:
    """Set Django up, then wire the streams: `granian --factory yichuang.config.asgi:application`."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yichuang.config.settings")
    load_django()
    # seconds: a picture that is being drawn in a thread doesn't hold up what is only passed on
    sys.setswitchinterval(0.0005)
    from yichuang.config.streams import wired

    return wired()
