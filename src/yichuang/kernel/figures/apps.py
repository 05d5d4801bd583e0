from django.apps import AppConfig


class FiguresConfig(AppConfig):
    name = "yichuang.kernel.figures"
    label = "figures"
    verbose_name = "指标"

    def ready(self) -> None:
        """Let acts mark the days that are to be folded again; the rooms' figures are declared by now."""
        from yichuang.kernel.figures.daily import folded_sources
        from yichuang.kernel.figures.marks import hang

        hang(folded_sources())
