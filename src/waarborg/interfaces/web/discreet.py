"""What must not come into the logs of the server: addresses that open a door, and noise of strangers."""

import logging
import re

_OPENS = re.compile(r"(/uitnodiging/|/aanmelden/wachtwoord/)[^/\s]{20,}")


class Discreet(logging.Filter):
    """Leaves the secret part out of links to come in; who reads the logs is not who was invited."""

    def filter(self, record: logging.LogRecord) -> bool:
        said = record.getMessage()
        if _OPENS.search(said):
            record.msg, record.args = _OPENS.sub(r"\1…", said), ()
        return True


class Brief(logging.Filter):
    """One line for a request that makes no sense. Where we noticed says nothing, and a stranger could fill the disk."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.name.startswith("django.") and record.levelno < logging.ERROR:
            record.exc_info, record.exc_text = None, None
        return True
