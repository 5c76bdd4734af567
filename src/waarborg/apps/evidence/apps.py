from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "waarborg.apps.evidence"
    label = "evidence"
