"""Addresses of the desk itself; the rooms bring their own."""

from __future__ import annotations

from django.urls import path

from yichuang.sites.desk import imports

app_name = "desk"
urlpatterns = [
    path("imports/", imports.imports, name="imports"),
    path("imports/<str:code>/template.xlsx", imports.template, name="import_template"),
]
