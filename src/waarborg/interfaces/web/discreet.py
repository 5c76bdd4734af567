"""What must not come into the logs of the server: addresses that open a door."""

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
