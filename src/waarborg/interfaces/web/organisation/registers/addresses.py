"""Where every register lives."""

from django.urls import reverse

from waarborg.domain.registers import RegisterKind

PLACES = {
    RegisterKind.UNIT: "organisatie/onderdelen",
    RegisterKind.LOCATION: "organisatie/locaties",
    RegisterKind.PROCESS: "processen/",
    RegisterKind.SYSTEM: "systemen/",
}


def of_list(kind: RegisterKind) -> str:
    """The whole register."""
    return reverse(f"registers:{kind.value}-list")


def of(kind: RegisterKind, code: str, act: str = "entry") -> str:
    """One entry, or what can be done with it: change, archive, restore."""
    return reverse(f"registers:{kind.value}-{act}", args=[code])


def of_new(kind: RegisterKind) -> str:
    """The form for a new entry."""
    return reverse(f"registers:{kind.value}-new")


def of_export(kind: RegisterKind, form: str) -> str:
    """The list as a file: xlsx or csv."""
    return reverse(f"registers:{kind.value}-export", args=[form])
