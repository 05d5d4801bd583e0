from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class VerbsConfig(AppConfig):
    name = "yichuang.kernel.verbs"
    label = "verbs"
    verbose_name = "办理动作"

    def ready(self) -> None:
        """Read every room's declarations, so that registries are whole before the first request."""
        autodiscover_modules(
            "permissions", "actions", "figures", "live_figures", "trip_figures", "joint_figures", "panels"
        )
