from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "yichuang.kernel.ledger"
    label = "ledger"
    verbose_name = "留痕"
