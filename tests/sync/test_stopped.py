"""A laptop that was taken off gives its vault's key to the team, and only then loses its own."""

import re
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from desktop.flows.headless_sync import COULD_NOT_BEGIN, DONE, run_stopped_key
from storage import taking_off
from storage.backup import BackupRun
from storage.backup_places import places
from storage.backup_shelf import list_backups
from storage.errors import TakenOff
from storage.families import FamilyStore
from storage.files import put_whole
from storage.header import HEADER_FILE, RECORDS_FILE, PassphraseSlot, read_header
from storage.inbox import Inbox
from storage.recovery import new_sheet
from storage.recovery_organisation import new_organisation
from storage.recovery_unlock import recover_with_shares, recover_with_sheet, seals
from storage.recovery_words import WordsRefused
from storage.restore import restore
from storage.sql import Connection
from storage.vault import Vault
from sync.enrolment import stop
from sync.envelope import Incarnation
from sync.errors import KeyGiven, PlaceUnreachable
from sync.places.folder import FolderPlace
from sync.places.place import STOPPED, TO_TEAM, Box, Put
from sync.reasons import Reason
from sync.stopped import GivenKey, given_keys
from tests.storage.samples import PASSPHRASE, a_family
from tests.sync.teams import AT, Laptop, enrolled


class Cut(Exception):
    """The power goes."""


def stopped(lead: Laptop, laptop: Laptop, through: int = 0) -> None:
    """The lead takes it off, accepting so many of its envelopes, and puts the roster there."""
    device = laptop.joined.keys.device
    lives = {Incarnation(a.incarnation) for a in Inbox(lead.vault).arrivals(device)}
    stop(lead.vault, device, dict.fromkeys(lives, through))
    lead.visits()


def learns_it(laptop: Laptop) -> None:
    with pytest.raises(KeyGiven):
        laptop.visits()


def keys_held(lead: Laptop) -> list[GivenKey]:
    return [key for _, key in given_keys(lead.place(), lead.joined) if isinstance(key, GivenKey)]


def backed_up(laptop: Laptop) -> Path:
    run = BackupRun.start(laptop.vault, places().first, AT)
    while not run.step():
        pass
    return run.finish().folder


def test_the_key_is_with_the_team_and_its_own_ways_are_gone(laptop: Laptop, lead: Laptop) -> None:
    FamilyStore(laptop.vault).save(a_family(), AT)
    stopped(lead, laptop)
    learns_it(laptop)
    laptop.vault.close()

    with pytest.raises(TakenOff):
        Vault.open(laptop.vault.folder, PASSPHRASE)
    (given,) = keys_held(lead)
    assert given.member.name == laptop.practitioner.name
    records = Connection.to(laptop.vault.folder / RECORDS_FILE, given.key)
    assert records.one("SELECT id FROM family") == (a_family().id,)
    records.close()


def test_what_is_accepted_is_handed_over_first_and_nothing_more(
    laptop: Laptop, lead: Laptop, root: Path
) -> None:
    first = laptop.seals()
    laptop.visits()
    lead.visits()
    second, third = laptop.seals(), laptop.seals()
    stopped(lead, laptop, through=2)
    learns_it(laptop)

    assert (root / TO_TEAM / second.name).exists()
    assert not (root / TO_TEAM / third.name).exists()
    lead.visits()
    assert [a.id for a in Inbox(lead.vault).arrivals()] == [first.id, second.id]


class OutOfReach(FolderPlace):
    """A place that takes nothing into this box."""

    def __init__(self, root: Path, box: Box) -> None:
        super().__init__(root)
        self._closed = box

    def put(self, box: Box, name: str, content: bytes) -> Put:
        if box == self._closed:
            raise PlaceUnreachable
        return super().put(box, name, content)

    def put_many(self, box: Box, files: Sequence[tuple[str, bytes]]) -> frozenset[str]:
        if box == self._closed:
            raise PlaceUnreachable
        return super().put_many(box, files)


@pytest.mark.parametrize("box", [TO_TEAM, STOPPED])
def test_while_something_could_not_be_given_the_passphrase_opens_it(
    laptop: Laptop, lead: Laptop, root: Path, box: Box
) -> None:
    laptop.seals()
    laptop.visits()
    lead.visits()
    laptop.seals()
    stopped(lead, laptop, through=2)

    with pytest.raises(PlaceUnreachable):
        laptop.visits(OutOfReach(root, box))

    reopened(laptop)
    learns_it(laptop)
    assert len(keys_held(lead)) == 1


def reopened(laptop: Laptop) -> None:
    laptop.vault.close()
    laptop.vault = Vault.open(laptop.vault.folder, PASSPHRASE)


@pytest.mark.parametrize("step", range(8))
def test_wherever_it_is_cut_off_it_opens_or_the_team_has_the_key(
    laptop: Laptop, lead: Laptop, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    backup = backed_up(laptop)
    put_whole(laptop.vault.folder / f"{HEADER_FILE}.damaged-20260302T100000Z", b"{}")
    stopped(lead, laptop)
    left = step

    def cutting(really: Callable[..., object]) -> Callable[..., object]:
        def either(*given: object, **named: object) -> object:
            nonlocal left
            left -= 1
            if left < 0:
                raise Cut
            return really(*given, **named)

        return either

    with monkeypatch.context() as during:
        for name in ("read_header", "write_header", "flush_folder"):
            during.setattr(taking_off, name, cutting(getattr(taking_off, name)))
        with pytest.raises((Cut, KeyGiven)):
            laptop.visits()

    has_way = any(
        isinstance(slot, PassphraseSlot) for slot in read_header(laptop.vault.folder).slots
    )
    if has_way:
        reopened(laptop)
    else:
        assert keys_held(lead)
    learns_it(laptop)
    laptop.vault.close()
    for folder in (laptop.vault.folder, backup):
        with pytest.raises(TakenOff):
            Vault.open(folder, PASSPHRASE)
    assert len({given.key for given in keys_held(lead)}) == 1
    assert not list(laptop.vault.folder.glob(f"{HEADER_FILE}.*"))


def test_backups_here_and_what_a_restore_put_aside_open_no_more(
    laptop: Laptop, lead: Laptop, tmp_path: Path
) -> None:
    backup = backed_up(laptop)
    laptop.vault.close()
    (card,) = list_backups((places().first,))
    aside = restore(card, PASSPHRASE, laptop.vault.folder, AT).replaced_folder
    assert aside is not None
    elsewhere = tmp_path / "stick" / "copy"
    shutil.copytree(backup, elsewhere)
    laptop.vault = Vault.open(laptop.vault.folder, PASSPHRASE)
    before = {folder: (folder / RECORDS_FILE).read_bytes() for folder in (backup, aside)}
    stopped(lead, laptop)
    learns_it(laptop)

    for folder, records in before.items():
        with pytest.raises(TakenOff):
            Vault.open(folder, PASSPHRASE)
        assert (folder / RECORDS_FILE).read_bytes() == records
    Vault.open(elsewhere, PASSPHRASE).close()  # as docs/security.md says of copies elsewhere


def test_neither_the_sheet_opens_it_but_two_holders_of_the_organisation_do(
    tmp_path: Path, root: Path, lead: Laptop
) -> None:
    sheet, (organisation, shares) = new_sheet(), new_organisation("Practice Trust")
    folder = tmp_path / "sealed"
    practitioner = lead.practitioner
    vault = Vault.create(folder, practitioner, PASSPHRASE, seals=seals(sheet, organisation))
    laptop = enrolled(lead, Laptop(vault, practitioner, root))
    stopped(lead, laptop)
    learns_it(laptop)
    laptop.vault.close()

    with pytest.raises(TakenOff):
        recover_with_sheet(folder, " ".join(sheet.words), "a new practice phrase", now=AT)
    typed = (" ".join(shares[0].words), " ".join(shares[1].words))
    back = recover_with_shares(folder, typed, "a new practice phrase", now=AT)
    assert not isinstance(back, WordsRefused)
    laptop.vault = back.vault
    learns_it(laptop)
    laptop.vault.close()
    Vault.open(folder, "a new practice phrase").close()  # two holders decided so


def test_a_key_that_is_forged_is_shown_with_its_reason_and_not_as_a_key(
    root: Path, lead: Laptop, laptop: Laptop
) -> None:
    stopped(lead, laptop)
    learns_it(laptop)
    (file,) = (root / STOPPED).iterdir()
    content = file.read_bytes()
    for name, forged in {
        file.name.replace(file.name[:4], "0000"): content,
        "holiday.gts": content,
        "x" * 100: content,
    }.items():
        (root / STOPPED / name).write_bytes(forged)
    found = dict(given_keys(lead.place(), lead.joined))

    assert isinstance(found.pop(file.name), GivenKey)
    assert set(found.values()) == {Reason.NAME_DIFFERS, Reason.NOT_OURS}


def test_a_lead_is_told_how_the_vault_opens_and_nobody_else(laptop: Laptop, lead: Laptop) -> None:
    FamilyStore(laptop.vault).save(a_family(), AT)
    stopped(lead, laptop)
    learns_it(laptop)
    for one in (laptop, lead):
        one.vault.close()

    code, lines = run_stopped_key(lead.vault.folder, PASSPHRASE, str(lead.root))

    assert code == DONE
    who, statements = lines
    assert who.startswith(f"-- {laptop.practitioner.name}, vault ")
    (held,) = re.findall(r"x'([0-9a-f]{64})'", statements)
    records = Connection.to(laptop.vault.folder / RECORDS_FILE, bytes.fromhex(held))
    assert records.one("SELECT id FROM family") == (a_family().id,)
    records.close()
    code, lines = run_stopped_key(laptop.vault.folder, PASSPHRASE, str(lead.root))
    assert (code, lines) == (COULD_NOT_BEGIN, (str(TakenOff()),))
