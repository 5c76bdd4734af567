from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "waarborg.apps.accounts"
    label = "accounts"
