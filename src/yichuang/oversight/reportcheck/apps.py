from django.apps import AppConfig


class ReportCheckConfig(AppConfig):
    name = "yichuang.oversight.reportcheck"
    label = "reportcheck"
    verbose_name = "报告核验"
