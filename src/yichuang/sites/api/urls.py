"""Addresses of the API, made once when the process starts: by then every room has declared its verbs."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, URLResolver, include, path
from django.views.decorators.http import require_GET

from yichuang.kernel.access.doors import anybody
from yichuang.sites.api import acts, calendar, cases, catalogue, figures
from yichuang.sites.api.service import api, check_rate
from yichuang.sites.middleware import PROBLEM

PREFIX = "api/v1"

# acts first: `items/adopt` isn't the item "adopt"
for room in (acts.router(), cases.router, catalogue.router, figures.router, calendar.router):
    api.add_router("", room)


@cache
def schema() -> dict[str, Any]:
    """The whole API as OpenAPI 3.1; problems have their own media type, which ninja can't say."""
    made: dict[str, Any] = api.get_openapi_schema(path_prefix=f"{PREFIX}/")
    for operations in made["paths"].values():
        for operation in operations.values():
            for status, response in operation["responses"].items():
                if int(status) >= 400 and "content" in response:
                    response["content"] = {PROBLEM: response["content"].pop("application/json")}
    return made


@anybody
@require_GET
def openapi(request: HttpRequest) -> HttpResponse:
    """The description of the API for programs and their makers."""
    check_rate(request)
    return JsonResponse(schema(), json_dumps_params={"ensure_ascii": False})


def _opened(patterns: list[URLPattern | URLResolver]) -> list[URLPattern | URLResolver]:
    """Say at each address who may come in: the public routers ask for no key, all others do."""
    public = {"items", "item", "due"}
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            pattern.callback.opens_to = "*" if pattern.name in public else "api"  # type: ignore[attr-defined]
    return patterns


app_name = "api"
urlpatterns: list[URLPattern | URLResolver] = [
    path("v1/openapi.json", openapi, name="openapi"),
    path("v1/", include(_opened(api.urls[0]))),
]
