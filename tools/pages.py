"""Pages of the documentation that are made from the product itself: rules, words, roles and states."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.utils import translation

from tools.rules import rules
from waarborg.domain.basis import Rule
from waarborg.domain.permissions import PERMISSIONS, Act, Extent, Role
from waarborg.domain.rounds import TRANSITIONS, RoundStatus

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
MADE = "<!-- Gemaakt door `make docs`; wijzig de bron, niet deze pagina. -->\n\n"


def rules_page() -> str:
    """The page of rules: code, sentence, source, function and test."""
    rows = "".join(
        f"| {code} | {rule.sentence} | {rule.source} | `{module}.{rule.holds.__name__}` | {_tests(code)} |\n"
        for code, (rule, module) in _by_code().items()
    )
    return (
        f"{MADE}# Regels\n\n"
        "Elke regel staat op één plaats in de code, noemt zijn bron en heeft een test die hem bij zijn code noemt.\n\n"
        f"| code | regel | bron | functie | test |\n|---|---|---|---|---|\n{rows}"
    )


def _by_code() -> dict[str, tuple[Rule[Any], str]]:
    found: dict[str, tuple[Rule[Any], str]] = {}
    for rule, module in rules():
        found.setdefault(rule.code, (rule, module.removeprefix("waarborg.")))
    return found


def _tests(code: str) -> str:
    wanted = re.compile(re.escape(code).replace(r"\-", "[-_]"), re.IGNORECASE)
    files = sorted(file for file in (ROOT / "tests" / "domain").glob("*.py") if wanted.search(file.read_text()))
    return ", ".join(f"`{file.relative_to(ROOT)}`" for file in files)


def words_page() -> str:
    """The page of words, from `docs/begrippen.yaml`."""
    entries = yaml.safe_load((DOCS / "begrippen.yaml").read_text())
    rows = "".join(
        f"| {word['nl']} | {word['en']} | {' '.join(word['definition'].split())} | {_code(word)} |\n"
        for word in entries
    )
    return (
        f"{MADE}# Begrippen\n\n"
        "Eén woord voor één ding, op het scherm en in de code.\n\n"
        f"| begrip | Engels | betekenis | in de code |\n|---|---|---|---|\n{rows}"
    )


def _code(word: dict[str, str]) -> str:
    return f"`{word['code']}`" if word.get("code") else ""


_ACTS: Mapping[Act, str] = {
    Act.READ_ORGANISATION: "profiel, plichten en registers lezen",
    Act.EDIT_PROFILE: "het profiel invullen en plichten corrigeren",
    Act.EDIT_REGISTERS: "onderdelen, locaties, processen en systemen bijwerken",
    Act.IMPORT_REGISTERS: "registers inlezen uit Excel",
    Act.READ_MEMBERS: "zien wie er meewerkt",
    Act.MANAGE_MEMBERS: "mensen uitnodigen, rollen geven, uit dienst melden",
    Act.REVIEW_ACCESS: "toegang beoordelen",
    Act.MANAGE_SETTINGS: "aanmelden en uiterlijk instellen",
    Act.READ_JOURNAL: "het hele logboek lezen",
    Act.READ_ACCESS_JOURNAL: "in het logboek zien wie zich aanmeldde en wie welke rechten kreeg",
    Act.KEEP_JOURNAL: "het logboek opruimen na de bewaartermijn",
    Act.READ_EVIDENCE: "bewijs lezen, voor zover het label dat toelaat",
    Act.ADD_EVIDENCE: "bewijs toevoegen",
    Act.READ_ASSESSMENT: "oordelen en resultaten zien",
    Act.START_ASSESSMENT: "een ronde starten en aanpassen",
    Act.ASSIGN_JUDGEMENTS: "vragen toewijzen",
    Act.JUDGE: "oordelen geven en vragen beantwoorden",
    Act.COMMENT: "opmerkingen plaatsen",
    Act.INTERVIEW: "gesprekken voeren",
    Act.EXCHANGE_SHEET: "het Excel-blad meenemen en inlezen",
    Act.HEAR: "hoor en wederhoor openen, beantwoorden en afronden",
    Act.REACT: "reageren bij hoor en wederhoor",
    Act.CLOSE_ASSESSMENT: "een ronde afsluiten",
    Act.KEEP_TEMPLATE: "sjablonen bewaren en gebruiken",
    Act.READ_REPORT: "rapporten downloaden",
    Act.MAKE_REPORT: "rapporten maken",
    Act.REGISTER_ORGANISATION: "een organisatie vastleggen",
}
_TASKS: Mapping[str, tuple[str, Act]] = {
    "Samen een nulmeting doen": ("nulmeting-samen.md", Act.JUDGE),
    "Profiel en plichten": ("profiel-en-plichten.md", Act.EDIT_PROFILE),
    "Onderdelen, processen en systemen": ("organisatie.md", Act.EDIT_REGISTERS),
    "Gesprekken voeren": ("interviews.md", Act.INTERVIEW),
    "Bewijs": ("bewijs.md", Act.READ_EVIDENCE),
    "Resultaten": ("resultaten.md", Act.READ_ASSESSMENT),
    "Hoor en wederhoor, en afsluiten": ("wederhoor-en-afsluiten.md", Act.REACT),
    "Rapporten": ("rapporten-in-de-applicatie.md", Act.READ_REPORT),
    "Mensen en hun rechten": ("mensen.md", Act.REVIEW_ACCESS),
    "Het logboek lezen": ("logboek.md", Act.READ_ACCESS_JOURNAL),
}


def roles_page() -> str:
    """The page for everyone who asks what one can do here: role by role, and act by act."""
    if not settings.configured:
        settings.configure(USE_I18N=False)
    from waarborg.apps.organisations import labels  # noqa: PLC0415 - its words need settings
    from waarborg.interfaces.web.people import words  # noqa: PLC0415

    with translation.override("nl"):
        sections = "".join(
            f"## {_capital(one.label)}\n\n{one.may} {one.may_not}\n\n{_further(role)}"
            for role, one in ((role, words.explained(role)) for role in words.GIVEN)
        )
        rows = "".join(
            f"| {_ACTS[act]} | {_who(act, Extent.ALL, labels.role)} | {_who(act, Extent.OWN, labels.role)} |\n"
            for act in Act
            if act is not Act.REGISTER_ORGANISATION
        )
    return (
        f"{MADE}# Wat kan ik hier?\n\n"
        "Wat je ziet en doet, hangt af van je rol. Zoek je rol op. Je kunt er meer hebben, en in een "
        "andere organisatie andere.\n"
        "Welke rollen je hier hebt, staat op **Vandaag**. Klopt dat niet? Vraag de beheerder van je organisatie.\n\n"
        f"{sections}## Alles op een rij\n\n"
        "*Alleen het eigen* is wat aan je is toegewezen, of een proces of systeem waarvan je eigenaar bent.\n\n"
        f"| wat | wie | wie alleen het eigen |\n|---|---|---|\n{rows}"
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _further(role: Role) -> str:
    links = [f"[{title}]({page})" for title, (page, act) in _TASKS.items() if PERMISSIONS[role].get(act)]
    return (
        f"Lees verder: {', '.join(links)}.\n\n" if links else "Lees verder: [De norm bekijken](norm-bekijken.md).\n\n"
    )


def _who(act: Act, extent: Extent, name: Any) -> str:
    return ", ".join(
        name(role) for role in Role if role is not Role.COMMAND_LINE and PERMISSIONS[role].get(act) is extent
    )


def states_page() -> str:
    """The states of a round, drawn from its table of transitions."""
    drawn = "".join(f"  {now} --> {then}\n" for now in RoundStatus for then in RoundStatus if then in TRANSITIONS[now])
    rows = "".join(f"| `{now}` | {_next(now)} |\n" for now in RoundStatus)
    return (
        f"{MADE}# The states of a round\n\n"
        "From `TRANSITIONS` in `domain/rounds.py`. During `hearing` only the team changes verdicts; from "
        "`closing` on nobody\n"
        "does, and the database refuses it too ([ADR 31](../../adr/0031-a-closed-round-is-a-snapshot.md)).\n\n"
        f"```mermaid\nstateDiagram-v2\n  [*] --> open\n{drawn}  closed --> [*]\n```\n\n"
        f"| state | may become |\n|---|---|\n{rows}"
    )


def _next(now: RoundStatus) -> str:
    return ", ".join(f"`{then}`" for then in RoundStatus if then in TRANSITIONS[now]) or "nothing: it is frozen"


def main() -> None:
    (DOCS / "regels.md").write_text(rules_page())
    (DOCS / "begrippen.md").write_text(words_page())
    (DOCS / "handleiding" / "rollen.md").write_text(roles_page())
    (DOCS / "architecture" / "states").mkdir(exist_ok=True)
    (DOCS / "architecture" / "states" / "round.md").write_text(states_page())


if __name__ == "__main__":
    main()
