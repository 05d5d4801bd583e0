"""Addresses of the check's page alone."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView

from yichuang.sites.size import size

urlpatterns: list[URLPattern | URLResolver] = [
    path("", RedirectView.as_view(pattern_name="reportcheck:start")),
    path(
        "desk/", RedirectView.as_view(pattern_name="reportcheck:start")
    ),  # where pages of failures lead home
    path("size/", size, name="size"),
    path("", include("yichuang.oversight.reportcheck.urls")),
]

handler400 = "yichuang.sites.middleware.bad_request"
handler403 = "yichuang.sites.middleware.no_entry"
handler404 = "yichuang.sites.middleware.not_found"
handler500 = "yichuang.sites.middleware.server_error"
