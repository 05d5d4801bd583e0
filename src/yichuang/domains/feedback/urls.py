"""Addresses of evaluations, for the public and for staff."""

from __future__ import annotations

from django.urls import path

from yichuang.domains.feedback import device, portal
from yichuang.domains.feedback.desk import commendations, devices, evaluations, reviews

app_name = "feedback"
urlpatterns = [
    path("progress/<str:number>/evaluate/", portal.of_case, name="evaluate"),
    path("evaluate/result/<str:token>/", portal.result, name="result"),
    path("evaluate/<str:token>/", portal.invited, name="invited"),
    path("window/<str:token>/", device.device, name="device"),
    path("window/<str:token>/now/", device.now_shown, name="device_now"),
    path("desk/commendations/", commendations.commendations, name="commendations"),
    path("desk/devices/", devices.devices, name="devices"),
    path("desk/devices/<int:window>/<slug:slug>/", devices.act, name="device_act"),
    path("desk/evaluations/", evaluations.evaluations, name="evaluations"),
    path("desk/reviews/", reviews.reviews, name="reviews"),
    path("desk/reviews/<int:pk>/", reviews.review, name="review"),
    path("desk/reviews/<int:pk>/<slug:slug>/", reviews.act, name="review_act"),
]
