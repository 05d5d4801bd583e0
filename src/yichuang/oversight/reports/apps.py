from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "yichuang.oversight.reports"
    label = "reports"
    verbose_name = "指标和自查报告"
