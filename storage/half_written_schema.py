"""The border of half-written forms: strict text in, plain fields out."""

import json
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from storage.errors import RecordsDamaged, VaultTooNew
from storage.half_written import Fields

VERSION: Final = 1


class _Kept(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    version: Literal[1] = VERSION
    fields: Annotated[
        dict[Annotated[str, Field(min_length=1, max_length=200)], str], Field(min_length=1)
    ]


def to_text(fields: Fields) -> str:
    """Half a character, which a slip of the keyboard can leave, becomes a question mark."""
    whole = {name: words.encode("utf-8", "replace").decode() for name, words in fields.items()}
    return _Kept(fields=whole).model_dump_json()


def from_text(text: str) -> Fields:
    """Raises VaultTooNew for a later version, RecordsDamaged for anything else that is not ours."""
    try:
        said = json.loads(text)
        match said:
            case {"version": int(version)} if version > VERSION:
                raise VaultTooNew
        return _Kept.model_validate_json(text).fields
    except (ValidationError, ValueError):
        raise RecordsDamaged from None
