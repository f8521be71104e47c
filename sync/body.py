"""Everything that may be inside an envelope: a closed list, read strictly, written plainly.

The bytes that are sealed are the same indented text that "What will be sent" shows.
"""

from typing import Annotated, Literal

from pydantic import Base64Bytes, Field, TypeAdapter, ValidationError

from sync.envelope import EnvelopeId
from sync.reasons import Reason, Refused
from sync.strict import Hex32, Hex64, Strict
from sync.summary import Summary

_Words = Annotated[str, Field(max_length=20_000)]


class Letter(Strict):
    """A letter as it was issued, its text beside it. It holds names: it is sealed to the team.

    `pdf` is given as base64, as it travels, and read as the bytes themselves.
    """

    kind: Literal["letter"] = "letter"
    version: Literal[1] = 1
    family: Hex32
    baby: Hex32
    sha256: Hex64
    text: Annotated[str, Field(max_length=200_000)]
    pdf: Base64Bytes
    replaces: Hex32 | None


class Withdrawal(Strict):
    """What was sent before does not hold. No clinical words, only which, and why by code."""

    kind: Literal["withdrawal"] = "withdrawal"
    version: Literal[1] = 1
    replaces: Hex32
    why: Literal["sent_in_error", "agreement_withdrawn", "wrong_family", "other"]


class Reply(Strict):
    """What the team answers to one envelope, for the practitioner who sent it."""

    kind: Literal["reply"] = "reply"
    version: Literal[1] = 1
    to: Hex32
    answer: Literal["accepted", "waiting", "more_information", "declined"]
    words: _Words
    alternative: _Words
    replaces: Hex32 | None = None


Body = Annotated[Summary | Letter | Withdrawal | Reply, Field(discriminator="kind")]
_BODY: TypeAdapter[Summary | Letter | Withdrawal | Reply] = TypeAdapter(Body)


def body_to_bytes(body: Body) -> bytes:
    """The bytes that are sealed, as a person reads them."""
    return (body.model_dump_json(indent=1) + "\n").encode()


def body_from_bytes(inside: bytes) -> Body:
    """Raises Refused where anything is there that is not on the list."""
    try:
        return _BODY.validate_json(inside)
    except ValidationError:
        raise Refused(Reason.CONTENT) from None


def replaced_by(body: Body) -> EnvelopeId | None:
    """The envelope that this one takes the place of."""
    match body:
        case Summary(replaces=str(old)) | Letter(replaces=str(old)) | Reply(replaces=str(old)):
            return EnvelopeId(old)
        case Withdrawal(replaces=old):
            return EnvelopeId(old)
        case _:
            return None
