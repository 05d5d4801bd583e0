"""Addresses of every site."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from yichuang.sites.size import size

urlpatterns: list[URLPattern | URLResolver] = [
    path("size/", size, name="size"),
    path("desk/", include("yichuang.sites.desk.urls")),
    path("desk/", include("yichuang.domains.organisation.urls")),
    path("", include("yichuang.sites.portal.urls")),
    path("", include("yichuang.domains.feedback.urls")),
    path("", include("yichuang.sites.desk.messages")),
]

handler404 = "yichuang.sites.middleware.not_found"
handler500 = "yichuang.sites.middleware.server_error"
