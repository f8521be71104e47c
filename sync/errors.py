"""What sending and collecting can meet in the world, in words fit to show; nothing clinical.

The words are fixed in the class, so that no name, address or secret can slip into them.
"""

from typing import ClassVar


class SyncError(Exception):
    """The one root of this package's exceptions."""


class KnownSyncFailure(SyncError):
    """A failure we can explain: `sentence` says what happened, `remedy` what to do now."""

    sentence: ClassVar[str] = "The team's place could not be used."
    remedy: ClassVar[str] = "Nothing is lost: everything waits here and is tried again."

    def __init__(self) -> None:
        super().__init__(f"{self.sentence} {self.remedy}")


class RoundEnded(SyncError):
    """The vault was locked during a round. What was not done is done by the next."""


class PlaceUnreachable(KnownSyncFailure):
    """No answer, or an answer that says "later". `retry_after` is the wait asked for, seconds."""

    sentence = "The team's place cannot be reached just now."

    def __init__(self, retry_after: float | None = None) -> None:
        super().__init__()
        self.retry_after = retry_after


class PlaceRefuses(KnownSyncFailure):
    sentence = "The team's place does not accept this laptop's sign-in, or does not let it write."
    remedy = "Ask your team lead or IT support; everything waits here until then."


class NotThePlace(KnownSyncFailure):
    """Something answered, but not the team's place: a captive portal, a wrong address."""

    sentence = "What answered is not the team's place; a guest network may ask you to sign in."
    remedy = "Sign in to the network or use another, then try again; everything waits here."


class PlaceFull(KnownSyncFailure):
    sentence = "The team's place is full, so nothing more could be put there."
    remedy = "Ask your team lead to make room; everything waits here until then."


class PlaceShrunk(KnownSyncFailure):
    sentence = "The team's place holds less than it held before, so it may not be the same one."
    remedy = "Nothing was sent or changed. Check the memory stick or share, or ask your team lead."


class NameTaken(KnownSyncFailure):
    """A file of this name is there, with other content than the name promises."""

    sentence = "The team's place holds something else under the name of one of these envelopes."
    remedy = "Nothing was overwritten. Tell your team lead; the others were handed over."


class TooLarge(KnownSyncFailure):
    sentence = "A file in the team's place is larger than any envelope can be."
    remedy = "It was not read. Your team lead can look at it in the place itself."


class Gone(KnownSyncFailure):
    sentence = "A file that was listed in the team's place is not there any more."
    remedy = "Try again; if it stays away, ask whoever looks after the place."


class ClockWrong(KnownSyncFailure):
    sentence = "The team's place does not accept the time of this computer."
    remedy = "Check the date, time and time zone of this computer, then try again."


class NoSuchPlace(KnownSyncFailure):
    sentence = "This is not the address of a place that Golden Thread knows."
    remedy = "Check it letter by letter against what your team lead gave you."


class LibraryMissing(KnownSyncFailure):
    sentence = "This computer's Golden Thread was installed without support for this kind of place."
    remedy = "Ask your IT support to install it with support for team places."


class NotInATeam(KnownSyncFailure):
    sentence = "This vault does not belong to a team yet."
    remedy = "Ask your team lead to enrol this laptop; until then everything stays here."


class AlreadyInATeam(KnownSyncFailure):
    sentence = "This vault belongs to a team already."
    remedy = "Nothing was changed. To work for another team, set up another vault."


class NotALead(KnownSyncFailure):
    sentence = "Only a team lead can do this."
    remedy = "Nothing was changed. Ask your team lead."


class RosterForked(KnownSyncFailure):
    sentence = "There are two different lists of this team's members under one number."
    remedy = "Nothing was sent or changed. Tell your team lead before you go on."


class NotKnownYet(KnownSyncFailure):
    """The newest roster at the place is older than this laptop's invitation."""

    sentence = "The team's place does not list this laptop yet, so nothing was handed over there."
    remedy = "Everything waits here. Your team lead puts the new list there by meeting the place."


class LaptopStopped(KnownSyncFailure):
    sentence = "Your team lead has taken this laptop off the team's list."
    remedy = "Nothing more is sent from here. Ask your team lead what to do with this laptop."


class KeyGiven(LaptopStopped):
    """What was to be handed over is, and the key of the vault with it."""

    remedy = (
        "The team holds the key of this vault now, and once it is locked your passphrase no longer"
        " opens it. Nothing was deleted. Ask your team lead for what you still need."
    )


class NotARequest(KnownSyncFailure):
    sentence = "This is not a laptop's request to join a team, or it is damaged."
    remedy = "Ask for a new one; it is made on the laptop that wants to join."


class NotAnInvitation(KnownSyncFailure):
    sentence = "This is not an invitation to a team for this laptop, or it is damaged."
    remedy = "Ask your team lead for a new one, made from this laptop's own request."
