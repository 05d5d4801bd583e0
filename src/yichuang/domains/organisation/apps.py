from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    name = "yichuang.domains.organisation"
    label = "organisation"
    verbose_name = "组织"
