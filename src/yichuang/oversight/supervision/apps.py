from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    name = "yichuang.oversight.supervision"
    label = "supervision"
    verbose_name = "电子监察"
