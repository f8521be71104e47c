"""How all that comes from elsewhere is read: as written, nothing unknown, nothing guessed."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Hex16 = Annotated[str, Field(pattern=r"^[0-9a-f]{16}$")]
Hex32 = Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]
Hex64 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Hex64OrNone = Annotated[str, Field(pattern=r"^([0-9a-f]{64})?$")]
Hex128 = Annotated[str, Field(pattern=r"^[0-9a-f]{128}$")]
Recipient = Annotated[str, Field(pattern=r"^age1[02-9ac-hj-np-z]{58}$")]


class Strict(BaseModel):
    """The base of all that is read at this border."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)
