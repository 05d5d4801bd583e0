from django.apps import AppConfig


class ScreenConfig(AppConfig):
    name = "yichuang.sites.screen"
    label = "screen"
    verbose_name = "大屏"
