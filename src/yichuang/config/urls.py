"""Addresses of every site."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("yichuang.domains.cases.urls")),
]

handler404 = "yichuang.sites.middleware.not_found"
handler500 = "yichuang.sites.middleware.server_error"
