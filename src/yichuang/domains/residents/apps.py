from django.apps import AppConfig


class ResidentsConfig(AppConfig):
    name = "yichuang.domains.residents"
    label = "residents"
    verbose_name = "居民信息库"

    def ready(self) -> None:
        """Read the verbs of the portal's side, which don't stand in `actions`."""
        from yichuang.domains.residents import accounts, appearing  # noqa: F401
