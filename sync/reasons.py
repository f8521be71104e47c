"""Why something that arrived was not taken in, in words fit to show a team lead."""

from enum import Enum


class Reason(Enum):
    """Closed; each is told apart, and the file is set aside, never deleted."""

    NOT_OURS = "not_ours"
    NAME_DIFFERS = "name_differs"
    TOO_LARGE = "too_large"
    UNREADABLE = "unreadable"
    NEWER = "newer"
    DAMAGED = "damaged"
    UNKNOWN_SENDER = "unknown_sender"
    SIGNATURE = "signature"
    REVOKED = "revoked"
    NOT_FOR_US = "not_for_us"
    PADDING = "padding"
    CONTENT = "content"

    @property
    def words(self) -> str:
        return _WORDS[self]


_WORDS = {
    Reason.NOT_OURS: "This is not a Golden Thread envelope.",
    Reason.NAME_DIFFERS: "The content is not what the file's name promises.",
    Reason.TOO_LARGE: "It is larger than any envelope can be, and was not read.",
    Reason.UNREADABLE: "It is a link, a folder or a device, or cannot be read.",
    Reason.NEWER: "A newer Golden Thread made it. Update this one, then look again.",
    Reason.DAMAGED: "It was changed or damaged on its way.",
    Reason.UNKNOWN_SENDER: "It comes from a laptop that is not on this team's roster.",
    Reason.SIGNATURE: "Its header was changed, or is not signed by the laptop it names.",
    Reason.REVOKED: "It was made on a laptop after that laptop was taken off the roster.",
    Reason.NOT_FOR_US: "It is sealed to somebody else, so it cannot be opened here.",
    Reason.PADDING: "What is inside is not filled up the way Golden Thread does it.",
    Reason.CONTENT: "It holds something that is not on the list of what may travel.",
}


class Refused(Exception):
    """This cannot be taken in. Caught where an envelope is set aside, and nowhere else."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.words)
        self.reason = reason
