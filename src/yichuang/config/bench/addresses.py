"""Addresses that only the bench's server has: a bare view, and empty pages of the two layouts to measure against."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from yichuang.config.urls import handler400, handler403, handler404, handler500
from yichuang.config.urls import urlpatterns as ours
from yichuang.kernel.access.doors import anybody, staff

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

EMPTY = (
    '{{% extends "layouts/{0}.html" %}}{{% block title %}}空页{{% endblock %}}'
    "{{% block content %}}<h1>{{{{ name }}}}</h1>{{% endblock %}}"
)
ONE = "SELECT name FROM office WHERE id = 1"


def _one() -> str:
    with connection.cursor() as cursor:
        cursor.execute(ONE)
        row = cursor.fetchone()
    return str(row[0]) if row else ""


@anybody
def bare(_request: HttpRequest) -> HttpResponse:
    """A view with one query and nothing else; served without middleware."""
    return HttpResponse(_one())


@cache
def _page(layout: str) -> Any:
    return engines["jinja2"].from_string(EMPTY.format(layout))


def _empty(request: HttpRequest, layout: str) -> HttpResponse:
    return HttpResponse(_page(layout).render({"name": _one()}, request))


@staff("page.search")
def empty_desk(request: HttpRequest) -> HttpResponse:
    """A page of the desk with one primary-key query."""
    return _empty(request, "desk")


@anybody
def empty_portal(request: HttpRequest) -> HttpResponse:
    """A page of the portal with one primary-key query."""
    return _empty(request, "portal")


urlpatterns = [
    path("bench/bare/", bare, name="bench_bare"),
    path("bench/", empty_portal, name="bench_portal"),
    path("desk/bench/", empty_desk, name="bench_desk"),
    *ours,
]
