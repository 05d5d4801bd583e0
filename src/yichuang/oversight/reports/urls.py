"""Addresses of figures and reports."""

from __future__ import annotations

from django.urls import path

from yichuang.oversight.reports import desk

app_name = "reports"
urlpatterns = [
    path("desk/figures/", desk.figures, name="figures"),
    path("desk/figures/<str:code>/", desk.figure, name="figure"),
    path("desk/figures/<str:code>/rows.csv", desk.rows, name="rows"),
    path("desk/reports/", desk.reports, name="reports"),
    path("desk/reports/view/", desk.report, name="report"),
    path("desk/reports/report.<str:kind>", desk.report_file, name="file"),
]
