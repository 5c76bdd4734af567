"""Known weaknesses of what we pinned: `make lock` asks the registries, `make lint` only reads what they said.

`requirements/advisories.json` holds per pin what was known and on which day; `requirements/accepted.toml` what we
accept, why, and until when. Neither names a host: the index is the one of pip, the registry the one of npm.
"""

import argparse
import json
import re
import subprocess
import sys
import tomllib
import urllib.request
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.parse import urljoin

from pip._internal.models.index import PyPI

ROOT = Path(__file__).resolve().parents[1]
KNOWN = ROOT / "requirements" / "advisories.json"
ACCEPTED = ROOT / "requirements" / "accepted.toml"
OLD_DAYS = 30
YANKED = "yanked"
_PIN = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)", re.MULTILINE)
_SIMPLE = {"Accept": "application/vnd.pypi.simple.v1+json"}
_SECONDS = 30

Pins = Mapping[str, str]  # name -> version


@dataclass(frozen=True, slots=True)
class Found:
    """What a check came to: what fails the build, and what only should be known."""

    wrong: tuple[str, ...]
    warned: tuple[str, ...]


def python_pins(folder: Path = ROOT / "requirements") -> Pins:
    """What the lock files of Python hold."""
    return {
        name.lower(): version
        for file in sorted(folder.glob("*.txt"))
        for name, version in _PIN.findall(file.read_text())
    }


def npm_pins(file: Path = ROOT / "assets" / "package-lock.json") -> Pins:
    """What the lock file of npm holds; of a package in several versions each has a name of its own."""
    packages = json.loads(file.read_text())["packages"]
    return {path.removeprefix("node_modules/"): about["version"] for path, about in packages.items() if path}


def read_known() -> dict[str, Any]:
    """What was known at the last look-up; empty before the first."""
    found: dict[str, Any] = json.loads(KNOWN.read_text()) if KNOWN.exists() else {}
    return found


def check(
    known: Mapping[str, Any], accepted: Iterable[Mapping[str, Any]], pins: Mapping[str, Pins], today: date
) -> Found:
    """Hold the pins against what is known of them."""
    wrong, warned = list[str](), list[str]()
    good = {(one["package"], one["advisory"]) for one in accepted if one.get("reason") and one["until"] >= today}
    for ecosystem, pinned in pins.items():
        told = known.get(ecosystem, {})
        wrong += _unaccepted(told.get("pins", {}), pinned, good)
        warned += _gaps(ecosystem, told, pinned, today)
    return Found(tuple(wrong), tuple(warned))


def _unaccepted(told: Mapping[str, Any], pinned: Pins, good: set[tuple[str, str]]) -> Iterator[str]:
    for name, version in pinned.items():
        about = told.get(name, {})
        if about.get("version") != version:
            continue
        for advisory in about.get("advisories", []):
            if (name, advisory["id"]) not in good:
                fixed = f"; fixed in {', '.join(advisory['fixed_in'])}" if advisory.get("fixed_in") else ""
                yield f"{name} {version}: {advisory['id']} {advisory.get('summary', '')}{fixed}"


def _gaps(ecosystem: str, told: Mapping[str, Any], pinned: Pins, today: date) -> Iterator[str]:
    looked_up = told.get("looked_up")
    if looked_up is None:
        yield f"{ecosystem}: nothing was looked up. Run `make lock`."
        return
    if (days := (today - date.fromisoformat(looked_up)).days) > OLD_DAYS:
        yield f"{ecosystem}: looked up {days} days ago. Run `make lock`."
    if reason := told.get("advisories_unavailable"):
        yield f"{ecosystem}: no advisories could be had on {looked_up} ({reason}); only what was withdrawn is known."
    missing = [name for name, version in pinned.items() if told["pins"].get(name, {}).get("version") != version]
    if missing:
        yield f"{ecosystem}: not looked up: {', '.join(missing[:10])}{' …' if len(missing) > 10 else ''}"  # noqa: PLR2004
    for name, version in pinned.items():
        if newer := told["pins"].get(name, {}).get("patch"):
            yield f"{name} {version}: {newer} is out, of the same line"


def refresh(today: date) -> dict[str, Any]:
    """Ask again. A source that does not answer is told in the file; what is known of withdrawn releases stays."""
    return {"python": _python(python_pins(), today), "npm": _npm(npm_pins(), today)}


def _python(pins: Pins, today: date) -> dict[str, Any]:
    index = _index()
    found: dict[str, Any] = {}
    unavailable = ""
    for name, version in sorted(pins.items()):
        about = _withdrawn_and_newer(_get(urljoin(index, f"{name}/"), _SIMPLE), version)
        if not unavailable:
            try:
                told = _get(urljoin(index, f"../pypi/{name}/{version}/json"), {})["vulnerabilities"]
                about["advisories"] += [_advisory(one) for one in told if not one.get("withdrawn")]
            except (URLError, KeyError) as error:
                unavailable = str(error)
        found[name] = {"version": version, **about}
    return {"looked_up": today.isoformat(), "advisories_unavailable": unavailable, "pins": found}


def _withdrawn_and_newer(page: Mapping[str, Any], version: str) -> dict[str, Any]:
    """What every index tells: whether the release, or the whole project, was withdrawn, and a newer patch."""
    ours = [file for file in page["files"] if _version(file["filename"]) == version]
    reasons = [str(file["yanked"]) for file in ours if file.get("yanked")]
    advisories = [{"id": YANKED, "summary": f"withdrawn by its makers: {reasons[0]}"}] if reasons else []
    status = page.get("project-status", {}).get("status", "active")
    if status == "quarantined":
        advisories.append({"id": status, "summary": "the index does not trust this project"})
    about: dict[str, Any] = {"advisories": advisories}
    yanked = {_version(file["filename"]) for file in page["files"] if file.get("yanked")}
    line = [one for one in page.get("versions", []) if one not in yanked and _is_newer_patch(one, version)]
    if line:
        about["patch"] = max(line, key=_numbers)
    return about


def _version(file: str) -> str:
    stem = file.removesuffix(".tar.gz").removesuffix(".zip")
    return stem.split("-")[1] if file.endswith(".whl") else stem.rpartition("-")[2]


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


def _is_newer_patch(one: str, version: str) -> bool:
    if not all(re.fullmatch(r"\d+(\.\d+){2,}", text) for text in (one, version)):
        return False
    theirs, ours = _numbers(one), _numbers(version)
    return theirs[:2] == ours[:2] and theirs > ours


def _advisory(one: Mapping[str, Any]) -> dict[str, Any]:
    return {"id": one["id"], "summary": (one.get("summary") or "")[:200], "fixed_in": one.get("fixed_in", [])}


def _npm(pins: Pins, today: date) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, str(ROOT / "tools" / "node.py"), "npm", "audit", "--json"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    answer = json.loads(done.stdout[done.stdout.find("{") :] or "{}")
    told = answer.get("vulnerabilities")
    found = {
        name: {"version": version, "advisories": _npm_advisories(name, told or {})} for name, version in pins.items()
    }
    reason = "" if told is not None else f"npm audit: {answer.get('statusCode', 'no answer')}"
    return {"looked_up": today.isoformat(), "advisories_unavailable": reason, "pins": dict(sorted(found.items()))}


def _npm_advisories(name: str, told: Mapping[str, Any]) -> list[dict[str, Any]]:
    about = next((one for one in told.values() if f"node_modules/{name}" in one.get("nodes", [])), None)
    vias = [via for via in about["via"] if isinstance(via, dict)] if about else []
    return [{"id": str(via["url"]).rpartition("/")[2], "summary": via["title"], "fixed_in": []} for via in vias]


def _index() -> str:
    """The index of pip, as this machine has it."""
    asked = [sys.executable, "-m", "pip", "config", "get", "global.index-url"]
    said = subprocess.run(asked, capture_output=True, text=True, check=False)
    return f"{(said.stdout.strip() or PyPI.simple_url).rstrip('/')}/"


def _get(address: str, headers: Mapping[str, str]) -> Any:
    request = urllib.request.Request(address, headers=dict(headers))  # noqa: S310 - the index of pip
    with urllib.request.urlopen(request, timeout=_SECONDS) as answer:  # noqa: S310 - same
        return json.load(answer)


def main() -> None:
    """`advisories.py refresh` or `advisories.py check`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("act", choices=["refresh", "check"])
    today = datetime.now(tz=UTC).date()
    if parser.parse_args().act == "refresh":
        KNOWN.write_text(json.dumps(refresh(today), indent=1, ensure_ascii=False, sort_keys=True) + "\n")
    known = read_known()
    accepted = tomllib.loads(ACCEPTED.read_text()).get("accepted", []) if ACCEPTED.exists() else []
    found = check(known, accepted, {"python": python_pins(), "npm": npm_pins()}, today)
    for line in found.warned:
        print(f"warning: {line}", file=sys.stderr)
    for line in found.wrong:
        print(f"known weakness: {line}", file=sys.stderr)
    if found.wrong:
        sys.exit("Take a version without it, or add it to requirements/accepted.toml with a reason and an end date.")


if __name__ == "__main__":
    main()
