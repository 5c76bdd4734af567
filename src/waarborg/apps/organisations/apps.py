from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "waarborg.apps.organisations"
    label = "organisations"
