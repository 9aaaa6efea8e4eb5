"""What only the operator can mend."""


class SetupError(Exception):
    """The installation cannot work as it is; the text is a sentence that says what to do."""
