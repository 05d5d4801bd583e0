from django.apps import AppConfig


class WatchConfig(AppConfig):
    name = "yichuang.kernel.watch"
    label = "watch"
    verbose_name = "时限看守"
