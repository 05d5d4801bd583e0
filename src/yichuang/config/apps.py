from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "yichuang.config"
    label = "config"
    verbose_name = "一窗"

    def ready(self) -> None:
        """Hang the one table of who reacts to what."""
        from yichuang.config import reactions

        reactions.hang_all()
