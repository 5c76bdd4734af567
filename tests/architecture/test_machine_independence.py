"""Nothing in the repository is tied to the machine or the network on which it was made."""

import re
import tomllib

from tests.architecture import tracked

MACHINE = re.compile(
    r"/work/(?:main|shared)|/opt/(?:pypi|wheels)|/root/\.|(?<![\w/])/home/\w+/|/Users/\w+/|127\.0\.0\.1:\d+/simple"
)
REGISTRY = re.compile(
    r"https?://[^\s\"']*(?:registry|pypi|/simple|npmjs|artifact|nexus|mirror)[^\s\"']*", re.IGNORECASE
)
PINNED = ("requirements/", "assets/", "pyproject.toml", "Makefile", ".ci/")


def test_no_file_names_a_folder_of_somebody_s_machine():
    here = tracked.ROOT / "tests" / "architecture" / "test_machine_independence.py"
    found = [tracked.shown(f) for f in tracked.texts() if f != here and MACHINE.search(f.read_text(errors="replace"))]

    assert found == []


def test_no_dependency_file_names_a_registry():
    files = [file for file in tracked.texts() if tracked.shown(file).startswith(PINNED)]

    assert [tracked.shown(f) for f in files if REGISTRY.search(f.read_text(errors="replace"))] == []


def test_pinned_requirements_name_no_host_at_all():
    for name in ("base", "build", "node", "dev"):
        assert not re.search(r"://|^-|^--", (tracked.ROOT / "requirements" / f"{name}.txt").read_text(), re.MULTILINE)


def test_pyproject_and_requirements_ask_for_the_same():
    lines = (tracked.ROOT / "requirements" / "base.in").read_text().splitlines()
    asked = sorted(line.strip() for line in lines if line.strip() and not line.startswith("#"))

    assert sorted(tomllib.loads((tracked.ROOT / "pyproject.toml").read_text())["project"]["dependencies"]) == asked
