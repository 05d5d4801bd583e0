from django.apps import AppConfig


class ResidentsConfig(AppConfig):
    name = "yichuang.domains.residents"
    label = "residents"
    verbose_name = "居民信息库"
