"""What the codes of journal lines are called. A code without a word is shown as it is."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as n

_ACTIONS: Mapping[str, str] = {
    "account.break_glass_made": n("Noodaccount gemaakt"),
    "account.break_glass_used": n("Noodaccount gebruikt"),
    "account.locked_out": n("Te vaak fout aangemeld: even buitengesloten"),
    "account.password_changed": n("Wachtwoord gewijzigd"),
    "account.password_link_given": n("Link voor een nieuw wachtwoord gegeven"),
    "account.password_reset": n("Nieuw wachtwoord gekozen"),
    "account.profile_changed": n("Eigen gegevens gewijzigd"),
    "account.recovery_code_used": n("Herstelcode gebruikt"),
    "account.recovery_codes_renewed": n("Herstelcodes vernieuwd"),
    "account.second_step_added": n("Tweede stap toegevoegd"),
    "account.second_step_cleared": n("Tweede stap gewist door de beheerder"),
    "account.second_step_failed": n("Tweede stap mislukt"),
    "account.second_step_removed": n("Tweede stap verwijderd"),
    "account.session_ended": n("Sessie beëindigd"),
    "account.sign_in_failed": n("Aanmelden mislukt"),
    "account.signed_in": n("Aangemeld"),
    "account.signed_out": n("Afgemeld"),
    "assessment.add_subjects": n("Onderwerpen aan een ronde toegevoegd"),
    "assessment.answer_reaction": n("Reactie beantwoord"),
    "assessment.assign": n("Regels toegewezen"),
    "assessment.attach_evidence": n("Bewijs gekoppeld"),
    "assessment.change": n("Ronde gewijzigd"),
    "assessment.close": n("Ronde gesloten"),
    "assessment.close_asked": n("Afsluiten van een ronde gevraagd"),
    "assessment.close_cancelled": n("Afsluiten van een ronde teruggedraaid"),
    "assessment.close_retried": n("Afsluiten van een ronde opnieuw geprobeerd"),
    "assessment.comment": n("Opmerking geplaatst"),
    "assessment.detach_evidence": n("Bewijs losgekoppeld"),
    "assessment.exchange_sheet": n("Excel uitgewisseld"),
    "assessment.hear": n("Hoor en wederhoor"),
    "assessment.interview": n("Gesprek vastgelegd"),
    "assessment.interview.finished": n("Gesprek afgerond"),
    "assessment.interview.note_removed": n("Notitie van een gesprek weggehaald"),
    "assessment.interview.noted": n("Notitie bij een gesprek"),
    "assessment.interview.planned": n("Gesprek gepland"),
    "assessment.judge": n("Oordeel gewijzigd"),
    "assessment.keep_template": n("Sjabloon bewaard"),
    "assessment.mapping_deleted": n("Indeling van een werkblad weggehaald"),
    "assessment.mapping_renamed": n("Indeling van een werkblad hernoemd"),
    "assessment.mapping_saved": n("Indeling van een werkblad bewaard"),
    "assessment.react": n("Reactie op het concept"),
    "assessment.read": n("Rondes bekijken"),
    "assessment.settle_hearing": n("Hoor en wederhoor afgerond"),
    "assessment.sheet_read": n("Excel ingelezen"),
    "assessment.sheet_undone": n("Inlezen van Excel teruggedraaid"),
    "assessment.sheet_written": n("Excel gemaakt"),
    "assessment.sheet_uploaded": n("Excel ontvangen"),
    "assessment.sheet_removed": n("Ontvangen Excel verwijderd"),
    "assessment.start": n("Ronde gestart"),
    "assessment.stored": n("Nulmeting ingelezen"),
    "evidence.add": n("Bewijs toegevoegd"),
    "evidence.download": n("Bewijs gedownload"),
    "evidence.malware": n("Bestand met schadelijke inhoud geweigerd"),
    "evidence.read": n("Bewijs bekijken"),
    "evidence.replaced": n("Bewijs vervangen"),
    "evidence.withdraw": n("Bewijs ingetrokken"),
    "installation.set_up": n("Waarborg ingericht"),
    "journal.exported": n("Logboek bewaard als bestand"),
    "journal.keep": n("Logboek opruimen"),
    "journal.purged": n("Logboek opgeruimd volgens de bewaartermijn"),
    "journal.read": n("Logboek lezen"),
    "journal.read_access": n("Logboek lezen"),
    "members.added": n("Persoon toegevoegd"),
    "members.removed": n("Persoon weer weggehaald"),
    "members.changed": n("Gegevens van een persoon gewijzigd"),
    "members.invitation_withdrawn": n("Uitnodiging ingetrokken"),
    "members.invited": n("Persoon uitgenodigd"),
    "members.joined": n("Uitnodiging aangenomen"),
    "members.joined_by_group": n("Binnengekomen via de organisatie-aanmelding"),
    "members.left": n("Persoon vertrokken"),
    "members.manage": n("Mensen beheren"),
    "members.read": n("Mensen bekijken"),
    "members.returned": n("Persoon teruggekomen"),
    "members.review_access": n("Toegang nalopen"),
    "members.roles_changed": n("Rollen gewijzigd"),
    "members.roles_followed_groups": n("Rollen gewijzigd door de groepen van de organisatie-aanmelding"),
    "members.welcomed": n("Persoon binnengelaten"),
    "norms.edition_loaded": n("Editie van een norm geladen"),
    "norms.imported": n("Norm ingelezen"),
    "organisation.cbw_task_judged": n("Cbw-taak beoordeeld"),
    "organisation.cbw_task_removed": n("Cbw-taak verwijderd"),
    "organisation.cbw_task_restored": n("Cbw-taak teruggezet"),
    "organisation.corrected": n("Afgeleide plicht verbeterd"),
    "organisation.correction_withdrawn": n("Verbetering van een plicht ingetrokken"),
    "organisation.edit_profile": n("Profiel gewijzigd"),
    "organisation.edit_registers": n("Registers gewijzigd"),
    "organisation.import_registers": n("Registers ingelezen"),
    "organisation.import_undone": n("Inlezen van registers teruggedraaid"),
    "organisation.layer_changed": n("Soort organisatie gewijzigd"),
    "organisation.profile_changed": n("Profiel gewijzigd"),
    "organisation.read": n("Organisatie bekijken"),
    "organisation.register": n("Organisatie toevoegen"),
    "organisation.registered": n("Organisatie toegevoegd"),
    "organisation.registration_changed": n("Registratiegegevens gewijzigd"),
    "organisation.registration_reported": n("Registratie doorgegeven"),
    "organisation.scale_changed": n("BIV-schaal gewijzigd"),
    "organisation.scope_stated": n("Reikwijdte vastgelegd"),
    "page.not_found": n("Gevraagd naar wat hier niet is"),
    "report.cancelled": n("Rapport geannuleerd"),
    "report.download": n("Rapport gedownload"),
    "report.made": n("Rapport gemaakt"),
    "report.make": n("Rapport aangevraagd"),
    "report.read": n("Rapporten bekijken"),
    "report.retried": n("Rapport opnieuw geprobeerd"),
    "report.written": n("Rapport weggeschreven"),
    "settings.looks_changed": n("Uiterlijk gewijzigd"),
    "settings.manage": n("Instellingen beheren"),
    "sign_in.group_mapped": n("Groep aan rollen gekoppeld"),
    "sign_in.provider_removed": n("Organisatie-aanmelding verwijderd"),
    "sign_in.provider_saved": n("Organisatie-aanmelding bewaard"),
}
_RESULTS: Mapping[str, str] = {
    "done": n("gelukt"),
    "failed": n("mislukt"),
    "refused": n("geweigerd"),
    "error": n("mislukt"),
}
_REFUSED = ".refused"


def action(code: str) -> str:
    """What was done, in words."""
    if code.endswith(_REFUSED):
        return _("Geweigerd: %(act)s") % {"act": action(code.removesuffix(_REFUSED))}
    known = _ACTIONS.get(code)
    return _(known) if known else code


def result(code: str) -> str:
    """How it ended, in words."""
    known = _RESULTS.get(code)
    return _(known) if known else code


def spoken(word: str) -> list[str]:
    """The actions whose wording has this in it."""
    wanted = word.lower()
    return [code for code in _ACTIONS if wanted in action(code).lower()]
