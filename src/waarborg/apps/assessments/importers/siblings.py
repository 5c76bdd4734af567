"""A sheet that was made for another edition of the same norm: its numbers are here too, and may mean something else."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext_noop

from waarborg.apps.assessments.importers.numbering import Numbered
from waarborg.apps.assessments.importers.places import Places
from waarborg.apps.assessments.importers.readings import Readings
from waarborg.apps.norms.models import Edition

_LOOKS_LIKE = gettext_noop(
    "Dit blad lijkt gemaakt voor %(other)s: het heeft nummers die in %(edition)s zijn verplaatst of vervallen "
    "(%(gone)s), en geen van de nieuwe. Een nummer kan daar iets anders betekenen; gebruik dan --norm %(other)s."
)
_LISTED = 6


def tell(rows: Sequence[Numbered], edition: Edition, others: Iterable[Edition], readings: Readings, where: str) -> None:
    """Report the edition that the sheet looks made for, when it has that one's numbers and none that came since."""
    here = Places(edition)
    in_sheet = {row.found.spot.number for row in rows if row.found.spot}
    for other in others:
        if other.catalogue_id != edition.catalogue_id or other == edition:
            continue
        there = Places(other)
        gone = sorted(number for number in there.judged - here.judged if number in in_sheet)
        came = here.judged - there.judged
        if gone and came and not came & in_sheet:
            listed = ", ".join(gone[:_LISTED]) + (", …" if len(gone) > _LISTED else "")
            readings.problem("other-edition", where, _LOOKS_LIKE, other=other, edition=edition, gone=listed)
            return
