from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "waarborg.interfaces.web"
    label = "web"

    def ready(self) -> None:
        """Let what happens at the door reach the journal."""
        from waarborg.interfaces.web.accounts import events  # noqa: PLC0415 - the tables are not there before

        events.connect()
