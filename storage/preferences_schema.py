"""The border of the settings: strict text in, a plain value out."""

import base64
import json
from typing import Annotated, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from forms.pack import Language
from forms.preferences import LetterTo, Preferences, Wording
from storage.errors import RecordsDamaged, VaultTooNew

VERSION: Final = 1


class _Kept(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    version: Literal[1] = VERSION
    wording: Wording
    letter_to: LetterTo
    language: Language
    relationship_team: str
    relationship_team_address: str
    urgent_numbers: str
    lock_after_minutes: Annotated[int, Field(ge=1, le=15)] = 5
    organisation: str = ""
    organisation_address: str = ""
    logo: Annotated[str, Field(pattern=r"^[A-Za-z0-9+/]*={0,2}$")] = ""
    """Base64."""
    window_envelope: bool = False

    @classmethod
    def of(cls, preferences: Preferences) -> Self:
        return cls(
            wording=preferences.wording,
            letter_to=preferences.letter_to,
            language=preferences.language,
            relationship_team=preferences.relationship_team,
            relationship_team_address=preferences.relationship_team_address,
            urgent_numbers=preferences.urgent_numbers,
            lock_after_minutes=preferences.lock_after_minutes,
            organisation=preferences.organisation,
            organisation_address=preferences.organisation_address,
            logo=base64.b64encode(preferences.logo).decode(),
            window_envelope=preferences.window_envelope,
        )

    def value(self) -> Preferences:
        return Preferences(
            wording=self.wording,
            letter_to=self.letter_to,
            language=self.language,
            relationship_team=self.relationship_team,
            relationship_team_address=self.relationship_team_address,
            urgent_numbers=self.urgent_numbers,
            lock_after_minutes=self.lock_after_minutes,
            organisation=self.organisation,
            organisation_address=self.organisation_address,
            logo=base64.b64decode(self.logo, validate=True),
            window_envelope=self.window_envelope,
        )


def to_text(preferences: Preferences) -> str:
    return _Kept.of(preferences).model_dump_json()


def from_text(text: str) -> Preferences:
    """Raises VaultTooNew for a later version or unknown settings, RecordsDamaged otherwise."""
    try:
        said = json.loads(text)
        if isinstance(said, dict) and isinstance(said.get("version"), int):
            unknown = said.keys() - _Kept.model_fields.keys()
            if said["version"] > VERSION or unknown:
                raise VaultTooNew
        return _Kept.model_validate_json(text).value()
    except (ValidationError, ValueError):
        raise RecordsDamaged from None
