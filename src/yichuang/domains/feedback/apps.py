from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    name = "yichuang.domains.feedback"
    label = "feedback"
    verbose_name = "好差评"
