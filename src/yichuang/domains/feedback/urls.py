"""Addresses of evaluations, for the public and for staff."""

from __future__ import annotations

from django.urls import path

from yichuang.domains.feedback import desk, portal

app_name = "feedback"
urlpatterns = [
    path("progress/<str:number>/evaluate/", portal.of_case, name="evaluate"),
    path("evaluate/<str:token>/", portal.invited, name="invited"),
    path("desk/evaluations/", desk.evaluations, name="evaluations"),
]
