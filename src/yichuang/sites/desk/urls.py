"""Addresses of the desk itself; the rooms bring their own."""

from __future__ import annotations

from django.urls import path

from yichuang.sites.desk import imports, me, residents, views

app_name = "desk"
urlpatterns = [
    path("", views.home, name="home"),
    path("sign-in/", views.sign_in, name="sign_in"),
    path("sign-in/code/", views.code, name="code"),
    path("sign-out/", views.sign_out, name="sign_out"),
    path("me/", me.me, name="me"),
    path("me/post/", me.act_in, name="act_in"),
    path("me/password/", me.password, name="password"),
    path("me/second-factor/", me.second_factor, name="second_factor"),
    path("residents/", residents.residents, name="residents"),
    path("residents/<str:kind>/<int:pk>/", residents.resident, name="resident"),
    path("residents/<str:kind>/<int:pk>/reveal/", residents.reveal, name="reveal_resident"),
    path("residents/<str:kind>/<int:pk>/update/", residents.update, name="update_resident"),
    path("residents/<str:kind>/<int:pk>/account/", residents.link, name="link_resident"),
    path("imports/", imports.imports, name="imports"),
    path("imports/<str:code>/template.xlsx", imports.template, name="import_template"),
]
