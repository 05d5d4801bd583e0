from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "yichuang.domains.catalogue"
    label = "catalogue"
    verbose_name = "事项"
