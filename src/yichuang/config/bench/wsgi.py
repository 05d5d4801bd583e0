"""The bench's web application: the product's, and beside it one handler without middleware for the bare view."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yichuang.config.bench.settings")

from django.core.handlers.wsgi import WSGIHandler
from django.test.utils import override_settings

from yichuang.config.loading import load_django

load_django()
_whole = WSGIHandler()
with override_settings(MIDDLEWARE=[]):
    _bare = WSGIHandler()


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Serve a request by the one or the other."""
    chosen = _bare if environ.get("PATH_INFO", "").startswith("/bench/bare/") else _whole
    return chosen(environ, start_response)
