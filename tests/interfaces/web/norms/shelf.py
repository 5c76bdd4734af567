"""A small norm of our own making, in two editions, with everything that a page can show."""

from datetime import UTC, datetime

from waarborg.apps.base.actions import Actor
from waarborg.apps.norms.actions import load_norms
from waarborg.apps.norms.models import Item, OfficialText
from waarborg.apps.norms.shapes import (
    FileKind,
    ParsedEdition,
    ParsedItem,
    ParsedNorm,
    ParsedRelation,
    ParsedSuccession,
    Text,
)
from waarborg.domain.norms import Change, ItemKind, ItemStatus, RelationKind

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
NEW, OLD, OTHER = "proef@2", "proef@1", "ander@2020"


def item(number, title, *, kind=ItemKind.MEASURE, parent="", **more):
    nl, en = title if isinstance(title, tuple) else (title, f"{title} (en)")
    summary = more.pop("summary", (f"Over {nl.lower()}.", f"About {en.lower()}."))
    return ParsedItem(
        number=number,
        key=more.pop("key", f"p-{number}"),
        kind=kind,
        parent=parent,
        title=Text(nl, en),
        summary=Text(*summary),
        **more,
    )


def load():
    """Load both editions, their lineage and a related norm."""
    edition = {"publisher": "Wij", "licence": "EUPL-1.2", "source": "Eigen werk"}
    norm = ParsedNorm(
        kind=FileKind.CONTENT,
        editions=(
            ParsedEdition(id=NEW, title=Text("Proef twee", "Trial two"), items=_new(), position=1, **edition),
            ParsedEdition(id=OLD, title=Text("Proef een", "Trial one"), items=_old(), position=2, **edition),
            ParsedEdition(id=OTHER, title=Text("Ander", "Other"), items=(item("1.1", "Elders"),), **edition),
        ),
        successions=tuple(_steps()),
        relations=(
            ParsedRelation(
                source_edition=NEW,
                source_number="5.01.01",
                target_edition=OTHER,
                target_number="1.1",
                kind=RelationKind.NARROWER,
                source="Wij zelf",
            ),
        ),
    )
    load_norms(norm, shipped=True, by=Actor("proef", "test"), at=AT)


def load_framework(*numbers: str) -> None:
    """A norm of others, with numbers as they write them."""
    items = tuple(item(number, f"Over {number}", kind=ItemKind.CONTROL) for number in numbers)
    edition = ParsedEdition(id="vreemd@1", title=Text("Vreemd", "Foreign"), items=items)
    norm = ParsedNorm(kind=FileKind.OSCAL_CATALOG, editions=(edition,))
    load_norms(norm, shipped=False, by=Actor("proef", "test"), at=AT)


def attach_official_text(number: str, text: str, *, match: str = "verified", edition: str = "2") -> None:
    found = Item.objects.get(edition__catalogue__name="proef", edition__version=edition, number=number)
    OfficialText.objects.create(
        item=found, text=text, sha256="0" * 64, match=match, file_name="officieel.md", imported_at=AT
    )


def _new():
    control = {"kind": ItemKind.CONTROL}
    return (
        item("5", ("Organisatorisch", "Organisational"), kind=ItemKind.THEME),
        item("5.01", ("Geheimen", "Secrets"), parent="5", attributes={"concepts": ["protect"]}, **control),
        item(
            "5.01.01",
            ("Sterke wachtwoorden", "Strong passwords"),
            parent="5.01",
            summary=(
                "De organisatie eist lange wachtwoorden, zodat informatiebeveiliging werkt.",
                "The organisation demands long passphrases.",
            ),
            theme="access",
            owner="it_operations",
            roles=("DL",),
            bbn="1",
            categories=("basishygiene",),
            cbw_scope="inside",
            content=_content(),
            source="Deel 2, bladzijde 7",
            sha256="a" * 64,
        ),
        item("5.01.02", ("Geen maatregel", "No measure"), parent="5.01", status=ItemStatus.NONE),
        item("5.01.03", ("Verplaatst", "Moved"), parent="5.01", status=ItemStatus.MOVED, moved_to=("6.01.01",)),
        item("5.01.04", ("Vervallen", "Withdrawn"), parent="5.01", status=ItemStatus.WITHDRAWN),
        item("5.01.05", ("Verwijst", "Refers"), parent="5.01", status=ItemStatus.REFERENCE, refers_to="5.01.01"),
        item("6", ("Techniek", "Technology"), kind=ItemKind.THEME),
        item("6.01", ("Herstellen", "Recovering"), parent="6", attributes={"concepts": ["recover"]}, **control),
        item(
            "6.01.01",
            ("Hersteltest", "Restore test"),
            parent="6.01",
            theme="continuity",
            owner="ciso",
            roles=("SG",),
            bbn="2",
            categories=("ketenhygiene",),
            cbw_scope="outside",
            doubts=({"nl": "Twee bronnen spreken elkaar tegen.", "en": "Two sources disagree.", "source": "Blad 3"},),
        ),
    )


def _content():
    def both(nl, en):
        return {"nl": nl, "en": en}

    return {
        "why": both("Korte wachtwoorden worden geraden.", "Short passwords are guessed."),
        "question": both("Hoe lang is jullie kortste wachtwoord?", "How long is your shortest password?"),
        "evidence": {"werking": both(["Steekproef over een jaar"], ["Sample over a year"])},
        "rhythm": [{"every": "P1Y", "what": both("herziening", "review")}],
        "register": both("accountregister", "account register"),
        "decider": {"who": ["process_owner"], "what": both("uitzonderingen", "exceptions")},
        "effort": "M",
        "consequences": ["legal"],
    }


def _old():
    return (
        item("5", ("Organisatorisch", "Organisational"), kind=ItemKind.THEME),
        item("5.01.01", ("Wachtwoorden", "Passwords"), key="p-5.01.01", summary=OLD_SUMMARY),
        item("5.01.09", ("Alleen vroeger", "Only in the past")),
        item("6.01.01", ("Hersteltest", "Restore test")),
    )


OLD_SUMMARY = (
    "De organisatie eist korte wachtwoorden, zodat informatiebeveiliging werkt.",
    "The organisation demands short passphrases.",
)


def _steps():
    ends = {"old_edition": OLD, "new_edition": NEW, "source": "Onze vergelijking"}
    note = Text("De lengte ging omhoog.", "The length went up.")
    yield ParsedSuccession(old="5.01.01", new="5.01.01", change=Change.REWORDED, note=note, **ends)
    yield ParsedSuccession(old="5.01.09", new="", change=Change.WITHDRAWN, **ends)
    yield ParsedSuccession(old="6.01.01", new="6.01.01", change=Change.UNCHANGED, **ends)
