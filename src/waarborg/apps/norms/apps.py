from django.apps import AppConfig


class NormsConfig(AppConfig):
    name = "waarborg.apps.norms"
    label = "norms"
