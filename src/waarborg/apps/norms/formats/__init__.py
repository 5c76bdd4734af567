"""What our own files look like: the words that the exporters write and the importers understand."""

import re

LAST_ON_THE_SHELF = 1000


def position(text: str) -> int:
    """The place on the shelf that a file of ours says, the last one when it says something else."""
    return int(text) if re.fullmatch(r"[0-9]{1,9}", text) else LAST_ON_THE_SHELF
