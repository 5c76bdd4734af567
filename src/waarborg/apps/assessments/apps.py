from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    name = "waarborg.apps.assessments"
    label = "assessments"
