"""What a password must be, enforced wherever one is chosen (BIO2 5.17.03), in words that help."""

from typing import Any

from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

SHORTEST = 12


def rules() -> list[str]:
    """What to tell before somebody chooses."""
    return [
        _("Minstens %(length)s tekens. Een zin van vier woorden is sterk en makkelijk te onthouden.")
        % {"length": SHORTEST},
        _("Geen wachtwoord dat veel mensen gebruiken, en niet alleen cijfers."),
        _("Niet je naam of je e-mailadres."),
    ]


class LongEnough:
    """Length is what makes a password strong."""

    def validate(self, password: str, user: object = None) -> None:  # noqa: ARG002 - Django's signature
        if len(password) < SHORTEST:
            raise ValidationError(
                _("Dit wachtwoord heeft %(given)s tekens. Gebruik er minstens %(length)s.")
                % {"given": len(password), "length": SHORTEST},
                code="password_too_short",
            )

    def get_help_text(self) -> str:
        return rules()[0]


class NotCommon(password_validation.CommonPasswordValidator):
    """Not one of the twenty thousand that attackers try first, and not only digits."""

    def validate(self, password: str, user: object = None) -> None:  # noqa: ARG002 - Django's signature
        if password.isdigit():
            raise ValidationError(_("Een wachtwoord van alleen cijfers is te raden. Voeg woorden toe."), code="digits")
        if password.lower().strip() in self.passwords:
            raise ValidationError(_("Veel mensen gebruiken dit wachtwoord. Kies een ander."), code="common")

    def get_help_text(self) -> str:
        return rules()[1]


class NotYourself(password_validation.UserAttributeSimilarityValidator):
    """Not the own name or address."""

    def __init__(self) -> None:
        super().__init__(user_attributes=("email", "name"))

    def validate(self, password: str, user: Any = None) -> None:  # noqa: ANN401 - Person, or what a form holds
        try:
            super().validate(password, user)
        except ValidationError as error:
            raise ValidationError(
                _("Dit wachtwoord lijkt op je naam of je e-mailadres. Kies een ander."), code="similar"
            ) from error

    def get_help_text(self) -> str:
        return rules()[2]
