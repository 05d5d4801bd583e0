from django.apps import AppConfig


class CalendarConfig(AppConfig):
    name = "yichuang.kernel.calendar"
    label = "calendar"
    verbose_name = "日历"
