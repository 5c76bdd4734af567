"""How it was done: assignment, scope, method and limits as entered or as usual, and how the figures were computed."""

from collections.abc import Mapping, Sequence

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as n

from waarborg.apps.assessments.models import Assessment
from waarborg.apps.base import labels
from waarborg.apps.norms.models import Edition, Succession
from waarborg.domain.assessments import Level

_KNOWN = (
    "assignment",
    "client",
    "scope",
    "out_of_scope",
    "suppliers",
    "method",
    "depth",
    "limits",
    "assessors",
    "version",
)
_NOT_ABOUT = frozenset({"organisation", "layer", "reference_on", "edition", "norm", "status_means"})


def newest(edition: Edition) -> Edition | None:
    """The newest edition that this one was followed by; None when it is the newest."""
    steps = Succession.objects.order_by().values_list("old_edition_id", "new_edition_id").distinct()
    follows: dict[int, int] = dict(steps)
    at = edition.pk
    while at in follows:
        at = follows.pop(at)
    return None if at == edition.pk else Edition.objects.get(pk=at)


def about(assessment: Assessment, newer: str, levels: Sequence[Level]) -> dict[str, str]:
    """What the sheet said about the round, by label, with our own words where it said nothing."""
    entered = {key: str(value).strip() for key, value in assessment.about.items() if str(value).strip()}
    words = _labels()
    texts = {**_defaults(assessment, levels), **{key: entered[key] for key in _KNOWN if key in entered}}
    told = {words[key]: texts[key] for key in _KNOWN if key in texts}
    if newer:
        told[_("Nieuwere norm")] = _(
            "Deze norm is opgevolgd door %(edition)s. De oordelen zijn daar niet zonder meer op over te nemen."
        ) % {"edition": newer}
    rest = {key: text for key, text in entered.items() if key not in words and key not in _NOT_ABOUT}
    return {**told, **{key.replace("_", " ").capitalize(): text for key, text in rest.items()}}


def status_note(assessment: Assessment) -> str:
    """What a reader must know when the sheet had one status column instead of three."""
    if not assessment.status_means:
        return ""
    level = labels.level(Level(assessment.status_means))
    return _(
        "Het ingeleverde bestand had één statuskolom. Die is gelezen als oordeel over %(level)s; de andere niveaus "
        "zijn daardoor niet beoordeeld."
    ) % {"level": level}


def computation(noun: str, *, levels: Sequence[Level], has_controls: bool, has_references: bool) -> tuple[str, ...]:
    """How every figure came about, so that someone else can do it again."""
    told = [
        _("Geteld zijn de %(noun)s die in deze editie gelden. Verplaatste en vervallen nummers tellen niet mee.")
        % {"noun": noun},
        _counted_apart(levels),
        _(
            "Een percentage is het deel van wat van toepassing én beoordeeld is. Niet beoordeeld en "
            "n.v.t. staan apart: "
            "ze tellen niet als goed en niet als fout."
        ),
        _(
            "Een tekortkoming is een onderdeel dat op minstens één niveau deels of niet voldoet. Een afwijking die een "
            "risicoanalyse draagt, is een uitzondering en geen tekortkoming."
        ),
        _order(levels),
        _("Een quick win kost naar verwachting dagen werk, en opzet en bestaan ontbreken niet allebei geheel."),
        _(
            "Waar eigenaar, actie, inspanning of kwartaal niet is ingevuld, staat waar dat kan een voorstel, met het "
            "woord 'voorstel' erbij. Een voorgesteld kwartaal volgt uit de inspanning: dagen werk het "
            "eerstvolgende kwartaal, "
            "weken het tweede, maanden het vierde; een beheersmaatregel een kwartaal later. "
            "Is de inspanning niet bekend, "
            "dan is met weken gerekend."
        ),
    ]
    if has_references:
        told.append(
            _("Een nummer dat alleen verwijst, volgt het oordeel over het andere nummer en is niet dubbel geteld.")
        )
    if has_controls:
        told.append(
            _(
                "Beheersmaatregelen zonder overheidsmaatregel zijn apart geteld: daar is de vraag of de "
                "richtlijn wordt "
                "gevolgd, of dat er met een risicoanalyse van wordt afgeweken."
            )
        )
    return tuple(told)


def _labels() -> Mapping[str, str]:
    return {
        "assignment": _("Opdracht"),
        "client": _("Opdrachtgever"),
        "scope": _("Reikwijdte"),
        "out_of_scope": _("Buiten de reikwijdte"),
        "suppliers": _("Leveranciers"),
        "method": _("Werkwijze"),
        "depth": _("Diepgang"),
        "limits": _("Beperkingen"),
        "assessors": _("Uitgevoerd door"),
        "version": _("Versie"),
    }


def _defaults(assessment: Assessment, levels: Sequence[Level]) -> dict[str, str]:
    return {
        "assignment": _(
            "Vaststellen hoe %(organisation)s er op de peildatum voor staat tegenover %(edition)s, wat er ontbreekt en "
            "wat als eerste moet gebeuren."
        )
        % {"organisation": assessment.organisation.name, "edition": edition_title(assessment.edition)},
        "scope": _("Niet ingevuld. Het rapport gaat uit van de hele organisatie."),
        "method": _method(assessment, levels),
        "limits": _(
            "Het rapport geeft de stand op de peildatum weer, zoals die is ingevuld. Het is geen certificaat en geen "
            "verklaring van een auditor. Onderdelen die niet zijn beoordeeld, staan apart genoemd."
        ),
    }


def _method(assessment: Assessment, levels: Sequence[Level]) -> str:
    meant = labels.listed([f"{labels.level(level)} ({labels.level_meaning(level)})" for level in levels])
    told = [
        _("Elk onderdeel is beoordeeld op %(levels)s.") % {"levels": meant},
        _("Elk niveau rust op het vorige.") if len(levels) > 1 else "",
        _("De oordelen en het bewijs zijn aangeleverd in een werkblad; de regels van de norm zijn daarop toegepast.")
        if assessment.file_name
        else _("De oordelen en het bewijs zijn in Waarborg vastgelegd; de regels van de norm zijn daarop toegepast."),
    ]
    return " ".join(filter(None, told))


_TIMES: Mapping[Level, str] = {  # the weights of `assessments.urgency`, in words
    Level.BESTAAN: n("bij bestaan vier keer"),
    Level.OPZET: n("bij opzet twee keer"),
    Level.WERKING: n("bij werking één keer"),
}


def _order(levels: Sequence[Level]) -> str:
    """By what the gaps are put in order, with the weights of the levels that were looked at."""
    weights = labels.listed([_(words) for level, words in _TIMES.items() if level in levels])
    within = (
        _("Daarbinnen telt een tekort %(weights)s, en dubbel als iets niet voldoet in plaats van deels.")
        % {"weights": weights}
        if len(levels) > 1
        else _("Daarbinnen telt dubbel wat niet voldoet in plaats van deels.")
    )
    return _(
        "De volgorde van de tekortkomingen: eerst wat de wet eist, dan verplichte zelfregulering of contract, dan "
        "beheersmaatregelen. %(within)s Bij gelijke stand gaat voor wat meer soorten gevolgen heeft. Het is een "
        "voorstel, geen cijfer voor de organisatie."
    ) % {"within": within}


def _counted_apart(levels: Sequence[Level]) -> str:
    told = labels.levels(levels)
    if len(levels) == 1:
        return _("Geteld is alleen %(level)s. Er is geen gemiddelde en geen totaalcijfer.") % {"level": told}
    return _("%(levels)s zijn elk apart geteld. Er is geen gemiddelde en geen totaalcijfer.") % {
        "levels": told[:1].upper() + told[1:]
    }


def edition_source(edition: Edition) -> str:
    """Where the edition comes from; what somebody imported is told in its own language."""
    return _(edition.source) if edition.source else ""


def edition_title(edition: Edition | None) -> str:
    """The title of the edition in the language of the moment; "" for none."""
    if edition is None:
        return ""
    return edition.title_en if get_language() == "en" else edition.title_nl
