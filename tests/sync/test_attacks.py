"""Whatever lies at a team's place: it is set aside for its own reason, and all else goes on."""

import hashlib
import os
import tracemalloc
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pyrage
import pytest

from forms.strict_json import Json
from storage.inbox import Inbox
from storage.lives import lives
from storage.outbox import Outbox
from sync import frame
from sync.body import body_to_bytes
from sync.enrolment import stop
from sync.envelope import ENDING, Envelope, Link, new_envelope_id, sealed
from sync.errors import NotThePlace
from sync.keys import DeviceKeys, new_identity, recipient_of
from sync.places.folder import FolderPlace
from sync.places.place import RECEIPTS, ROSTERS, TO_TEAM, Box, Entry
from sync.reasons import Reason
from tests.sync.teams import Laptop, withdrawing

SIX_MONTHS_OF_FILES = 10_000


def all_there(root: Path) -> Counter[str]:
    """What every file at the place holds, wherever it lies; a large one by its size."""
    held: Counter[str] = Counter()
    for path in root.rglob("*"):
        if path.is_symlink():
            held[f"link {path.readlink()}"] += 1
        elif path.is_file():
            large = path.stat().st_size > 10**8
            said = str(path.stat().st_size).encode() if large else path.read_bytes()
            held[hashlib.sha256(said).hexdigest()] += 1
    return held


def asides(lead: Laptop) -> dict[str, Reason]:
    return {one.name: Reason(one.why) for one in Inbox(lead.vault).aside()}


def put(root: Path, content: bytes, name: str | None = None, box: Box = TO_TEAM) -> str:
    """Put this there, under its own digest unless a name is given."""
    called = name or hashlib.sha256(content).hexdigest() + ENDING
    (root / box / called).write_bytes(content)
    return called


def said_otherwise(one: Envelope, old: bytes, new: bytes) -> bytes:
    """The same envelope, with something else in its header."""
    parts = one.parts
    header = parts.header.replace(old, new, 1)
    assert header != parts.header
    return len(header).to_bytes(4, "big") + header + parts.signature + parts.sealed


def resealed(laptop: Laptop, closed: bytes) -> bytes:
    """What this laptop might sign if its program were another: any bytes as what is sealed."""
    keys = laptop.joined.keys
    said: dict[str, Json] = {
        "version": 1,
        "id": new_envelope_id(),
        "device": keys.device,
        "incarnation": lives(laptop.vault)[-1].incarnation,
        "sequence": 1,
        "previous": "",
        "hash": hashlib.sha256(closed).hexdigest(),
    }
    return frame.framed("envelope", said, closed, keys.signing)


def to_team(laptop: Laptop, inside: bytes) -> bytes:
    """Sealed to the team without being filled up as it should be."""
    team = pyrage.x25519.Recipient.from_str(laptop.joined.roster.recipient)
    closed: bytes = pyrage.encrypt(inside, [team])
    return closed


def a_stranger() -> DeviceKeys:
    return DeviceKeys(os.urandom(32), new_identity())


def forgeries(laptop: Laptop, one: Envelope, other: Envelope) -> Iterator[tuple[bytes, Reason]]:
    """Files whose name is their digest; what is wrong is inside."""
    device, hash_ = one.link.device.encode(), one.hash.encode()
    changed = b"0" if one.hash[0] != "0" else b"1"
    yield b"", Reason.NOT_OURS
    yield bytes(3), Reason.NOT_OURS
    yield b"\xff\xff\xff\xff" + one.content, Reason.NOT_OURS
    yield one.content[:-1], Reason.DAMAGED
    yield one.content + b"\0", Reason.DAMAGED
    yield said_otherwise(one, b'"version":1', b'"version":2'), Reason.NEWER
    yield said_otherwise(one, b'"sequence":1', b'"sequence":0'), Reason.NOT_OURS
    yield said_otherwise(one, b'"version":1', b'"version":1,"more":1'), Reason.NOT_OURS
    yield said_otherwise(one, b'"id":"', b'"id":"../'), Reason.NOT_OURS
    yield said_otherwise(one, hash_, changed + hash_[1:]), Reason.DAMAGED
    yield said_otherwise(one, device, b"0" * 16), Reason.UNKNOWN_SENDER
    yield said_otherwise(one, one.id.encode(), other.id.encode()), Reason.SIGNATURE
    swapped = one.content[: -len(one.parts.sealed)] + other.parts.sealed
    yield swapped, Reason.DAMAGED
    signed = bytearray(one.content)
    signed[4 + len(one.parts.header)] ^= 1
    yield bytes(signed), Reason.SIGNATURE
    stranger, inside = a_stranger(), body_to_bytes(withdrawing(one.id))
    recipients = laptop.joined.roster.recipients
    link = Link(stranger.device, one.link.incarnation, 1, None)
    yield sealed(inside, link, stranger, recipients, one.id).content, Reason.UNKNOWN_SENDER
    as_if = replace(link, device=one.link.device)
    yield sealed(inside, as_if, stranger, recipients, one.id).content, Reason.SIGNATURE
    elsewhere = frame.seal(inside, (recipient_of(new_identity()),))
    yield resealed(laptop, elsewhere), Reason.NOT_FOR_US
    yield resealed(laptop, frame.seal(b'{"kind": "worm"}', recipients)), Reason.CONTENT
    bomb = (10).to_bytes(8, "big") + bytes(frame.MOST_INSIDE)
    yield resealed(laptop, to_team(laptop, bomb)), Reason.PADDING
    endless = (2**63).to_bytes(8, "big") + bytes(4088)
    yield resealed(laptop, to_team(laptop, endless)), Reason.PADDING
    yield resealed(laptop, to_team(laptop, inside)), Reason.PADDING
    yield resealed(laptop, os.urandom(4096)), Reason.NOT_FOR_US
    yield resealed(laptop, to_team(laptop, bytes(5 * 1024 * 1024))), Reason.TOO_LARGE


def test_each_forged_envelope_is_set_aside_for_its_own_reason_and_the_rest_flows(
    laptop: Laptop, lead: Laptop, root: Path
) -> None:
    good = [laptop.seals() for _ in range(3)]
    laptop.visits()
    expected = {put(root, content): why for content, why in forgeries(laptop, good[0], good[1])}
    before = all_there(root)

    done = lead.visits()

    assert asides(lead) == expected
    assert (done.took_in, done.refused) == (3, len(expected))
    assert [a.id for a in Inbox(lead.vault).arrivals()] == [one.id for one in good]
    assert not before - all_there(root)
    laptop.visits()
    assert Outbox(laptop.vault).counts().confirmed == 3


def test_a_bit_flipped_anywhere_is_found(laptop: Laptop, lead: Laptop, root: Path) -> None:
    one = laptop.seals()
    laptop.visits()
    flipped = set()
    for at in (*range(0, 500, 7), *range(500, len(one.content), 97), len(one.content) - 1):
        content = bytearray(one.content)
        content[at] ^= 1 << (at % 8)
        flipped.add(put(root, bytes(content)))
    lead.visits()

    assert set(asides(lead)) == flipped
    assert Inbox(lead.vault).count() == 1


NAMES = {
    "holiday photo.jpg": Reason.NOT_OURS,
    "x" * 250: Reason.NOT_OURS,
    "two\nlines.gte": Reason.NOT_OURS,
    "🙂.gte": Reason.NOT_OURS,
    "<b>bold.gte": Reason.NOT_OURS,
    "..\\x.gte": Reason.NOT_OURS,
    "-rf.gte": Reason.NOT_OURS,
    os.fsdecode(b"\xff\xfe.gte"): Reason.NOT_OURS,
}


def test_no_name_stops_a_visit_or_hides_an_envelope(
    laptop: Laptop, lead: Laptop, root: Path
) -> None:
    good, hidden = laptop.seals(), laptop.seals()
    laptop.visits()
    for name in NAMES:
        put(root, b"not ours", name)
    put(root, b"not ours", hidden.digest)
    put(root, b"not ours", hidden.digest + ".GTE")
    before = all_there(root)

    done = lead.visits()

    assert (done.took_in, done.refused) == (2, len(NAMES) + 2)
    assert set(asides(lead).values()) == {Reason.NOT_OURS}
    assert all(len(name) <= 200 for name in asides(lead))
    assert {a.id for a in Inbox(lead.vault).arrivals()} == {good.id, hidden.id}
    assert not before - all_there(root)
    assert lead.visits().refused == 0
    for name in NAMES:
        put(root, b"and again", name)
    before = all_there(root)
    for name in NAMES:
        lead.place().set_aside(TO_TEAM, name)
    assert all_there(root) == before
    assert {file.name for file in (root / TO_TEAM).iterdir()} == {good.name, hidden.name}


class Lying(FolderPlace):
    """A place whose list holds whatever somebody wrote into it."""

    def __init__(self, root: Path, listed: tuple[str, ...]) -> None:
        super().__init__(root)
        self.listed = listed

    def names(self, box: Box) -> Iterator[Entry]:
        yield from super().names(box)
        if box == TO_TEAM:
            yield from (Entry(name, 3) for name in self.listed)


def test_a_path_in_a_name_leads_nowhere(
    laptop: Laptop, lead: Laptop, root: Path, tmp_path: Path
) -> None:
    laptop.seals()
    laptop.visits()
    (root / "roster" / "x").write_bytes(b"here")
    own = tmp_path / "of this laptop alone"
    own.write_bytes(b"here too")
    listed = ("../roster/x", str(own), "..", ".", "", "../" * 40 + str(own)[1:])
    before = sorted(tmp_path.rglob("*"))

    done = lead.visits(Lying(root, listed))

    assert (done.took_in, done.refused) == (1, len(listed))
    assert set(before) - set(tmp_path.rglob("*")) == set()
    with pytest.raises(Exception, match="not there any more"):
        FolderPlace(root).get(TO_TEAM, "../roster/x")


def test_what_is_no_file_is_neither_followed_nor_read(
    laptop: Laptop, lead: Laptop, root: Path, tmp_path: Path
) -> None:
    laptop.seals()
    laptop.visits()
    secret = tmp_path / "secret"
    secret.write_bytes(b"of this laptop alone")
    link, pipe, folder = (f"{digit * 64}{ENDING}" for digit in "abc")
    (root / TO_TEAM / link).symlink_to(secret)
    os.mkfifo(root / TO_TEAM / pipe)
    (root / TO_TEAM / folder).mkdir()

    done = lead.visits()

    assert asides(lead) == dict.fromkeys((link, pipe, folder), Reason.UNREADABLE)
    assert done.took_in == 1
    assert secret.read_bytes() == b"of this laptop alone"
    assert (root / "quarantine" / link).is_symlink()


@pytest.mark.parametrize("box", [TO_TEAM, ROSTERS, RECEIPTS, Box("quarantine")])
def test_a_box_that_leads_elsewhere_is_not_the_teams(
    lead: Laptop, root: Path, tmp_path: Path, box: Box
) -> None:
    """Or files of this laptop would be taken for the team's, and moved to where others read."""
    documents = tmp_path / "documents"
    documents.mkdir()
    (documents / "diary.txt").write_bytes(b"mine")
    (root / TO_TEAM).mkdir(exist_ok=True)
    put(root, b"not ours")
    if (root / box).exists():
        (root / box).rename(tmp_path / "moved")
    (root / box).symlink_to(documents)

    with pytest.raises(NotThePlace):
        lead.visits()

    assert [file.name for file in documents.iterdir()] == ["diary.txt"]


def test_a_file_of_two_gigabytes_is_not_read(laptop: Laptop, lead: Laptop, root: Path) -> None:
    laptop.seals()
    laptop.visits()
    name = "d" * 64 + ENDING
    with (root / TO_TEAM / name).open("wb") as file:
        file.truncate(2**31)
    tracemalloc.start()
    lead.visits()
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert asides(lead) == {name: Reason.TOO_LARGE}
    assert Inbox(lead.vault).count() == 1
    assert most < 64 * 1024 * 1024
    assert (root / "quarantine" / name).stat().st_size == 2**31


class Counting(FolderPlace):
    read = 0

    def get(self, box: Box, name: str, most: int = 2**23) -> bytes:
        if box == TO_TEAM:
            self.read += 1
        return super().get(box, name, most)


def test_ten_thousand_junk_files_are_not_read_and_hold_nothing_up(
    laptop: Laptop, lead: Laptop, root: Path
) -> None:
    laptop.seals()
    laptop.visits()
    for number in range(SIX_MONTHS_OF_FILES):
        (root / TO_TEAM / f"junk {number}").touch()
    place = Counting(root)

    done = lead.visits(place)

    assert (done.took_in, done.refused, place.read) == (1, SIX_MONTHS_OF_FILES, 1)


def test_a_replay_is_no_second_envelope(laptop: Laptop, lead: Laptop, root: Path) -> None:
    one = laptop.seals()
    laptop.visits()
    other = put(root, one.content, "e" * 64 + ENDING)
    lead.visits()
    (root / TO_TEAM / one.name).unlink()
    lead.visits()
    put(root, one.content)
    lead.visits()

    assert asides(lead) == {other: Reason.NAME_DIFFERS}
    assert Inbox(lead.vault).count() == 1


def test_what_was_damaged_on_its_way_is_taken_in_once_it_comes_whole(
    laptop: Laptop, lead: Laptop, root: Path
) -> None:
    one = laptop.seals()
    laptop.visits()
    put(root, one.content[:100], one.name)
    lead.visits()
    put(root, one.content)
    lead.visits()
    laptop.visits()

    assert Outbox(laptop.vault).counts().confirmed == 1


def test_what_is_refused_is_told_to_who_sent_it(laptop: Laptop, lead: Laptop) -> None:
    kept, beyond = laptop.seals(), laptop.seals()
    laptop.visits()
    stop(lead.vault, laptop.joined.keys.device, {kept.link.incarnation: 1})
    lead.visits()
    with pytest.raises(Exception, match="off the team's list"):
        laptop.visits()

    line = Outbox(laptop.vault).of_id(beyond.id)
    assert line is not None
    assert line.why == Reason.REVOKED.value
    assert Outbox(laptop.vault).counts().confirmed == 1
