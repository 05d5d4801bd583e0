"""The web application for granian."""

from __future__ import annotations

import os

from django.core.handlers.wsgi import WSGIHandler

from yichuang.config.loading import load_django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yichuang.config.settings")
load_django()
application = WSGIHandler()
