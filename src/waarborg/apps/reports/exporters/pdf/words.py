"""Every word of the PDF that does not come from the data; the template itself speaks no language."""

from django.utils.translation import gettext as _


def words() -> dict[str, str]:
    """The words in the language of the moment, by the name under which the template asks for them."""
    return {**_frame(), **_sections(), **_apart(), **_columns(), **_item(), **_nothing()}


def _frame() -> dict[str, str]:
    return {
        "page": _("Pagina {page} van {pages}"),
        "contents": _("Inhoud"),
        "figure": _("Figuur"),
        "table": _("Tabel"),
        "annex": _("Bijlage"),
        "reference_on": _("Peildatum"),
        "made_on": _("Gemaakt op"),
        "norm": _("Norm"),
        "report": _("Nulmeting informatiebeveiliging"),
        "layer": _("Soort organisatie"),
        "file": _("Ingelezen bestand"),
        "source": _("Bron van de norm"),
        "confidential": _("Dit rapport beschrijft zwakke plekken. Deel het alleen met wie het nodig heeft."),
        "proposal": _("voorstel"),
        "overdue": _("deadline verstreken"),
        "to_decide": _("nog te bepalen"),
        "owner_to_decide": _("eigenaar nog te bepalen"),
        "effort_to_decide": _("inspanning nog te bepalen"),
        "quick_win": _("quick win"),
    }


def _sections() -> dict[str, str]:
    return {
        "board": _("Samenvatting voor het bestuur"),
        "decisions": _("Gevraagde besluiten"),
        "about": _("Opdracht en verantwoording"),
        "picture": _("Het beeld"),
        "picture_lead": _(
            "De balken tonen wat is beoordeeld; wat niet is beoordeeld of niet van toepassing is, staat er apart naast."
        ),
        "whole": _("Alles bij elkaar"),
        "chapters": _("Per hoofdstuk"),
        "themes": _("Per thema"),
        "subjects": _("Per systeem"),
        "gaps": _("Tekortkomingen naar prioriteit"),
        "gaps_lead": _(
            "Bovenaan staat wat het eerst aandacht vraagt. De volgorde is een voorstel: eerst de juridische kracht, "
            "dan wat in de praktijk ontbreekt. Waar 'voorstel' staat, is nog niets ingevuld."
        ),
        "cost": _("Wat falen kan kosten"),
        "quick_wins": _("Quick wins"),
        "quick_wins_lead": _("Kleine stappen die snel verschil maken: dagen werk per stuk."),
        "plan": _("Verbeterplan"),
    }


def _apart() -> dict[str, str]:
    return {
        "exceptions": _("Uitzonderingen"),
        "exceptions_lead": _(
            "Een overheidsmaatregel kan alleen niet van toepassing zijn als hij niet kán gelden; als risico accepteren "
            "mag niet. Van een beheersmaatregel mag worden afgeweken als een risicoanalyse dat draagt."
        ),
        "not_judged": _("Wat niet kon worden beoordeeld"),
        "not_judged_lead": _(
            "Niet beoordeeld is geen voldoende en geen onvoldoende: hier kan een onbekend risico zitten."
        ),
        "controls": _("Beheersmaatregelen zonder overheidsmaatregel"),
        "controls_lead": _(
            "Bij deze beheersmaatregelen is de vraag of de richtlijn van de ISO-norm wordt gevolgd, of dat er op grond "
            "van een risicoanalyse van wordt afgeweken. In de cijfers van het beeld tellen zij niet mee; wat eraan "
            "ontbreekt, staat wel bij de tekortkomingen."
        ),
        "hits": _("Wat de regels van de norm opmerken"),
        "hits_lead": _("De antwoorden zijn getoetst aan de regels van de norm. Dit valt daarbij op."),
        "readings": _("Hoe het bestand is gelezen"),
        "readings_lead": _("Dit viel op bij het lezen van het ingeleverde bestand."),
        "items": _("Alle onderdelen"),
        "sources": _("Interviews en documenten"),
        "subject_rows": _("Wat per systeem niet voldoet"),
        "subject_rows_lead": _(
            "Van elk ander proces of systeem staat hier wat niet op elk niveau voldoet. Wat geen enkel oordeel heeft, "
            "staat er als getal boven."
        ),
        "computation": _("Hoe de cijfers tot stand kwamen"),
    }


def _columns() -> dict[str, str]:
    return {
        "rank": _("Nr."),
        "number": _("Nummer"),
        "measure": _("Onderdeel"),
        "measure_and_verdict": _("Onderdeel en oordeel"),
        "action_and_owner": _("Actie, eigenaar en kwartaal"),
        "level": _("Niveau"),
        "total": _("Totaal"),
        "action": _("Actie"),
        "owner": _("Eigenaar"),
        "effort": _("Inspanning"),
        "quarter": _("Kwartaal"),
        "can_cost": _("Wat falen kan kosten"),
        "ask": _("Besluit"),
        "because": _("Waarom"),
        "kind": _("Soort"),
        "what": _("Wat"),
        "where": _("Plaats"),
        "legal_source": _("Bron"),
        "choice": _("Keuze"),
        "count": _("Aantal"),
        "rule": _("Regel"),
        "remedy": _("Wat te doen"),
        "on": _("Datum"),
        "who": _("Wie"),
        "role": _("Rol"),
        "subject": _("Onderwerp"),
        "title": _("Titel"),
        "version": _("Versie"),
        "regards": _("Gaat over"),
        "interviews": _("Interviews"),
        "documents": _("Documenten"),
    }


def _item() -> dict[str, str]:
    return {
        "finding": _("Bevinding"),
        "evidence": _("Bewijs"),
        "justification": _("Onderbouwing"),
        "risk_analysis": _("Risicoanalyse"),
        "doubt": _("Twijfel in de bron"),
        "official": _("Officiële tekst"),
        "broken_rules": _("Regels"),
    }


def _nothing() -> dict[str, str]:
    return {
        "no_gaps": _("Er zijn geen tekortkomingen gevonden in wat is beoordeeld."),
        "no_quick_wins": _("Er zijn geen tekortkomingen die met enkele dagen werk te sluiten zijn."),
        "no_plan": _("Er is niets te plannen."),
        "no_exceptions": _("Er zijn geen uitzonderingen."),
        "no_not_judged": _("Alles is beoordeeld."),
        "no_hits": _("De antwoorden zijn in overeenstemming met de regels."),
        "no_readings": _("Het bestand is zonder opmerkingen gelezen."),
        "no_interviews": _("Er zijn geen interviews opgegeven."),
        "no_documents": _("Er zijn geen documenten opgegeven."),
        "no_decisions": _("Er worden geen besluiten gevraagd."),
        "no_consequences": _("Voor dit soort organisatie zijn geen algemene gevolgen bekend."),
    }
