from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "yichuang.domains.cases"
    label = "cases"
    verbose_name = "办件"
