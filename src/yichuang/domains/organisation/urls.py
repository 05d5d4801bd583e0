"""Addresses of the organisation's desk pages."""

from __future__ import annotations

from django.urls import path

from yichuang.domains.organisation.desk import offices, opening, people, places

app_name = "organisation"
urlpatterns = [
    path("windows/", offices.windows, name="windows"),
    path("windows/add/", offices.add_window, name="add_window"),
    path("windows/<int:identity>/", offices.window, name="window"),
    path("windows/departments/", offices.departments, name="departments"),
    path("windows/departments/add/", offices.add_department, name="add_department"),
    path("windows/departments/<int:identity>/", offices.department, name="department"),
    path("windows/centres/", offices.centres, name="centres"),
    path("windows/centres/add/", offices.add_centre, name="add_centre"),
    path("windows/centres/<int:identity>/", offices.centre, name="centre"),
    path("windows/regions/add/", offices.add_region, name="add_region"),
    path("windows/regions/<int:identity>/", places.region, name="region"),
    path("windows/halls/add/", places.add_hall, name="add_hall"),
    path("windows/halls/<int:identity>/", places.hall, name="hall"),
    path("windows/offices/<int:identity>/hours/", places.hours, name="hours"),
    path("windows/offices/<int:identity>/close/", offices.close, name="close_office"),
    path("windows/offices/<int:identity>/reopen/", offices.reopen, name="reopen_office"),
    path("staff/", people.people, name="staff"),
    path("staff/add/", people.open_account, name="open_account"),
    path("staff/<int:identity>/", people.person, name="person"),
    path("staff/<int:identity>/appoint/", people.appoint, name="appoint"),
    path("staff/<int:identity>/close/", people.close, name="close_account"),
    path("staff/<int:identity>/reopen/", people.reopen, name="reopen_account"),
    path("staff/<int:identity>/password/", people.reset_password, name="reset_password"),
    path("staff/posts/<int:identity>/end/", people.end_post, name="end_post"),
    path("calendar/", opening.year, name="calendar"),
    path("calendar/change/", opening.change, name="change_calendar"),
    path("calendar/changes/<int:identity>/", opening.one_change, name="calendar_change"),
]
