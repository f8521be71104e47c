"""What a practitioner or team has set; values only, kept inside the vault."""

from dataclasses import dataclass
from enum import Enum

from forms.pack import Language


class Wording(Enum):
    """The team's own word for what this tool suggests and writes."""

    RECOMMENDATION = "recommendation"
    REFERRAL = "referral"
    REGISTRATION = "registration"


class LetterTo(Enum):
    """Whom the letter is addressed to; the other one gets the copy."""

    FAMILY = "family"
    TEAM = "team"


@dataclass(frozen=True, slots=True)
class Preferences:
    """All settings, with the defaults a new vault starts from."""

    wording: Wording = Wording.RECOMMENDATION
    letter_to: LetterTo = LetterTo.FAMILY
    language: Language = Language.ENGLISH
    relationship_team: str = "Parent-infant relationship team"
    relationship_team_address: str = ""
    organisation: str = ""
    """Who the letters come from; empty for the practitioner's own team."""
    organisation_address: str = ""
    logo: bytes = b""
    """A PNG picture for the head of each letter; empty for none. At most MOST_OF_A_LOGO."""
    window_envelope: bool = False
    """Whether addresses stand where a DL envelope has its window."""
    urgent_numbers: str = ""
    """Local numbers for the urgent panel, one to a line, as the practitioner typed them."""
    lock_after_minutes: int = 5
    """Quiet minutes before the screen locks itself: one of LOCK_MINUTES."""


LOCK_MINUTES = range(1, 16)
MOST_OF_A_LOGO = 200_000
"""Bytes of the picture; every letter carries it."""
