"""Acts on organisations. One file per act or kind of act; what other parts call is named here."""

from waarborg.apps.organisations.actions.register import register_organisation

__all__ = ["register_organisation"]
