"""What the board is asked to decide: only what follows from the findings, each with its reason."""

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from waarborg.apps.reports.queries.words import Findings
from waarborg.apps.reports.shapes import Decision
from waarborg.domain.assessments import Applicability
from waarborg.domain.organisations import LegalForce


def decisions(found: Findings) -> tuple[Decision, ...]:
    """In the order in which a board can take them; what there is nothing to decide about is left out."""
    asked = (ask(found) for ask in _ASKS)
    return tuple(decision for decision in asked if decision is not None)


def _adopt(found: Findings) -> Decision | None:
    return Decision(
        ask=_("Stel dit rapport vast als uitgangspunt."),
        because=_("Dan is duidelijk waar de organisatie op %(date)s stond, en is later te zien wat er is verbeterd.")
        % {"date": found.reference_on},
    )


def _approve_plan(found: Findings) -> Decision | None:
    if not found.gaps:
        return None
    statutory = sum(gap.force is LegalForce.STATUTORY for gap in found.gaps)
    why = (
        _(
            "Bij %(n)s van de tekortkomingen gaat het om de wettelijke zorgplicht. De wet vraagt dat het "
            "bestuur de maatregelen zelf goedkeurt (Cbw art. 24 lid 1)."
        )
        % {"n": statutory}
        if statutory
        else _(
            "Overheidsmaatregelen zijn verplicht en kunnen niet als risico worden geaccepteerd; een "
            "tekortkoming krijgt een plan en een datum."
        )
    )
    ask = ngettext(
        "Keur het verbeterplan goed en maak er tijd en geld voor vrij: %(n)s tekortkoming, tot en met %(last)s.",
        "Keur het verbeterplan goed en maak er tijd en geld voor vrij: %(n)s tekortkomingen, tot en met %(last)s.",
        len(found.gaps),
    ) % {"n": len(found.gaps), "last": found.plan[-1].label}
    return Decision(ask=ask, because=why, about="gaps")


def _name_owners(found: Findings) -> Decision | None:
    without = sum(gap.owner_is_proposal for gap in found.gaps)
    if not without:
        return None
    ask = ngettext(
        "Wijs een eigenaar aan voor de %(n)s tekortkoming die er nog geen heeft.",
        "Wijs een eigenaar aan voor de %(n)s tekortkomingen die er nog geen hebben.",
        without,
    ) % {"n": without}
    return Decision(
        ask=ask,
        because=_("Werk zonder eigenaar blijft liggen. Het rapport doet per tekortkoming een voorstel."),
        about="ownerless",
    )


def _start_quick_wins(found: Findings) -> Decision | None:
    if not found.quick_wins:
        return None
    ask = ngettext(
        "Laat de %(n)s quick win meteen uitvoeren.", "Laat de %(n)s quick wins meteen uitvoeren.", len(found.quick_wins)
    ) % {"n": len(found.quick_wins)}
    return Decision(
        ask=ask,
        because=_("Ze kosten naar verwachting enkele dagen werk per stuk en maken direct verschil."),
        about="quick_wins",
    )


def _confirm_exceptions(found: Findings) -> Decision | None:
    if not found.exceptions:
        return None
    bare = sum(
        not _is_grounded(line.applicability, line.justification, line.risk_analysis) for line in found.exceptions
    )
    ask = ngettext(
        "Bevestig de %(n)s uitzondering, of laat haar herzien.",
        "Bevestig de %(n)s uitzonderingen, of laat ze herzien.",
        len(found.exceptions),
    ) % {"n": len(found.exceptions)}
    because = (
        ngettext(
            "Bij %(n)s ontbreekt de onderbouwing of de risicoanalyse.",
            "Bij %(n)s ontbreken de onderbouwing of de risicoanalyse.",
            bare,
        )
        % {"n": bare}
        if bare
        else _("Elke uitzondering is onderbouwd; zij hoort in de bijlage bij de verklaring van toepasselijkheid.")
    )
    return Decision(ask=ask, because=because, about="exceptions")


def _is_grounded(applicability: Applicability, justification: str, risk_analysis: str) -> bool:
    return bool(risk_analysis.strip()) or (
        applicability is Applicability.NOT_APPLICABLE and bool(justification.strip())
    )


def _judge_the_rest(found: Findings) -> Decision | None:
    if not found.not_judged:
        return None
    ask = ngettext(
        "Laat het %(n)s onderdeel dat nog niet (geheel) is beoordeeld alsnog beoordelen.",
        "Laat de %(n)s onderdelen die nog niet (geheel) zijn beoordeeld alsnog beoordelen.",
        len(found.not_judged),
    ) % {"n": len(found.not_judged)}
    return Decision(
        ask=ask,
        because=_("Wat niet is beoordeeld, is geen voldoende: daar kan een onbekend risico zitten."),
        about="not_judged",
    )


_ASKS: tuple[Callable[[Findings], Decision | None], ...] = (
    _adopt,
    _approve_plan,
    _name_owners,
    _start_quick_wins,
    _confirm_exceptions,
    _judge_the_rest,
)
