"""Addresses of figures and reports."""

from __future__ import annotations

from django.urls import path

from yichuang.oversight.reports.desk import pages, published

app_name = "reports"
urlpatterns = [
    path("desk/figures/", pages.figures, name="figures"),
    path("desk/figures/all.<str:kind>", pages.figures_file, name="figures_file"),
    path("desk/figures/<str:code>/", pages.figure, name="figure"),
    path("desk/figures/<str:code>/rows.csv", pages.rows, name="rows"),
    path("desk/reports/", pages.reports, name="reports"),
    path("desk/reports/view/", pages.report, name="report"),
    path("desk/reports/report.<str:kind>", pages.report_file, name="file"),
    path("desk/reports/publish/", published.publish_, name="publish"),
    path("desk/reports/published/<int:identity>/", published.publication, name="publication"),
]
