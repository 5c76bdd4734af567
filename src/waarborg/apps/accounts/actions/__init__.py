"""Acts on accounts: coming in, and what is someone's own. One file per kind of act."""

from waarborg.apps.accounts.actions.emergency import make_break_glass
from waarborg.apps.accounts.actions.locked_out import clear_second_steps, make_password_key
from waarborg.apps.accounts.actions.opening import InvalidCodeError, offer_setup, open_with, require_code
from waarborg.apps.accounts.actions.own import end_session, update_profile
from waarborg.apps.accounts.actions.people import EmailTakenError, make_person
from waarborg.apps.accounts.actions.providers import remove_provider, save_provider
from waarborg.apps.accounts.actions.telling import tell

__all__ = [
    "EmailTakenError",
    "InvalidCodeError",
    "clear_second_steps",
    "end_session",
    "make_break_glass",
    "make_password_key",
    "make_person",
    "offer_setup",
    "open_with",
    "remove_provider",
    "require_code",
    "save_provider",
    "tell",
    "update_profile",
]
