from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "yichuang.sites.desk"
    label = "desk"
    verbose_name = "工作台"
