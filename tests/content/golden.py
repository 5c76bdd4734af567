"""What every published edition says, as fingerprints: an edition that drifts is told by number.

`python -m tests.content.golden` writes the fingerprints of editions that have none yet; it never overwrites one.
"""

import hashlib
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from tests.content import shelf
from waarborg.apps.norms.shapes import ParsedEdition

FOLDER = Path(__file__).parent / "golden"


def fingerprint(edition: ParsedEdition) -> dict[str, Any]:
    """Per item a short hash of everything it says, and one of the edition's own words."""
    about = asdict(edition)
    items = about.pop("items")
    return {"about": _short(about), "items": {f"{item['kind']} {item['number']}": _short(item) for item in items}}


def _short(thing: object) -> str:
    return hashlib.sha256(json.dumps(thing, sort_keys=True, default=str).encode()).hexdigest()[:12]


def file_of(edition_id: str) -> Path:
    return FOLDER / f"{edition_id}.json"


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for edition in shelf.norm().editions:
        file = file_of(edition.id)
        if not file.exists():
            file.write_text(json.dumps(fingerprint(edition), indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
