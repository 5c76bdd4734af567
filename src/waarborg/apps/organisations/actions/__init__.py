"""Acts on organisations. One file per act or kind of act; what other parts call is named here."""

from waarborg.apps.organisations.actions.emergency import keep_emergency_account
from waarborg.apps.organisations.actions.groups import GIVEN_BY_GROUPS, Arrival, follow_groups, map_group
from waarborg.apps.organisations.actions.help_in import (
    CannotHelpError,
    clear_second_step,
    clear_second_step_as_machine,
    give_new_password,
    give_new_password_as_machine,
)
from waarborg.apps.organisations.actions.register import register_organisation
from waarborg.apps.organisations.actions.set_up import FirstAccount, set_up

__all__ = [
    "GIVEN_BY_GROUPS",
    "Arrival",
    "CannotHelpError",
    "FirstAccount",
    "clear_second_step",
    "clear_second_step_as_machine",
    "follow_groups",
    "give_new_password",
    "give_new_password_as_machine",
    "keep_emergency_account",
    "map_group",
    "register_organisation",
    "set_up",
]
