from django.apps import AppConfig


class BaseConfig(AppConfig):
    name = "waarborg.apps.base"
    label = "base"
