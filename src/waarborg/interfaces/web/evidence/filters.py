"""The filters of the evidence; they live in the address and are answered by the database."""

from typing import Any

from django.db.models import Count, Q
from django.http import QueryDict
from django.utils.translation import gettext as _

from waarborg.domain.evidence import Confidentiality
from waarborg.interfaces.web.evidence.words import marking
from waarborg.interfaces.web.facets import Choice, Facet, search_text, values

FILE, LINK = "bestand", "link"
IN_USE, REPLACED, WITHDRAWN = "gebruik", "vervangen", "ingetrokken"


class EvidenceFilters:
    """The pieces that answer to what the address says; without a choice only what is in use."""

    def __init__(self, pieces: Any, params: QueryDict) -> None:  # noqa: ANN401 - rows
        self.all = pieces
        self.params = params
        self.text = search_text(params)
        self.pieces = self._narrowed()

    @property
    def is_empty(self) -> bool:
        return not self.text and not any(values(self.params, name) for name in ("soort", "label", "status"))

    def facets(self) -> list[Facet]:
        counted = dict(self.all.order_by().values_list("confidentiality").annotate(n=Count("pk")))
        told = self.all.aggregate(
            **{FILE: Count("pk", filter=_KINDS[FILE]), LINK: Count("pk", filter=_KINDS[LINK])},
            **{name: Count("pk", filter=condition) for name, condition in _STATES.items()},
        )
        chosen = {name: values(self.params, name) for name in ("soort", "label", "status")}
        kinds = ((FILE, _("bestand")), (LINK, _("link")))
        states = ((IN_USE, _("in gebruik")), (REPLACED, _("vervangen")), (WITHDRAWN, _("ingetrokken")))
        labels = [(one.value, marking(one.value)) for one in Confidentiality if counted.get(one.value)]
        return [
            Facet("soort", _("Soort"), tuple(Choice(c, w, told[c], c in chosen["soort"]) for c, w in kinds)),
            Facet(
                "label",
                _("Vertrouwelijkheid"),
                tuple(Choice(c, w, counted[c], c in chosen["label"]) for c, w in labels),
            ),
            Facet("status", _("Status"), tuple(Choice(c, w, told[c], c in chosen["status"]) for c, w in states)),
        ]

    def _narrowed(self) -> Any:  # noqa: ANN401 - rows
        found = self.all.filter(_any(_STATES, values(self.params, "status") or (IN_USE,)))
        if kinds := values(self.params, "soort"):
            found = found.filter(_any(_KINDS, kinds))
        if markings := values(self.params, "label"):
            found = found.filter(confidentiality__in=markings)
        for word in self.text.split():
            found = found.filter(
                Q(title__icontains=word)
                | Q(source__icontains=word)
                | Q(file_name__icontains=word)
                | Q(added_by_name__icontains=word)
            )
        return found


_KINDS = {FILE: Q(url=""), LINK: ~Q(url="")}
_STATES = {
    IN_USE: Q(withdrawn_at__isnull=True, replaced_by__isnull=True),
    REPLACED: Q(replaced_by__isnull=False),
    WITHDRAWN: Q(withdrawn_at__isnull=False),
}


def _any(conditions: dict[str, Q], wanted: tuple[str, ...]) -> Q:
    found = Q(pk__in=[])
    for name in wanted:
        found |= conditions.get(name, Q(pk__in=[]))
    return found
