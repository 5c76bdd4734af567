"""The workspace folder beside the repository, with official texts that never enter it; absent on most machines."""

from pathlib import Path

import pytest

_BESIDE = Path(__file__).resolve().parents[2] / "shared"
SHARED: Path | None = _BESIDE if _BESIDE.is_dir() else None


def shared(*parts: str) -> Path:
    """A file or folder in `../shared`; skips the test when this machine does not have it."""
    if SHARED is None or not SHARED.joinpath(*parts).exists():
        pytest.skip(f"../shared/{'/'.join(parts)} is not on this machine")
    return SHARED.joinpath(*parts)
