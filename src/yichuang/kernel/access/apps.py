from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "yichuang.kernel.access"
    label = "access"
    verbose_name = "权限"
