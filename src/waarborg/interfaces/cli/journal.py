"""`waarborg journal …`: prove that no line changed, keep the heads elsewhere, clear what is past its time."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from waarborg.interfaces.cli import bootstrap
from waarborg.interfaces.cli.output import NotDoneError, json_option, print_json, say

if TYPE_CHECKING:
    from waarborg.apps.base.queries.chain import Chain, Fault, Head

_NOBODY = "zonder organisatie"
_FORMAT = "waarborg-journal-heads-1"
_SAYS: Mapping[str, str] = {
    "batch_missing": "hier had partij {expected} moeten staan; die is verwijderd of kreeg een ander nummer.",
    "chain_broken": "deze partij sluit niet aan op de vorige: een partij is veranderd, verwijderd of verwisseld.",
    "lines_removed": "er ontbreken regels: verzegeld zijn er {expected}, gevonden {found}.",
    "lines_added": "er zijn regels toegevoegd: verzegeld zijn er {expected}, gevonden {found}.",
    "content_changed": "na het verzegelen is iets veranderd: een regel, of de partij zelf.",
    "cleared_without_line": "leeg alsof de bewaartermijn voorbij was, maar geen regel van het logboek zegt dat.",
    "cleared_out_of_order": "opgeruimd, terwijl een oudere partij haar regels nog heeft: opruimen begint vooraan.",
    "cleared_too_early": "opgeruimd voordat de bewaartermijn voorbij was.",
    "cleared_in_future": "opgeruimd op een moment dat nog niet is geweest. Loopt de klok van deze machine goed?",
    "clearing_differs": "de regel over het opruimen tot en met deze partij klopt niet met wat er is opgeruimd.",
    "lines_in_cleared_batch": "opgeruimd, maar er staan {found} regels in.",
    "lines_without_batch": "{found} regels horen bij een partij die er niet is: die partij is verwijderd.",
    "anchor_differs": "dit is een andere partij dan die waarvan je het zegel bewaarde: het logboek is opnieuw gemaakt.",
    "anchor_headers_differ": "hier of eerder is veranderd wanneer een partij is verzegeld, of met hoeveel regels.",
    "anchor_covers_cleared": "opgeruimd, maar volgens het bewaarde zegel waren de regels nog geen bewaartermijn oud.",
    "anchor_missing": "je bewaarde het zegel van deze partij, maar ze is er niet meer: het einde is verwijderd.",
}


@click.group()
def journal() -> None:
    """Controleer het logboek, bewaar de zegels elders, en ruim op wat te oud is."""


@journal.command()
@click.option("--against", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Eerder bewaarde zegels.")
@json_option
def verify(against: Path | None, as_json: bool) -> int:
    """Bewijs dat geen regel van het logboek is veranderd, toegevoegd of verdwenen."""
    bootstrap.django()
    anchors = _read_heads(against) if against else []
    names = _names()
    chains = list(_chains(anchors))
    if as_json:
        print_json({"ok": not any(chain.faults for chain in chains), "journals": [_plain(c, names) for c in chains]})
    else:
        for chain in chains:
            _tell(chain, names)
    return 1 if any(chain.faults for chain in chains) else 0


@journal.command()
@click.option("--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="Waar het bestand komt.")
@json_option
def heads(out: Path, as_json: bool) -> int:
    """Schrijf het nieuwste zegel van elk logboek in een bestand, om elders te bewaren."""
    bootstrap.django()
    from waarborg.apps.base.actions import seal_all
    from waarborg.apps.base.queries import chain
    from waarborg.apps.base.tenancy import within

    seal_all(bootstrap.now())
    found = []
    for organisation_id in chain.journals():
        with within(organisation_id):
            found.append(_kept(chain.head(organisation_id)))
    document = {"format": _FORMAT, "at": bootstrap.now().isoformat(), "heads": found}
    try:
        out.write_text(json.dumps(document, indent=2) + "\n")
    except OSError as error:
        raise NotDoneError(f"{out} is niet te schrijven: {error.strerror}.") from error
    if as_json:
        print_json({"done": True, "file": str(out), "heads": found})
    else:
        click.echo(
            f"{len(found)} zegels staan in {out}. Bewaar dat bestand waar beheerders van Waarborg niet bij kunnen."
        )
    return 0


@journal.command()
@click.option("--organisation", required=True, help="De naam van de organisatie, voluit.")
@json_option
def purge(organisation: str, as_json: bool) -> int:
    """Ruim regels op die ouder zijn dan de bewaartermijn van de organisatie; de zegels blijven."""
    bootstrap.django()
    from waarborg.apps.base.actions import purge_journal, seal_journal
    from waarborg.apps.organisations import queries

    found = queries.find(organisation)
    if found is None:
        raise NotDoneError(f"Er is geen organisatie “{organisation}”.")
    seal_journal(found.pk, bootstrap.now())
    done = purge_journal(organisation_id=found.pk, by=bootstrap.actor(), at=bootstrap.now())
    if as_json:
        print_json({"done": True, "years": found.journal_years, "purged": asdict(done) if done else None})
    elif done:
        click.echo(
            f"{done.lines} regels ouder dan {found.journal_years} jaar zijn opgeruimd (t/m partij {done.until_batch})."
        )
    else:
        click.echo(f"Er is niets op te ruimen: geen hele partij is ouder dan {found.journal_years} jaar.")
    return 0


def _chains(anchors: Sequence["Head"]) -> "Sequence[Chain]":
    from waarborg.apps.base.actions import seal_all
    from waarborg.apps.base.queries import chain
    from waarborg.apps.base.tenancy import within

    seal_all(bootstrap.now())
    known = dict.fromkeys([*chain.journals(), *(anchor.organisation_id for anchor in anchors)])
    found = []
    for organisation_id in known:
        with within(organisation_id):
            found.append(chain.verify(organisation_id, at=bootstrap.now(), anchors=anchors))
    return found


def _names() -> dict[int | None, str]:
    from waarborg.apps.organisations import queries

    names: dict[int | None, str] = {None: _NOBODY}
    names.update(queries.names().items())
    return names


def _named(organisation_id: int | None, names: Mapping[int | None, str]) -> str:
    return names.get(organisation_id, f"organisatie {organisation_id} (bestaat niet meer)")


def _tell(chain: "Chain", names: Mapping[int | None, str]) -> None:
    state = "PROBLEEM" if chain.faults else "in orde "
    cleared = f", {chain.purged} opgeruimd volgens bewaartermijn" if chain.purged else ""
    click.echo(
        f"{state}  {_named(chain.organisation_id, names)}: {chain.lines} regels in {chain.batches} partijen{cleared}, "
        f"{chain.unsealed} nog niet verzegeld; zegel {chain.head_number}: {chain.head}"
    )
    for fault in chain.faults:
        say(f"          → {_said(fault)}")


def _said(fault: "Fault") -> str:
    what = _SAYS[fault.code].format(expected=fault.expected, found=fault.found)
    if fault.batch is None:
        return what[0].upper() + what[1:]
    sealed = f", verzegeld {fault.sealed_at:%d-%m-%Y %H:%M} UTC" if fault.sealed_at else ""
    return f"Partij {fault.batch}{sealed}: {what}"


def _plain(chain: "Chain", names: Mapping[int | None, str]) -> dict[str, Any]:
    faults = [{**asdict(fault), "what": _said(fault)} for fault in chain.faults]
    return {**asdict(chain), "organisation": _named(chain.organisation_id, names), "faults": faults}


def _kept(head: "Head") -> dict[str, Any]:
    """A head as it is written; the moment stands once, above all of them."""
    return {name: value for name, value in asdict(head).items() if name != "kept_at"}


def _read_heads(file: Path) -> "list[Head]":
    from waarborg.apps.base.queries.chain import Head

    try:
        document = json.loads(file.read_text())
        at = datetime.fromisoformat(document["at"]).astimezone(UTC)
        found = [
            Head(
                organisation_id=entry["organisation_id"],
                number=int(entry["number"]),
                sha256=str(entry["sha256"]),
                headers_sha256=str(entry.get("headers_sha256", "")),  # older files lack these two
                years=entry.get("years"),
                kept_at=at,
            )
            for entry in document["heads"]
        ]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise NotDoneError(f"{file} is geen bestand van `waarborg journal heads`.") from error
    return found
