"""An OSCAL document out of its file, JSON or YAML, and what to say of the kinds that hold no norm."""

import json
import re

from waarborg.apps.norms.formats.oscal import Json
from waarborg.apps.norms.importers import safe_yaml
from waarborg.apps.norms.importers.texts import decode
from waarborg.apps.norms.shapes import UnreadableFileError

READ = ("catalog", "mapping-collection")
_OTHERS = {
    "profile": "een OSCAL-profiel: dat kiest uit catalogi en bevat zelf geen normtekst. Lees de catalogus in, of het "
    "uitgewerkte profiel ('resolved profile catalog')",
    "component-definition": "een OSCAL-beschrijving van componenten (component-definition), geen norm",
    "system-security-plan": "een OSCAL-beveiligingsplan van een systeem (system-security-plan), geen norm",
    "assessment-plan": "een OSCAL-beoordelingsplan (assessment-plan), geen norm",
    "assessment-results": "een OSCAL-bestand met uitkomsten van een beoordeling (assessment-results), geen norm",
    "plan-of-action-and-milestones": "een OSCAL-verbeterplan (plan-of-action-and-milestones), geen norm",
}
_KEY = re.compile(r"""["']?([A-Za-z$][\w$-]*)["']?[ \t]*:(?:\s|$)""")


def load(data: bytes) -> Json:
    """The document in the file; in YAML every value is text, as in OSCAL's own JSON.

    Raises UnreadableFileError when it is no object in JSON or YAML.
    """
    text = decode(data)
    if first_key(text):
        found = safe_yaml.load_texts(text)
    else:
        try:
            found = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise UnreadableFileError(f"Dit is geen leesbare JSON: {str(error)[:200]}.") from error
    if not isinstance(found, dict):
        raise UnreadableFileError("Dit is geen OSCAL: bovenaan hoort een object te staan.")
    return found


def first_key(text: str) -> str:
    """The key at the left margin that a YAML document begins with, or nothing when it begins otherwise."""
    for line in text.lstrip("\ufeff").split("\n"):
        if line.strip() and not line.startswith(("#", "---", "%")):
            found = _KEY.match(line)
            return found[1] if found else ""
    return ""


def is_known(root: str) -> bool:
    """Whether the key is the root of a kind of OSCAL document, also of those that Waarborg does not read."""
    return root in READ or root in _OTHERS


def told(roots: set[str]) -> str:
    """What a document with these keys at its root is, for people; nothing when it is no OSCAL that we know."""
    return next((what for name, what in _OTHERS.items() if name in roots), "")


def refusal(roots: set[str]) -> str:
    """Why a document with these keys at its root is not read."""
    if what := told(roots):
        return f"Dit is {what}."
    found = ", ".join(sorted(map(str, roots - {"$schema"}))[:3])
    return f"Dit is geen OSCAL-catalogus of OSCAL-mapping (wel: {found[:80] or 'niets'})."
