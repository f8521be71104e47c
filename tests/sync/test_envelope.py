"""An envelope tells nothing, cannot be changed unseen, and opens without our program too."""

import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync import envelope, frame
from sync.envelope import Envelope, Incarnation, Link, new_envelope_id
from sync.keys import DeviceId, DeviceKeys, new_identity, recipient_of
from sync.reasons import Reason, Refused
from tests import programs

TEAM, RECOVERY, OTHER = new_identity(), new_identity(), new_identity()
KEYS = DeviceKeys(bytes(range(32)), new_identity())
LINK = Link(KEYS.device, Incarnation("ab" * 8), 1, None)


def an_envelope(inside: bytes = b"Practice words", link: Link = LINK) -> Envelope:
    recipients = (recipient_of(TEAM), recipient_of(RECOVERY))
    return envelope.sealed(inside, link, KEYS, recipients, new_envelope_id())


def reason(content: bytes, identity: str = TEAM) -> Reason:
    try:
        read = envelope.read(content)
        envelope.must_be_signed(read, KEYS.public)
        envelope.opened(read, identity)
    except Refused as refused:
        return refused.reason
    raise AssertionError("it was taken in")


@given(st.binary(max_size=9000))
def test_what_was_sealed_is_what_is_opened_by_the_team_and_by_its_recovery_key(
    inside: bytes,
) -> None:
    read = envelope.read(an_envelope(inside).content)
    envelope.must_be_signed(read, KEYS.public)

    assert envelope.opened(read, TEAM) == envelope.opened(read, RECOVERY) == inside


def test_its_size_tells_nothing_of_what_is_inside() -> None:
    """What is sealed is a whole step long; age itself adds a few bytes by chance."""
    assert {len(frame._filled(b"x" * n)) for n in (0, 1, 500, 4000)} == {frame.STEP}
    assert len(frame._filled(b"x" * 4089)) == 2 * frame.STEP


def test_nothing_but_the_header_is_in_clear() -> None:
    made = an_envelope(b"Practice words that nobody may read")

    assert b"Practice" not in made.content
    assert sorted(frame.parts_of(made.content).said) == [
        *("device", "hash", "id", "incarnation", "previous", "sequence", "version")
    ]


def test_the_laptop_that_sealed_it_cannot_open_it_again() -> None:
    assert reason(an_envelope().content, KEYS.identity) is Reason.NOT_FOR_US


def test_a_bit_changed_anywhere_is_noticed() -> None:
    content = an_envelope().content
    for at in range(0, len(content), 97):
        changed = bytearray(content)
        changed[at] ^= 1
        assert reason(bytes(changed)) in {
            Reason.NOT_OURS,
            Reason.NEWER,
            Reason.DAMAGED,
            Reason.SIGNATURE,
        }


@given(st.integers(0, 4000))
def test_a_part_of_an_envelope_is_none(length: int) -> None:
    assert reason(an_envelope().content[:length]) in {Reason.NOT_OURS, Reason.DAMAGED}


def test_a_header_put_before_another_seal_is_noticed() -> None:
    one, other = (frame.parts_of(an_envelope(b).content) for b in (b"one", b"other"))
    length = len(one.header).to_bytes(4, "big")

    assert reason(length + one.header + one.signature + other.sealed) is Reason.DAMAGED


def test_a_header_in_another_laptops_name_is_noticed() -> None:
    stranger = DeviceKeys(bytes(32), new_identity())
    said = frame.parts_of(an_envelope().content).said
    forged = frame.framed(
        envelope.KIND, said, frame.parts_of(an_envelope().content).sealed, stranger.signing
    )

    assert reason(forged) in {Reason.DAMAGED, Reason.SIGNATURE}


def test_a_signature_over_another_kind_is_none() -> None:
    parts = frame.parts_of(an_envelope().content)
    forged = frame.framed("roster", parts.said, parts.sealed, KEYS.signing)

    assert reason(forged) is Reason.SIGNATURE


def test_what_claims_to_be_longer_than_it_is_is_not_unfolded() -> None:
    import pyrage  # noqa: PLC0415

    liar = (2**40).to_bytes(8, "big") + bytes(frame.STEP - 8)
    closed = pyrage.encrypt(liar, [pyrage.x25519.Recipient.from_str(recipient_of(TEAM))])
    said = {**frame.parts_of(an_envelope().content).said}
    said["hash"] = hashlib.sha256(closed).hexdigest()

    assert reason(frame.framed(envelope.KIND, said, closed, KEYS.signing)) is Reason.PADDING


def test_what_is_larger_than_any_envelope_is_not_looked_into() -> None:
    assert reason(bytes(envelope.MOST_BYTES + 1)) is Reason.TOO_LARGE


def test_an_envelope_of_a_newer_program_says_so() -> None:
    parts = frame.parts_of(an_envelope().content)
    newer = frame.framed(envelope.KIND, {**parts.said, "version": 2}, parts.sealed, KEYS.signing)

    assert reason(newer) is Reason.NEWER


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("sequence", 0),
        ("sequence", True),
        ("sequence", -1),
        ("device", "../../etc"),
        ("id", "short"),
        ("incarnation", "AB" * 8),
        ("previous", "00" * 32),
        ("more", "than we know"),
    ],
)
def test_a_header_that_is_not_written_as_ours_is_none_of_ours(said: str, value: object) -> None:
    parts = frame.parts_of(an_envelope().content)
    header = {**parts.said, said: value}

    forged = frame.framed(envelope.KIND, header, parts.sealed, KEYS.signing)  # type: ignore[arg-type]
    assert reason(forged) is Reason.NOT_OURS


def test_each_envelope_names_the_one_before_it() -> None:
    first = an_envelope()
    second = an_envelope(link=Link(KEYS.device, LINK.incarnation, 2, first.digest))

    assert envelope.read(second.content).link.previous == first.digest
    assert first.name == f"{hashlib.sha256(first.content).hexdigest()}.gte"


def test_debians_own_program_opens_what_is_sealed(tmp_path: Path) -> None:
    made = an_envelope(b"Practice words")
    (tmp_path / "sealed").write_bytes(frame.parts_of(made.content).sealed)
    for identity in (TEAM, RECOVERY):
        key = tmp_path / "key"
        key.write_text(identity + "\n")
        opened = programs.run("age", ["-d", "-i", key, tmp_path / "sealed"]).stdout

        assert opened[8 : 8 + int.from_bytes(opened[:8], "big")] == b"Practice words"


def test_the_name_of_a_device_is_made_from_its_key() -> None:
    assert KEYS.device == DeviceId(hashlib.sha256(KEYS.public).hexdigest()[:16])
