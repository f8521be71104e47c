"""What can be wrong with the forms themselves; a practitioner's slip is a value instead."""


class FormsError(Exception):
    """Anything this package refuses; its words are fit to show and hold no clinical text."""


class PackInvalid(FormsError):
    """A content pack cannot be used; says in which file, at which entry, and the remedy."""

    def __init__(self, file: str, entry: str, remedy: str) -> None:
        super().__init__(f"{file}: {entry}: {remedy}")
        self.file = file
        self.entry = entry
        self.remedy = remedy


class UnknownCode(FormsError):
    """A record names a prompt or factor that its pack does not hold."""
