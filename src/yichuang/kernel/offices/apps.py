from django.apps import AppConfig


class OfficesConfig(AppConfig):
    name = "yichuang.kernel.offices"
    label = "offices"
    verbose_name = "机构"
