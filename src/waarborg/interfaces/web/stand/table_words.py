"""What the scripts of the table say, in the language of the moment. `{}` is filled in by the script."""

from django.utils.translation import gettext as _


def words() -> dict[str, str]:
    """Every sentence by the name that the scripts know it by."""
    return {
        "saving": _("Bezig met opslaan…"),
        "saved": _("Alles is opgeslagen"),
        "waiting": _("Geen verbinding. {n} cellen wachten; ze worden bewaard op dit apparaat."),
        "failed": _("{n} cellen zijn niet opgeslagen."),
        "signed_out": _("Je bent afgemeld. Wat je typte, is bewaard op dit apparaat."),
        "refused": _("Je mag dit niet wijzigen. Vraag het aan de CISO."),
        "sign_in": _("Meld je opnieuw aan"),
        "again": _("Probeer opnieuw"),
        "state_busy": _("wordt opgeslagen"),
        "state_saved": _("opgeslagen"),
        "state_failed": _("niet opgeslagen"),
        "state_refused": _("deze waarde past hier niet"),
        "state_clash": _("iemand anders wijzigde dit ook"),
        "changed_by": _("{who} wijzigde {number}, {column}: {value}"),
        "clash": _("{who} zette {column} van {number} op ‘{theirs}’. Jij koos ‘{mine}’."),
        "keep_theirs": _("Houd die van {who}"),
        "use_mine": _("Gebruik de mijne"),
        "somebody": _("iemand anders"),
        "nothing": _("leeg"),
        "chosen": _("{n} cellen gekozen"),
        "set_all": _("Zet alle gekozen cellen op"),
        "undone": _("Teruggedraaid"),
        "redone": _("Opnieuw gedaan"),
        "nothing_to_undo": _("Er is niets om terug te draaien"),
        "pasted": _("{n} cellen geplakt"),
        "not_pasted": _("{n} cellen niet geplakt; deze waarden passen niet: {values}"),
        "copied": _("{n} cellen gekopieerd"),
        "not_a_day": _("‘{value}’ is geen datum. Schrijf bijvoorbeeld 01-06-2027."),
        "restored": _("{n} cellen van de vorige keer waren nog niet opgeslagen; dat gebeurt nu."),
        "by": _("Laatst gewijzigd door {who}"),
        "not_there": _("Deze rij is er niet meer, of je ziet hem niet meer."),
    }
