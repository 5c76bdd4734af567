from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "waarborg.apps.reports"
    label = "reports"
