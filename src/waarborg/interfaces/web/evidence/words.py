"""Words for evidence."""

from django.utils.translation import gettext as _

from waarborg.domain.evidence import Confidentiality


def marking(code: str) -> str:
    """The word for a marking."""
    return {
        Confidentiality.OPEN.value: _("openbaar"),
        Confidentiality.INTERNAL.value: _("intern"),
        Confidentiality.CONFIDENTIAL.value: _("vertrouwelijk"),
        Confidentiality.SECRET.value: _("geheim"),
    }[code]


def markings() -> list[tuple[str, str]]:
    """Every marking with who sees it."""
    return [
        (Confidentiality.OPEN.value, _("Openbaar: iedereen in de organisatie die bij de stand mag")),
        (Confidentiality.INTERNAL.value, _("Intern: idem, en niet naar buiten")),
        (
            Confidentiality.CONFIDENTIAL.value,
            _("Vertrouwelijk: bestuur, CISO, ISO, auditor, toezichthouder, FG, jijzelf en wie moet antwoorden"),
        ),
        (Confidentiality.SECRET.value, _("Geheim: alleen de CISO, jijzelf en wie de vraag moet beantwoorden")),
    ]
