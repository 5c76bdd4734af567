"""Words for evidence."""

from django.utils.translation import gettext as _

from waarborg.apps.evidence.actions import Content
from waarborg.domain.evidence import Confidentiality

_COULD_BE_KEPT = frozenset(
    {
        Content.WORD,
        Content.EXCEL,
        Content.POWERPOINT,
        Content.OPEN_DOCUMENT,
        Content.PDF,
        Content.IMAGE,
        Content.MAIL,
        Content.TEXT,
    }
)


def marking(code: str) -> str:
    """The word for a marking."""
    return {
        Confidentiality.OPEN.value: _("openbaar"),
        Confidentiality.INTERNAL.value: _("intern"),
        Confidentiality.CONFIDENTIAL.value: _("vertrouwelijk"),
        Confidentiality.SECRET.value: _("geheim"),
    }[code]


def markings() -> list[tuple[str, str]]:
    """Every marking with who sees it."""
    return [
        (Confidentiality.OPEN.value, _("Openbaar: iedereen in de organisatie die bij de stand mag")),
        (Confidentiality.INTERNAL.value, _("Intern: idem, en niet naar buiten")),
        (
            Confidentiality.CONFIDENTIAL.value,
            _("Vertrouwelijk: bestuur, CISO, ISO, auditor, toezichthouder, FG, jijzelf en wie moet antwoorden"),
        ),
        (Confidentiality.SECRET.value, _("Geheim: alleen de CISO, jijzelf en wie de vraag moet beantwoorden")),
    ]


def what_it_is(name: str, saw: Content) -> str:
    """What a refused file turned out to be, and what to do when only its name is wrong."""
    told = _("“%(name)s” is van binnen %(what)s.") % {"name": name, "what": _content(saw)}
    if saw in _COULD_BE_KEPT:
        return told + " " + _("Geef het bestand een naam die daarbij past, of bewaar het als pdf.")
    return told


def _content(saw: Content) -> str:
    return {
        Content.WORD: _("een Word-document"),
        Content.EXCEL: _("een Excel-werkboek"),
        Content.POWERPOINT: _("een presentatie"),
        Content.OPEN_DOCUMENT: _("een document van LibreOffice"),
        Content.PDF: _("een pdf"),
        Content.IMAGE: _("een afbeelding"),
        Content.MAIL: _("een e-mail"),
        Content.TEXT: _("gewone tekst"),
        Content.MACROS: _("een document met macro's. Bewaar het zonder macro's"),
        Content.OLD_OFFICE: _("een oud Office-bestand (.doc, .xls), waarin macro's kunnen zitten. Bewaar het als pdf"),
        Content.ARCHIVE: _("een ingepakt bestand. Pak het uit en kies het stuk zelf"),
        Content.WEB_PAGE: _("een webpagina of een tekening met scripts (HTML, SVG). Bewaar het als pdf"),
        Content.PROGRAM: _("een programma"),
        Content.SCRIPT: _("een script"),
        Content.RECORDING: _("een geluids- of filmbestand"),
        Content.DAMAGED: _("beschadigd of niet goed te lezen. Open het en bewaar het opnieuw"),
        Content.EMPTY: _("leeg"),
        Content.UNKNOWN: _("van een soort die Waarborg niet kent"),
    }[saw]
