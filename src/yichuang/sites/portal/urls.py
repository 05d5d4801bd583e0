"""Addresses of the public site."""

from __future__ import annotations

from django.urls import path

from yichuang.sites.portal import browse, home

app_name = "portal"
urlpatterns = [
    path("", home.home, name="home"),
    path("figures/<str:code>/", home.figure, name="figure"),
    path("search/", browse.search, name="search"),
    path("items/", browse.items, name="items"),
    path("departments/", browse.departments, name="departments"),
    path("places/", browse.places, name="places"),
]
