"""The scope of the ISMS: what is in, what is out and why, and what may not be left out without a word."""

from dataclasses import dataclass

from waarborg.domain.basis import Problem, Rule, check_all


@dataclass(frozen=True, slots=True)
class Scoped:
    """One entry of a register. `carries` are the critical processes that it is or carries, by code."""

    code: str
    is_in: bool
    because: str = ""
    carries: tuple[str, ...] = ()


def _out_has_a_reason(entry: Scoped) -> bool:
    return entry.is_in or bool(entry.because.strip())


def _critical_is_in(entry: Scoped) -> bool:
    return entry.is_in or not entry.carries


RULES: tuple[Rule[Scoped], ...] = (
    Rule(
        "RW-01",
        "Wat buiten de reikwijdte valt, heeft een reden.",
        "ISO/IEC 27001 4.3; BIO2 deel 1 GH §4-6",
        _out_has_a_reason,
    ),
    Rule(
        "RW-02",
        "Processen en systemen die de dienstverlening niet kan missen, vallen binnen de reikwijdte.",
        "BIO2 deel 1 GH §4-6, officieel §4-5.1",
        _critical_is_in,
    ),
)
# Without a reason nothing is saved; leaving out what is critical is objected to on every page that shows it.
REFUSES = frozenset({"RW-01"})


def problems(entry: Scoped) -> list[Problem]:
    """Every rule that the entry breaks."""
    return check_all(RULES, entry, about=entry.code)
