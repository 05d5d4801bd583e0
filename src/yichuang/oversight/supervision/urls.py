"""Addresses of the pages of supervision."""

from __future__ import annotations

from django.urls import path

from yichuang.oversight.supervision.desk import alerts, board, cards, marks, rulebook, walls

app_name = "supervision"

urlpatterns = [
    path("desk/supervision/", board.board, name="board"),
    path("desk/supervision/cards/", cards.cards, name="cards"),
    path("desk/supervision/cards/<int:pk>/", cards.card, name="card"),
    path("desk/supervision/cards/<int:pk>/<slug:slug>/", cards.act_on_card, name="act_on_card"),
    path("desk/supervision/files/<int:pk>/", cards.file, name="file"),
    path("desk/supervision/marks/", marks.marks, name="marks"),
    path("desk/supervision/mine/", cards.mine, name="mine"),
    path("desk/supervision/alerts/", alerts.alerts, name="alerts"),
    path("desk/supervision/alerts/<int:pk>/", alerts.acknowledged, name="acknowledged"),
    path("desk/supervision/urge/", cards.send, name="send"),
    path("desk/supervision/urges/<int:pk>/", cards.urge, name="urge"),
    path("desk/supervision/urges/<int:pk>/<slug:slug>/", cards.act_on_urge, name="act_on_urge"),
    path("desk/supervision/walls/", walls.walls, name="walls"),
    path("desk/supervision/walls/<int:pk>/withdraw/", walls.withdraw, name="withdraw_wall"),
    path("desk/supervision/rules/", rulebook.rules, name="rules"),
    path("desk/supervision/rules/<int:pk>/", rulebook.change, name="change_rule"),
]
