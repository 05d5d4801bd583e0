"""Addresses of the public site."""

from __future__ import annotations

from django.urls import path

from yichuang.sites.portal import apply, browse, home, progress, sign_in

app_name = "portal"
urlpatterns = [
    path("", home.home, name="home"),
    path("figures/<str:code>/", home.figure, name="figure"),
    path("search/", browse.search, name="search"),
    path("items/", browse.items, name="items"),
    path("departments/", browse.departments, name="departments"),
    path("places/", browse.places, name="places"),
    path("apply/<str:code>/", apply.start, name="apply"),
    path("apply/<str:code>/<str:key>/receipt/", apply.receipt, name="apply_receipt"),
    path("apply/<str:code>/<str:key>/<str:page>/", apply.step, name="apply_step"),
    path("progress/", progress.ask, name="progress"),
    path("progress/<str:number>/", progress.case, name="case"),
    path("progress/<str:number>/supplement/", progress.supplement, name="supplement"),
    path("progress/<str:number>/owed/", progress.owed, name="owed"),
    path("progress/<str:number>/withdraw/", progress.withdraw, name="withdraw"),
    path("progress/<str:number>/papers/<int:document>.pdf", progress.paper, name="paper"),
    path("sign-in/", sign_in.phone, name="sign_in"),
    path("sign-in/code/", sign_in.code, name="sign_in_code"),
    path("sign-out/", sign_in.sign_out, name="sign_out"),
    path("mine/", sign_in.mine, name="mine"),
    path("mine/link/", sign_in.link, name="link"),
    path("mine/link/code/", sign_in.link_code, name="link_code"),
    path("mine/looks/", sign_in.looks, name="looks"),
]
