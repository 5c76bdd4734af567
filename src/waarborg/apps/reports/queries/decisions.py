"""What the board is asked to decide: only what follows from the findings, each with its reason."""

from collections import Counter
from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from waarborg.apps.base import labels
from waarborg.apps.reports.queries.words import Findings, is_mostly_unknown, quarter
from waarborg.apps.reports.shapes import Decision, Line, is_live_measure
from waarborg.domain.assessments import Effort
from waarborg.domain.organisations import Layer, LegalForce


def decisions(found: Findings) -> tuple[Decision, ...]:
    """In the order in which a board can take them; what there is nothing to decide about is left out."""
    asked = (ask(found) for ask in _ASKS)
    return tuple(decision for decision in asked if decision is not None)


def _adopt(found: Findings) -> Decision | None:
    if is_mostly_unknown(found):
        return Decision(
            ask=_("Neem kennis van dit rapport, en stel het vast als er meer is beoordeeld."),
            because=_("Het meeste is nog niet beoordeeld: een goed uitgangspunt is dit nog niet."),
        )
    return Decision(
        ask=_("Stel dit rapport vast als uitgangspunt."),
        because=_("Dan is duidelijk waar de organisatie op %(date)s stond, en is later te zien wat er is verbeterd.")
        % {"date": found.reference_on},
    )


def _establish_status(found: Findings) -> Decision | None:
    """For these bodies the law applies only if the four criteria are met, so somebody must say so."""
    if found.layer not in {Layer.ZBO, Layer.JOINT_ARRANGEMENT}:
        return None
    return Decision(
        ask=_("Laat vaststellen of de organisatie onder de Cyberbeveiligingswet valt."),
        because=_(
            "Dat hangt af van de vier criteria van artikel 1. Tot dan rekent dit rapport met verplichtende "
            "zelfregulering."
        ),
    )


def _approve_plan(found: Findings) -> Decision | None:
    if not found.gaps:
        return None
    ask = ngettext(
        "Keur het verbeterplan goed en maak er tijd en geld voor vrij: %(n)s tekortkoming, tot en met %(last)s.",
        "Keur het verbeterplan goed en maak er tijd en geld voor vrij: %(n)s tekortkomingen, tot en met %(last)s.",
        len(found.gaps),
    ) % {"n": len(found.gaps), "last": quarter(found.plan[-1].label)}
    return Decision(ask=ask, because=f"{_work(found)} {_why_now(found)}", about="gaps")


def _work(found: Findings) -> str:
    """What the plan asks in time; money is for the organisation to reckon."""
    efforts = Counter(gap.effort or _("nog te bepalen") for gap in found.gaps)
    usual = [labels.effort(effort) for effort in Effort]
    ordered = [*(word for word in usual if word in efforts), *(word for word in efforts if word not in usual)]
    told = ", ".join(f"{word} ({efforts[word]})" for word in ordered)
    return _("Geschatte inspanning per tekortkoming: %(efforts)s.") % {"efforts": told}


def _why_now(found: Findings) -> str:
    forces = Counter(gap.force for gap in found.gaps)
    if n := forces[LegalForce.STATUTORY]:
        return ngettext(
            "Bij %(n)s tekortkoming gaat het om de wettelijke zorgplicht. De wet vraagt dat het bestuur de maatregelen "
            "zelf goedkeurt (Cbw art. 24 lid 1).",
            "Bij %(n)s tekortkomingen gaat het om de wettelijke zorgplicht. De wet vraagt dat het bestuur de "
            "maatregelen zelf goedkeurt (Cbw art. 24 lid 1).",
            n,
        ) % {"n": n}
    if forces[LegalForce.SELF_REGULATION]:
        return _(
            "Overheidsmaatregelen zijn verplicht en kunnen niet als risico worden geaccepteerd; een "
            "tekortkoming krijgt een plan en een datum."
        )
    if forces[LegalForce.CONTRACT]:
        return _("De eisen gelden voor zover ze in het contract staan; de opdrachtgever mag er bewijs van vragen.")
    return _("Een tekortkoming krijgt een plan en een datum, of een risicoanalyse die de afwijking draagt.")


def _name_owners(found: Findings) -> Decision | None:
    without = [gap for gap in found.gaps if gap.owner_is_proposal]
    if not without:
        return None
    ask = ngettext(
        "Wijs een eigenaar aan voor de tekortkoming die er nog geen heeft.",
        "Wijs een eigenaar aan voor de %(n)s tekortkomingen die er nog geen hebben.",
        len(without),
    ) % {"n": len(without)}
    proposed = sum(bool(gap.owner) for gap in without)
    because = _("Werk zonder eigenaar blijft liggen.")
    if proposed == len(without):
        because += " " + _("Het rapport doet een voorstel.")
    elif proposed:
        because += " " + _("Het rapport doet voor %(n)s ervan een voorstel.") % {"n": proposed}
    return Decision(ask=ask, because=because, about="ownerless")


def _start_quick_wins(found: Findings) -> Decision | None:
    n = len(found.quick_wins)
    if not n:
        return None
    ask = ngettext(
        "Geef de ene verbetering die weinig werk kost (quick win) voorrang.",
        "Geef de %(n)s verbeteringen die weinig werk kosten (quick wins) voorrang.",
        n,
    ) % {"n": n}
    because = ngettext(
        "Zij kost naar verwachting enkele dagen werk.", "Elk kost naar verwachting enkele dagen werk.", n
    )
    return Decision(ask=ask, because=because, about="quick_wins")


def _confirm_exceptions(found: Findings) -> Decision | None:
    """Only what is grounded can be confirmed; the rest goes back."""
    if not found.exceptions:
        return None
    grounded = sum(_is_grounded(line) for line in found.exceptions)
    ask = " ".join(filter(None, (_to_confirm(grounded), _to_review(len(found.exceptions) - grounded))))
    return Decision(ask=ask, because=_what_exceptions(found), about="exceptions")


def _to_confirm(n: int) -> str:
    told = ngettext("Bevestig de onderbouwde uitzondering.", "Bevestig de %(n)s onderbouwde uitzonderingen.", n)
    return told % {"n": n} if n else ""


def _to_review(n: int) -> str:
    told = ngettext(
        "Laat de uitzondering zonder onderbouwing of risicoanalyse herzien.",
        "Laat de %(n)s uitzonderingen zonder onderbouwing of risicoanalyse herzien.",
        n,
    )
    return told % {"n": n} if n else ""


def _what_exceptions(found: Findings) -> str:
    """A measure that does not apply is something else than a control from which one deviates (R4, R6)."""
    measures = sum(is_live_measure(line) for line in found.exceptions)
    told = [
        ngettext(
            "Eén maatregel is niet van toepassing verklaard: dat mag alleen als hij niet kán gelden, nooit om een "
            "risico te accepteren.",
            "%(n)s maatregelen zijn niet van toepassing verklaard: dat mag alleen als ze niet kúnnen gelden, nooit om "
            "een risico te accepteren.",
            measures,
        )
        % {"n": measures}
        if measures
        else "",
        ngettext(
            "Eén beheersmaatregel is niet of anders toegepast: dat mag als een risicoanalyse het draagt.",
            "%(n)s beheersmaatregelen zijn niet of anders toegepast: dat mag als een risicoanalyse het draagt.",
            len(found.exceptions) - measures,
        )
        % {"n": len(found.exceptions) - measures}
        if measures < len(found.exceptions)
        else "",
    ]
    return " ".join(filter(None, told))


def _is_grounded(line: Line) -> bool:
    """A measure needs the reason why it cannot apply (NM-03), all else a risk analysis (NM-04)."""
    return bool((line.justification if is_live_measure(line) else line.risk_analysis).strip())


def _judge_the_rest(found: Findings) -> Decision | None:
    if not found.not_judged:
        return None
    ask = ngettext(
        "Laat het onderdeel dat nog niet (geheel) is beoordeeld alsnog beoordelen.",
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
    _establish_status,
    _approve_plan,
    _name_owners,
    _start_quick_wins,
    _confirm_exceptions,
    _judge_the_rest,
)
