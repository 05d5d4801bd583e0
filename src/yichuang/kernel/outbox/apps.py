from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "yichuang.kernel.outbox"
    label = "outbox"
    verbose_name = "消息"
