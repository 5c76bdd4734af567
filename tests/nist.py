"""NIST's own rules for OSCAL, independent of the models we also load with: its metaschemas, by the package `oscal`.

It checks structure, data types, cardinality and allowed values against NIST's resolved metaschema of the version that
the document names. NIST's JSON schema itself is in no package; it is generated from these same metaschemas.
"""

import atexit
import logging
import shutil
import tempfile
from functools import cache
from pathlib import Path

from oscal import OSCAL
from oscal.oscal_support import configure_support


@cache
def _ready() -> None:
    """Unpack the metaschemas in a folder of this process; the package would put them in the working folder."""
    logging.getLogger("oscal").setLevel(logging.CRITICAL)  # imports that are elsewhere on purpose
    folder = tempfile.mkdtemp(prefix="waarborg-oscal-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    configure_support(db_path=str(Path(folder) / "support.db"))


def faults(document: bytes) -> list[str]:
    """What NIST's metaschema has against this OSCAL document, in words; empty when it is valid."""
    _ready()
    content = OSCAL.loads(document.decode())
    found = [
        f"{fault['location']}: {fault['error-type']} {fault['field']} = {fault['value']!r}"
        for fault in content.validation_errors
    ]
    return found if found or content.is_valid else ["not a well-formed OSCAL document"]
