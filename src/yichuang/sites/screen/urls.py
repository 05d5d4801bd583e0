"""Addresses of the big screen."""

from __future__ import annotations

from django.urls import path

from yichuang.sites.screen import views

app_name = "screen"

urlpatterns = [
    path("screen/", views.screen, name="screen"),
    path("screen/now/", views.now, name="now"),
    path("desk/screen/figures/", views.definitions, name="definitions"),
    path("screen/<str:token>/", views.linked, name="linked"),
    path("screen/<str:token>/figures/", views.linked_definitions, name="linked_definitions"),
    path("screen/<str:token>/now/", views.linked_now, name="linked_now"),
]
