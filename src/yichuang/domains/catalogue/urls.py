"""Addresses of the catalogue at the desk."""

from __future__ import annotations

from django.urls import path

from yichuang.domains.catalogue import desk

app_name = "catalogue"
urlpatterns = [
    path("desk/items/", desk.desk_items, name="desk_items"),
    path("desk/items/new/", desk.desk_new, name="desk_new"),
    path("desk/items/workbook/", desk.desk_workbook, name="desk_workbook"),
    path("desk/items/of/<str:code>/", desk.desk_item, name="desk_item"),
    path("desk/items/of/<str:code>/adjust/", desk.desk_adjust, name="desk_adjust"),
    path("desk/items/of/<str:code>/<str:name>/", desk.desk_act, name="desk_act"),
]
