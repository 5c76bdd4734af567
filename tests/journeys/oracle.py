"""What a report must say, recomputed from the answers and the norm as plain data, without any code of the product.

The rules are those of BIO2 (docs/regels.md) and of the report's own account of its figures; written down here a
second time, so that a fault in the one does not hide in the other.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import yaml

CONTENT = Path(__file__).parents[2] / "content"
LEVELS = ("opzet", "bestaan", "werking")
VERDICTS = ("meets", "partly", "fails", "not_assessed", "not_applicable")
JUDGED = VERDICTS[:3]
SHORT = ("partly", "fails")
ESSENTIAL = ("gemeente", "provincie", "waterschap", "rijk")
FORCES = ("statutory", "self_regulation", "control")  # the order in which they come
STEPS = {"S": 1, "M": 2, "L": 4}  # quarters from now that days, weeks and months of work take

Counts = dict[str, dict[str, int]]
Item = dict[str, Any]


def load(path: str) -> Any:
    return _load(path)


@cache
def _load(path: str) -> Any:
    return yaml.load((CONTENT / path).read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


def edition(name: str) -> dict[str, Item]:
    """The items of an edition by number, in the order of the norm; shared content filled in."""
    folder = name.replace("@", "/")
    found: list[Item] = [item for file in load(f"{folder}/about.yaml")["files"] for item in load(f"{folder}/{file}")]
    return {item["number"]: _with_shared(item) for item in found}


def _with_shared(item: Item) -> Item:
    if "shares" not in item:
        return item
    other, number = item["shares"].split("/")
    return {**edition(other)[number], **item}


def demo_answers() -> dict[str, dict[str, Any]]:
    """What gemeente Veldermeer answered, by number."""
    files = ("veldermeer-5", "veldermeer-6-8", "veldermeer-guidelines")
    return {number: row for file in files for number, row in load(f"demo/{file}.yaml").items()}


def quarter(day: date, later: int = 0) -> str:
    place = day.year * 4 + (day.month - 1) // 3 + later
    return f"{place // 4} Q{place % 4 + 1}"


def order(number: str) -> tuple[int, ...]:
    return tuple(int(part) for part in number.split("."))


@dataclass(frozen=True)
class Oracle:
    """The figures of one round. `answers` holds per number: verdicts, applicability, owner, action, effort, due, …"""

    edition: str
    answers: dict[str, dict[str, Any]]
    today: date
    layer: str = "gemeente"

    @cached_property
    def items(self) -> dict[str, Item]:
        return edition(self.edition)

    @cached_property
    def counted(self) -> list[str]:
        """The live measures: judged and counted; a reference follows another number and is not (8.08.06)."""
        return [n for n, item in self.items.items() if (item["kind"], item["status"]) == ("measure", "live")]

    @cached_property
    def guidelines(self) -> list[str]:
        """Controls without overheidsmaatregel, under the number that says so or under their own (R6)."""
        parents = {
            i["parent"] for i in self.items.values() if i["kind"] == "measure" and i["status"] in {"live", "none"}
        }
        bare = [
            n for n, i in self.items.items() if (i["kind"], i["status"]) == ("control", "live") and n not in parents
        ]
        return [n for n, item in self.items.items() if item["status"] == "none" or n in bare]

    @cached_property
    def listed(self) -> list[str]:
        """Every number that the annex shows: all but headings and controls that their measures answer for."""
        asked = {*self.counted, *self.guidelines}
        elsewhere = {"moved", "withdrawn", "reference"}
        return [n for n, item in self.items.items() if n in asked or item["status"] in elsewhere]

    def said(self, number: str, what: str, default: Any = "") -> Any:
        return self.answers.get(number, {}).get(what, default)

    def choice(self, number: str) -> str:
        return str(self.said(number, "applicability", "applies"))

    def verdicts(self, number: str) -> tuple[str, ...]:
        """Opzet, bestaan, werking; what does not apply is n.v.t. on every level, a reference follows."""
        item = self.items[number]
        number = item["refers_to"] if item["status"] == "reference" else number
        if self.choice(number) == "not_applicable":
            return ("not_applicable",) * len(LEVELS)
        return tuple(self.said(number, "verdicts", ["not_assessed"] * len(LEVELS)))

    def tally(self, numbers: list[str]) -> Counts:
        found = {level: Counter(self.verdicts(n)[at] for n in numbers) for at, level in enumerate(LEVELS)}
        return {level: {verdict: found[level][verdict] for verdict in VERDICTS} for level in LEVELS}

    @cached_property
    def totals(self) -> Counts:
        return self.tally(self.counted)

    @cached_property
    def choices(self) -> Counter[str]:
        return Counter(self.choice(n) for n in self.guidelines)

    @cached_property
    def chapters(self) -> dict[str, list[str]]:
        """Per chapter the numbers that count, in the order of the norm."""
        return self._grouped(lambda n: n.split(".")[0])

    @cached_property
    def themes(self) -> dict[str, list[str]]:
        return self._grouped(lambda n: str(self.items[n]["theme"]))

    def _grouped(self, key: Any) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for number in self.counted:
            found.setdefault(key(number), []).append(number)
        return found

    def themes_by_need(self, words: dict[str, str]) -> list[str]:
        """Most outright missing in practice first, then most partly, then by name."""

        def need(code: str) -> tuple[int, int, str]:
            practice = self.tally(self.themes[code])["bestaan"]
            return (-practice["fails"], -practice["partly"], words[code])

        return sorted(self.themes, key=need)

    @cached_property
    def gaps(self) -> list[str]:
        """What falls short on a level and is no grounded deviation; the most urgent first."""
        asked = [*self.counted, *self.guidelines]
        return sorted((n for n in asked if self._is_gap(n)), key=lambda n: (*self._urgency(n), order(n)))

    def _is_gap(self, number: str) -> bool:
        is_grounded = self.choice(number) == "deviates" and self.said(number, "risk_analysis")
        return bool(set(SHORT) & set(self.verdicts(number))) and not is_grounded

    def _urgency(self, number: str) -> tuple[int, ...]:
        opzet, bestaan, werking = (SHORT.index(v) + 1 if v in SHORT else 0 for v in self.verdicts(number))
        touched = len(self.items[number].get("consequences", ()))
        return (FORCES.index(self.force(number)), -(20 * bestaan + 10 * opzet + 5 * werking + touched))

    def force(self, number: str) -> str:
        if number in self.guidelines:
            return "control"
        is_law = self.layer in ESSENTIAL and self.items[number].get("cbw_scope") == "inside"
        return "statutory" if is_law else "self_regulation"

    def effort(self, number: str) -> str:
        """As entered, else the usual one; guidelines have no usual one."""
        return str(self.said(number, "effort") or self.items[number].get("effort", ""))

    def quarter(self, number: str) -> str:
        due = self.said(number, "due", None)
        later = STEPS[self.effort(number) or "M"] + (self.force(number) == "control")
        return quarter(due) if due else quarter(self.today, later)

    def owner(self, number: str) -> tuple[str, bool]:
        """Name as entered, or the code of who usually owns it; and whether it was entered."""
        entered = self.said(number, "owner")
        return (entered, True) if entered else (str(self.items[number].get("owner", "")), False)

    def is_overdue(self, number: str) -> bool:
        due = self.said(number, "due", None)
        return due is not None and due < self.today

    @cached_property
    def quick_wins(self) -> list[str]:
        """Days of work, and not missing outright both on paper and in practice."""
        return [n for n in self.gaps if self.effort(n) == "S" and self.verdicts(n)[:2] != ("fails", "fails")]

    @cached_property
    def plan(self) -> dict[str, list[str]]:
        quarters = sorted({self.quarter(n) for n in self.gaps})
        return {label: [n for n in self.gaps if self.quarter(n) == label] for label in quarters}

    @cached_property
    def exceptions(self) -> list[str]:
        shown = [n for n in self.listed if self.items[n]["status"] != "reference"]
        return [n for n in shown if self.choice(n) in {"not_applicable", "deviates"}]

    @cached_property
    def bare_exceptions(self) -> list[str]:
        """A measure without the reason why it cannot apply (R4), a control without risk analysis (R6)."""
        needs = {n: "justification" if n in self.counted else "risk_analysis" for n in self.exceptions}
        return [n for n, what in needs.items() if not self.said(n, what)]

    @cached_property
    def not_judged(self) -> list[str]:
        """Counted items without a verdict on a level that was looked at; guidelines for which nothing was said."""
        used = [at for at, level in enumerate(LEVELS) if any(self.totals[level][v] for v in JUDGED)] or [0, 1, 2]
        return [n for n in self.listed if self._lacks(n, used)]

    def _lacks(self, number: str, used: list[int]) -> bool:
        found = self.verdicts(number)
        if number in self.counted:
            return any(found[at] == "not_assessed" for at in used)
        return number in self.guidelines and self.choice(number) == "applies" and set(found) == {"not_assessed"}

    @cached_property
    def hits(self) -> list[tuple[str, str]]:
        """Rule and number, in the order of the rules, then of the norm."""
        found = [(code, n) for n in self.listed if n in self.answers for code in self._broken(n)]
        return sorted(found, key=lambda hit: (hit[0], order(hit[1])))

    def _broken(self, number: str) -> list[str]:
        opzet, bestaan, werking = (v in {"meets", "partly"} for v in self.verdicts(number))
        is_measure, choice = number not in self.guidelines, self.choice(number)
        says_nvt = "not_applicable" in self.verdicts(number)
        deviates = choice == "deviates" or (says_nvt and not is_measure)
        broken = {
            "NM-01": werking and not bestaan,
            "NM-02": bestaan and not opzet,
            "NM-03": is_measure and says_nvt and not self.said(number, "justification"),
            "NM-04": deviates and not self.said(number, "risk_analysis"),
            "NM-05": "meets" in self.verdicts(number) and not self.said(number, "evidence"),
            "NM-06": self.items[number]["status"] in {"moved", "withdrawn"},
        }
        return [code for code, is_broken in broken.items() if is_broken]
