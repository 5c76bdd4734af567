"""What every subject shares that is neither a table nor a word."""


class UnreadableFileError(Exception):
    """The file as a whole was refused; the message says what is wrong and what to do."""
