"""Addresses of the report check."""

from __future__ import annotations

from django.urls import path

from yichuang.oversight.reportcheck import desk

app_name = "reportcheck"
urlpatterns = [
    path("desk/check/", desk.start, name="start"),
    path("desk/check/<str:token>/", desk.sheet, name="sheet"),
    path("desk/check/<str:token>/correct/", desk.correct, name="correct"),
    path("desk/check/<str:token>/judge/", desk.judge, name="judge"),
    path("desk/check/<str:token>/own/", desk.own, name="own"),
    path("desk/check/<str:token>/commented.docx", desk.word, name="word"),
]
