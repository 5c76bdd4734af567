"""With what force the norm binds in a round: what was established for this organisation about the Cbw."""

from waarborg.apps.assessments.models import Assessment
from waarborg.apps.organisations.queries import profile
from waarborg.apps.reports.queries.gaps import Law
from waarborg.domain.organisations import Layer


def of(assessment: Assessment) -> Law:
    """What was established for this organisation about the Cbw, and about requirements of this norm. Three queries."""
    organisation = assessment.organisation
    before = f"{assessment.edition.catalogue.name}/"
    legal, corrected = profile.status_and_scope(organisation)
    scopes = {about.removeprefix(before): inside for about, inside in corrected.items() if about.startswith(before)}
    return Law(Layer(organisation.layer), legal.status, scopes)
