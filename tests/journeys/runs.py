"""A sheet run through the main job, and everything that came of it, kept after the database has forgotten."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any
from unittest.mock import patch

from click.testing import CliRunner
from django.conf import settings
from django.utils import translation

from tests import people
from tests.journeys.excel_file import ExcelFile
from tests.journeys.oracle import Counts
from tests.journeys.pdf_file import PdfFile
from tests.journeys.word_file import WordFile
from waarborg.apps.assessments import queries
from waarborg.apps.organisations.queries import find
from waarborg.domain.assessments import Ask
from waarborg.domain.permissions import Role
from waarborg.interfaces.cli import bootstrap
from waarborg.interfaces.cli.main import cli

ORGANISATION = "Gemeente Veldermeer"
_TOKEN = re.compile(
    r'name="csrfmiddlewaretoken" value="\w+"|name="(?:gemaakt-voor|waarborg-made-for)" (?:value|content)="[^"]+"'
)
FILES = ("rapport.pdf", "rapport.docx", "rapport.xlsx", "assessment-results.json")


@dataclass
class Run:
    """What the command told, the files it wrote, what is stored, and the pages that show it."""

    language: str
    code: int
    document: dict[str, Any]
    folder: Path
    stored: dict[str, Counts]  # judged, guidelines, and the small bars of the shelf
    pages: dict[str, str]  # address, without the name of the round -> HTML
    messages: frozenset[str]  # every message that was asked for in another language

    @cached_property
    def pdf(self) -> PdfFile:
        return PdfFile(self.folder / "rapport.pdf")

    @cached_property
    def word(self) -> WordFile:
        return WordFile(self.folder / "rapport.docx")

    @cached_property
    def excel(self) -> ExcelFile:
        return ExcelFile(self.folder / "rapport.xlsx")

    @cached_property
    def oscal(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads((self.folder / "assessment-results.json").read_text(encoding="utf-8"))
        return found["assessment-results"]


def run(file: Path, out: Path, *, norm: str, language: str = "nl", more: tuple[str, ...] = ()) -> Run:
    """Inside a transaction that the caller rolls back, on the day that `on_day` says."""
    words = ["nulmeting", "run", str(file), "--norm", norm, "--organisation", ORGANISATION, "--layer", "gemeente"]
    with listening() as heard:
        result = CliRunner().invoke(
            cli, [*words, "--out", str(out), "--language", language, "--json", *more], standalone_mode=False
        )
    document = json.loads(result.stdout)
    slug = document["assessment"]["slug"]
    return Run(language, result.return_value, document, out, _stored(slug), _pages(slug, language), frozenset(heard))


def _stored(slug: str) -> dict[str, Counts]:
    round_ = queries.assessment(find(ORGANISATION), slug)
    found = {
        "judged": queries.counts(round_),
        "guidelines": queries.counts(round_, Ask.GUIDELINE),
        "shelf": queries.totals([round_])[round_.pk],
    }
    return {name: {level.value: {v.value: n for v, n in row.items()} for level, row in table.items()}
            for name, table in found.items()}  # fmt: skip


def _pages(slug: str, language: str) -> dict[str, str]:
    client = people.client(people.member(people.organisation(ORGANISATION), Role.CISO, email=f"{language}@ciso.test"))
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    home = f"/stand/{slug}/"
    first = _read(client, home)
    behind = sorted({href for href in _links(first) if href.startswith(f"{home}regels")})
    shown = {href.removeprefix(home): _read(client, href) for href in behind if _is_told(href)}
    return {"": first, **shown}


def _read(client: Any, address: str) -> str:
    """A page without the token of its forms and for whom they are, which are others every time."""
    return _TOKEN.sub("", client.get(address).content.decode())


def _links(html: str) -> Iterator[str]:
    from lxml import html as reader

    return (str(href).replace("&amp;", "&") for href in reader.fromstring(html).xpath("//a/@href"))


def _is_told(href: str) -> bool:
    """The rows behind a tally, a decision or a quarter: not those behind each cell of the tables."""
    return any(word in href for word in ("uitkomst=", "kwartaal=", "toepassing="))


@contextmanager
def on_day(moment: datetime) -> Iterator[None]:
    """The command and the pages believe that it is this moment."""
    with (
        patch.object(bootstrap, "django", lambda: None),
        patch.object(bootstrap, "now", lambda: moment),
        patch("django.utils.timezone.now", lambda: moment),
    ):
        yield


@contextmanager
def listening() -> Iterator[set[str]]:
    """The messages that are asked for while English is spoken, as their Dutch originals."""
    heard: set[str] = set()
    gettext, ngettext = translation._trans.gettext, translation._trans.ngettext

    def hear(message: str) -> str:
        if translation.get_language() == "en":
            heard.add(message)
        return str(gettext(message))

    def hear_several(singular: str, plural: str, number: int) -> str:
        if translation.get_language() == "en":
            heard.add(singular)
        return str(ngettext(singular, plural, number))

    with patch.object(translation._trans, "gettext", hear), patch.object(translation._trans, "ngettext", hear_several):
        yield heard


def moment(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 9, 30, tzinfo=UTC)
