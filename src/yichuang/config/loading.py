"""Modules loaded without looking for rubbish meanwhile, nor among them later."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def kept() -> Iterator[None]:
    """What is loaded meanwhile stays as long as the process does.

    Hardly anything that loading makes is ever thrown away: to look through it again and again for rubbish would take
    a fifth of the time, here and at every later search.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
    gc.freeze()


def load_django() -> None:
    """`django.setup()` for a process that then stays; the settings are named already."""
    with kept():
        import django

        django.setup()
