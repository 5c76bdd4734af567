"""What a rule refuses, in words that say why and what can be done instead."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as n

from waarborg.apps.organisations.actions.rules import RuleBrokenError

_INSTEAD = {
    "TG-01": n("Vul een laatste dag in die binnen een jaar ligt. Daarna kun je opnieuw uitnodigen."),
    "TG-02": n("Verander een van de twee dagen."),
    "TG-03": n("Kies alleen toezichthouder, of kies die rol niet."),
    "TG-04": n("Kies interne auditor of de andere rol. Voor een ander werkveld kan iemand anders auditor zijn."),
    "TG-05": n("Kies een van de rollen op deze pagina."),
    "TG-06": n("Maak eerst iemand anders beheerder, met een account en zonder einddatum."),
    "TG-07": n("Vraag een andere beheerder. Ben je de enige, noem dan een reden."),
    "TG-08": n("Vraag een andere beheerder of de CISO om jouw regel te beoordelen."),
    "TG-09": n("Beslis eerst over de mensen die nog openstaan."),
}
FIELD_OF = {"TG-01": "until_on", "TG-02": "until_on", "TG-07": "reason"}


def told(error: RuleBrokenError) -> str:
    """The rule, its source, and what to do."""
    rule = error.rule
    return f"{_(rule.sentence)} {_(_INSTEAD[rule.code])} ({rule.code}; {_(rule.source)})"
