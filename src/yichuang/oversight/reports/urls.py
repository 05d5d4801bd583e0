"""Addresses of figures and reports."""

from __future__ import annotations

from django.urls import path

from yichuang.oversight.reports import portal
from yichuang.oversight.reports.desk import pages, progress, published, sheets

app_name = "reports"
urlpatterns = [
    path("published/<slug:code>/", portal.publication, name="public"),
    path("desk/figures/", pages.figures, name="figures"),
    path("desk/figures/all.<str:kind>", pages.figures_file, name="figures_file"),
    path("desk/figures/<str:code>/", pages.figure, name="figure"),
    path("desk/figures/<str:code>/rows.csv", pages.rows, name="rows"),
    path("desk/reports/", pages.reports, name="reports"),
    path("desk/reports/view/", sheets.report, name="report"),
    path("desk/reports/report.<str:kind>", sheets.report_file, name="file"),
    path("desk/reports/draft/", progress.draft, name="draft"),
    path("desk/reports/<int:identity>/", progress.report, name="one"),
    path("desk/reports/<int:identity>/report.<str:kind>", progress.file, name="one_file"),
    path("desk/reports/<int:identity>/edit/<slug:act>/", progress.edit, name="edit"),
    path("desk/reports/<int:identity>/numbers/", progress.numbers, name="numbers"),
    path("desk/reports/<int:identity>/act/<slug:act>/", progress.decide, name="decide"),
    path("desk/reports/published/<int:identity>/", published.publication, name="publication"),
]
