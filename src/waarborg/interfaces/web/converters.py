"""Parts of addresses that Django has no word for."""

from django.urls.converters import StringConverter


class ItemNumber(StringConverter):
    """A number of a norm. Frameworks of others write `A/1` too; a text with a null byte is in no database."""

    regex = r"[^\x00]+"
