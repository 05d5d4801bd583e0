"""Django and all rooms loaded, without looking for rubbish meanwhile."""

from __future__ import annotations

import gc

import django


def load_django() -> None:
    """`django.setup()` for a process that then stays; the settings are named already.

    Hardly anything that loading makes is ever thrown away: to look through it again and again for rubbish would take
    a fifth of the time, here and at every later search.
    """
    gc.disable()
    try:
        django.setup()
    finally:
        gc.enable()
    gc.freeze()
