"""What the scripts of the table say, in the language of the moment. `{}` is filled in by the script."""

from django.utils.translation import gettext as _


def words() -> dict[str, str]:
    """Every sentence by the name that the scripts know it by."""
    return {
        "saving": _("Bezig met bewaren…"),
        "saved": _("Alles is bewaard"),
        "waiting": _("Geen verbinding. Wachtende cellen: {n}. Ze worden bewaard op dit apparaat."),
        "failed": _("Niet bewaarde cellen: {n}."),
        "another": _("Je bent intussen als iemand anders aangemeld. Wat je typte, is bewaard op dit apparaat."),
        "signed_out": _("Je bent afgemeld. Wat je typte, is bewaard op dit apparaat."),
        "refused": _("Je mag dit niet wijzigen. Vraag het aan de CISO."),
        "sign_in": _("Meld je opnieuw aan"),
        "again": _("Probeer opnieuw"),
        "state_busy": _("wordt bewaard"),
        "state_offline": _("wacht op verbinding"),
        "state_another": _("wacht tot jij weer bent aangemeld"),
        "state_signed_out": _("wacht tot je bent aangemeld"),
        "state_failed": _("niet bewaard"),
        "state_refused": _("deze waarde past hier niet"),
        "state_clash": _("iemand anders wijzigde dit ook"),
        "changed_by": _("{who} wijzigde {number}, {column}: {value}"),
        "clash": _("{who} zette {column} van {number} op ‘{theirs}’. Jij koos ‘{mine}’."),
        "keep_theirs": _("Houd die van {who}"),
        "use_mine": _("Gebruik de mijne"),
        "somebody": _("iemand anders"),
        "nothing": _("leeg"),
        "chosen": _("Gekozen cellen: {n}"),
        "undone": _("Teruggedraaid"),
        "redone": _("Opnieuw gedaan"),
        "nothing_to_undo": _("Er is niets om terug te draaien"),
        "pasted": _("Geplakte cellen: {n}"),
        "not_pasted": _("Niet geplakte cellen: {n}. Deze waarden passen niet: {values}"),
        "copied": _("Gekopieerde cellen: {n}"),
        "not_a_day": _("‘{value}’ is geen datum. Schrijf bijvoorbeeld 01-06-2027."),
        "restored": _("Cellen van de vorige keer die nog niet waren bewaard: {n}. Dat gebeurt nu."),
        "by": _("Laatst gewijzigd door {who}"),
        "not_there": _("Deze rij is er niet meer, of je ziet hem niet meer."),
    }
