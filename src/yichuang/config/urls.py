"""Addresses of every site."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from yichuang.domains.catalogue import urls as catalogue_desk
from yichuang.sites import health
from yichuang.sites.portal import guide
from yichuang.sites.size import size

# one name for an item's pages, whoever shows them: the public guide is the portal's, the list the room's own
catalogue: tuple[list[URLPattern | URLResolver], str] = (
    [path("items/<str:code>/", guide.guide, name="guide"), *catalogue_desk.urlpatterns],
    "catalogue",
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("size/", size, name="size"),
    path("health/live/", health.live, name="live"),
    path("health/ready/", health.ready, name="ready"),
    path("metrics/", health.counted, name="metrics"),
    # what is asked for most stands first: the table is gone through in order
    path("", include("yichuang.domains.cases.urls")),
    path("", include("yichuang.sites.portal.urls")),
    path("", include("yichuang.domains.feedback.urls")),
    path("", include(catalogue)),
    path("", include("yichuang.sites.desk.messages")),
    path("", include("yichuang.sites.screen.urls")),
    path("desk/", include("yichuang.sites.desk.urls")),
    path("desk/", include("yichuang.domains.organisation.urls")),
    path("", include("yichuang.oversight.supervision.urls")),
    path("", include("yichuang.oversight.reports.urls")),
    path("", include("yichuang.oversight.reportcheck.urls")),
    path("api/", include("yichuang.sites.api.urls")),
]

handler400 = "yichuang.sites.middleware.bad_request"
handler403 = "yichuang.sites.middleware.no_entry"
handler404 = "yichuang.sites.middleware.not_found"
handler500 = "yichuang.sites.middleware.server_error"
