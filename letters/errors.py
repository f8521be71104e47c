"""What can go wrong when a letter is made."""


class LetterError(Exception):
    """Anything this package refuses; its words are fit to show and hold no clinical text."""


class NotSignable(LetterError):
    """The signing library could not sign this file with this certificate."""

    def __init__(self) -> None:
        super().__init__(
            "The letter could not be signed, so it was not made. Try again; if it happens again,"
            " show this to your IT support."
        )


class PasswordNeeded(LetterError):
    """The file is closed, and this password does not open it."""

    def __init__(self) -> None:
        super().__init__(
            "This letter is closed with a password. Type it as you were told it, with or without"
            " the spaces."
        )


class Unreadable(LetterError):
    """The file is no PDF, or one that is broken."""

    def __init__(self) -> None:
        super().__init__("This file cannot be read as a PDF.")
