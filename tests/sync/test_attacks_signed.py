"""Rosters, receipts and invitations that are not what they say, and copies of a laptop."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from storage.inbox import Inbox
from storage.lives import Began, lives
from storage.outbox import Outbox
from storage.paths import HOME_VARIABLE
from storage.team import TeamStore
from storage.vault import Vault
from sync import receipt
from sync import roster as rosters
from sync.arriving import as_arrived
from sync.enrolment import invite, read_invitation, read_request, request, stop
from sync.errors import NotAnInvitation, NotARequest, PlaceShrunk, RosterForked
from sync.keys import DeviceKeys
from sync.places.place import RECEIPTS, ROSTERS, TO_TEAM
from sync.reconcile import reconcile
from tests.storage.samples import PASSPHRASE
from tests.sync.teams import Laptop, a_laptop, enrolled
from tests.sync.test_attacks import a_stranger, all_there, put


def test_older_rosters_alone_stop_everything(laptop: Laptop, root: Path) -> None:
    laptop.visits()
    laptop.seals()
    newest = max((root / ROSTERS).iterdir())
    newest.unlink()
    before = all_there(root)

    with pytest.raises(PlaceShrunk):
        laptop.visits()
    assert all_there(root) == before


def forged_roster(lead: Laptop, by: Laptop | DeviceKeys, **changes: object) -> bytes:
    """The next roster, as it would be if this signer could make one."""
    now = lead.joined
    keys = by if isinstance(by, DeviceKeys) else by.joined.keys
    previous = rosters.read(TeamStore(lead.vault).rosters()[-1].content).digest
    following = replace(now.roster, number=now.roster.number + 1, **changes)  # type: ignore[arg-type]
    return rosters.signed(following, keys, previous).content


def put_roster(root: Path, content: bytes) -> None:
    put(root, content, rosters.read(content).name, ROSTERS)


@pytest.mark.parametrize("who", ["member", "stranger"])
def test_a_roster_that_no_lead_signed_moves_nothing(
    laptop: Laptop, lead: Laptop, root: Path, who: str
) -> None:
    signer = laptop if who == "member" else a_stranger()
    put_roster(root, forged_roster(lead, signer, name="Taken over"))
    laptop.seals()

    assert laptop.visits().handed_over == 1
    lead.visits()
    assert {laptop.joined.roster.name, lead.joined.roster.name} == {"Practice team"}


def test_a_lead_that_was_stopped_signs_nothing_more(
    tmp_path: Path, laptop: Laptop, lead: Laptop, root: Path
) -> None:
    second = enrolled(lead, a_laptop(tmp_path / "second", root, "Practice Wren"), as_lead=True)
    stop(lead.vault, second.joined.keys.device, {})
    lead.visits()
    put_roster(root, forged_roster(lead, second, name="Taken over"))

    laptop.visits()
    lead.visits()
    assert {laptop.joined.roster.name, lead.joined.roster.name} == {"Practice team"}
    second.vault.close()


def test_two_rosters_of_one_number_stop_everything(
    laptop: Laptop, lead: Laptop, root: Path
) -> None:
    other = forged_roster(lead, lead, name="One")
    put_roster(root, other)
    laptop.visits()
    put_roster(root, forged_roster(lead, lead, name="Other"))
    laptop.seals()
    before = all_there(root)

    with pytest.raises(RosterForked):
        laptop.visits()
    assert all_there(root) == before


def test_a_roster_that_was_held_back_is_seen_to_contradict_what_a_stopped_lead_signed(
    tmp_path: Path, laptop: Laptop, lead: Laptop, root: Path
) -> None:
    second = enrolled(lead, a_laptop(tmp_path / "second", root, "Practice Wren"), as_lead=True)
    laptop.visits()
    stopping = stop(lead.vault, second.joined.keys.device, {})
    (kept,) = [r for r in TeamStore(lead.vault).rosters() if r.number == stopping.number]
    usurping = replace(second.joined.roster, number=stopping.number + 1, name="Taken over")
    content = rosters.signed(usurping, second.joined.keys, "0" * 64).content
    put_roster(root, content)  # and the one that stops it is hidden
    laptop.visits()
    put_roster(root, kept.content)

    with pytest.raises(RosterForked):
        laptop.visits()
    second.vault.close()


# Copies of a laptop


def test_a_copied_vault_counts_in_a_life_of_its_own_and_the_lead_sees_it(
    laptop: Laptop, lead: Laptop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    laptop.seals()
    laptop.vault.close()
    copied = tmp_path / "elsewhere" / "laptop"
    shutil.copytree(laptop.vault.folder, copied)
    laptop.vault = Vault.open(laptop.vault.folder, PASSPHRASE)
    laptop.seals()
    laptop.visits()
    with monkeypatch.context() as there:
        there.setenv(HOME_VARIABLE, str(tmp_path / "another home"))
        clone = Laptop(Vault.open(copied, PASSPHRASE), laptop.practitioner, laptop.root)
        clone.seals()
        clone.visits()
        assert lives(clone.vault)[-1].began is Began.ANOTHER_LAPTOP
        clone.vault.close()
    lead.visits()

    picture = reconcile(as_arrived(a) for a in Inbox(lead.vault).arrivals())
    assert [len(found) for found in picture.lives.values()] == [2]
    assert [line.forks for line in picture.lines.values()] == [(), ()]
    assert Inbox(lead.vault).count() == 3


def test_where_even_the_home_was_copied_both_are_kept_as_a_fork(
    laptop: Laptop, lead: Laptop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = laptop.seals()
    laptop.vault.close()
    shutil.copytree(laptop.vault.folder, tmp_path / "image" / "laptop")
    shutil.copytree(tmp_path / "home", tmp_path / "image" / "home")
    laptop.vault = Vault.open(laptop.vault.folder, PASSPHRASE)
    one = laptop.seals()
    laptop.visits()
    with monkeypatch.context() as there:
        there.setenv(HOME_VARIABLE, str(tmp_path / "image" / "home"))
        vault = Vault.open(tmp_path / "image" / "laptop", PASSPHRASE)
        clone = Laptop(vault, laptop.practitioner, laptop.root)
        other = clone.seals()
        clone.visits()
        clone.vault.close()
    lead.visits()

    picture = reconcile(as_arrived(a) for a in Inbox(lead.vault).arrivals())
    (line,) = picture.lines.values()
    assert [set(fork.digests) for fork in line.forks] == [{one.digest, other.digest}]
    assert (line.through, line.head) == (1, first.digest)


def test_a_vault_put_back_uses_no_sequence_again(
    laptop: Laptop, lead: Laptop, tmp_path: Path
) -> None:
    laptop.seals()
    laptop.vault.close()
    backup = tmp_path / "backup"
    shutil.copytree(laptop.vault.folder, backup)
    laptop.vault = Vault.open(laptop.vault.folder, PASSPHRASE)
    gone = laptop.seals()
    laptop.visits()
    laptop.vault.close()
    shutil.rmtree(laptop.vault.folder)
    shutil.copytree(backup, laptop.vault.folder)
    laptop.vault = Vault.open(laptop.vault.folder, PASSPHRASE)
    after = laptop.seals()
    laptop.visits()
    lead.visits()

    assert after.link.incarnation != gone.link.incarnation
    assert lives(laptop.vault)[-1].began is Began.PUT_BACK
    assert Inbox(lead.vault).count() == 3


# Receipts, invitations, requests


def _by_a_member(lead: Laptop, laptop: Laptop, held: receipt.Held, life: str) -> bytes:
    (true,) = list((lead.root / RECEIPTS).iterdir())
    said = replace(
        receipt.read(true.read_bytes()).receipt,
        number=9,
        held={life: held},  # type: ignore[dict-item]
    )
    return receipt.signed(said, laptop.joined.keys).content


def test_receipts_that_are_forged_or_anothers_confirm_nothing_and_hide_none(
    tmp_path: Path, laptop: Laptop, lead: Laptop, root: Path
) -> None:
    one, two = laptop.seals(), laptop.seals()
    laptop.visits()
    (root / TO_TEAM / two.name).rename(tmp_path / two.name)
    lead.visits()
    (true,) = list((root / RECEIPTS).iterdir())
    series, number = true.name[:34], int(true.name[34:44])
    held = receipt.Held(2, two.digest, ())
    everything = _by_a_member(lead, laptop, held, one.link.incarnation)
    other = replace(receipt.read(true.read_bytes()).receipt, device=lead.joined.keys.device)
    offered = (
        everything,
        receipt.signed(other, lead.joined.keys).content,
        true.read_bytes()[:-1],
        b"",
        bytes(3 * 1024 * 1024),
    )
    for more, content in enumerate(offered, start=1):
        put(root, content, f"{series}{number + more:010d}.gtc", RECEIPTS)
    put(root, b"", f"{series}9999999999.gtc", RECEIPTS)
    before = all_there(root)

    laptop.visits()

    counts = Outbox(laptop.vault).counts()
    assert (counts.confirmed, counts.handed_over) == (1, 1)
    assert all_there(root) == before


def test_an_older_receipt_put_back_takes_nothing_away(
    laptop: Laptop, lead: Laptop, root: Path
) -> None:
    laptop.seals()
    laptop.visits()
    lead.visits()
    (older,) = list((root / RECEIPTS).iterdir())
    laptop.seals()
    for one in (laptop, lead, laptop):
        one.visits()
    name = older.name[:34] + "0000000099.gtc"
    put(root, older.read_bytes(), name, RECEIPTS)
    laptop.visits()

    assert Outbox(laptop.vault).counts().confirmed == 2


def each_cut(content: bytes) -> Iterator[bytes]:
    """Cut off, and changed in one place, here and there."""
    yield from (content[:length] for length in range(0, len(content) - 1, 53))
    for at in range(0, len(content) - 1, 53):
        changed = bytearray(content)
        changed[at] ^= 4
        yield bytes(changed)


def test_a_request_or_an_invitation_that_was_changed_or_cut_is_none(
    tmp_path: Path, lead: Laptop, root: Path
) -> None:
    new = a_laptop(tmp_path / "new", root, "Practice Fern")
    _, asked = request(new.vault, new.practitioner)
    for cut in each_cut(asked):
        with pytest.raises(NotARequest):
            read_request(cut)
    _, invitation = invite(lead.vault, read_request(asked))
    for cut in each_cut(invitation):
        with pytest.raises(NotAnInvitation):
            read_invitation(new.vault, cut)
    other = a_laptop(tmp_path / "other", root, "Practice Moss")
    with pytest.raises(NotAnInvitation):
        read_invitation(other.vault, invitation)
    for one in (new, other):
        one.vault.close()
