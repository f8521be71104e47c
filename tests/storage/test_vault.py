"""A vault opens with its passphrase and with nothing else, and every refusal changes nothing."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from forms.answers import Answer, Narrative, Question
from forms.ids import ContactId
from storage.errors import (
    ContactFinished,
    DiskFull,
    HeaderDamaged,
    HeaderSwapped,
    KeyTooWeak,
    KnownFailure,
    RecordsDamaged,
    StorageError,
    VaultBusy,
    VaultExists,
    VaultMissing,
    VaultTooNew,
    WrongPassphrase,
)
from storage.families import FamilyStore
from storage.header import HEADER_FILE, RECORDS_FILE, KdfCost, read_header, write_header
from storage.records import RecordStore
from storage.vault import Vault
from tests.storage.samples import (
    NOW,
    PASSPHRASE,
    VOICE,
    a_closed_vault,
    a_family,
    a_practitioner,
    a_record,
    a_started_contact,
    a_vault,
    prints_of,
)

CONTACT = ContactId("contact-1")


def test_a_vault_opens_again_with_its_passphrase_and_knows_whose_it_is(tmp_path: Path) -> None:
    folder = a_closed_vault(tmp_path)

    vault = Vault.open(folder, PASSPHRASE)

    assert vault.practitioner() == a_practitioner()
    assert FamilyStore(vault).caseload()[0].family == a_family()
    assert read_header(folder).display_name == a_practitioner().name
    vault.close()


def test_an_accent_typed_in_two_ways_is_one_passphrase(tmp_path: Path) -> None:
    Vault.create(tmp_path / "v", a_practitioner(), "Ll\u0177r practice").close()

    Vault.open(tmp_path / "v", "Lly\u0302r practice").close()


def test_two_vaults_with_one_passphrase_share_nothing(tmp_path: Path) -> None:
    for name in "ab":
        Vault.create(tmp_path / name, a_practitioner(), PASSPHRASE).close()

    one, other = (read_header(tmp_path / name) for name in "ab")

    assert one.vault != other.vault
    assert one.records_salt != other.records_salt
    assert one.passphrase_slot.salt != other.passphrase_slot.salt
    assert one.passphrase_slot.sealed_key != other.passphrase_slot.sealed_key


def test_closing_twice_is_harmless(tmp_path: Path) -> None:
    vault = a_vault(tmp_path)
    vault.close()
    vault.close()


def _with_a_short_salt(folder: Path) -> None:
    (folder / HEADER_FILE).write_bytes((folder / HEADER_FILE).read_bytes()[:-40])


def _without_header(folder: Path) -> None:
    (folder / HEADER_FILE).unlink()


def _without_records(folder: Path) -> None:
    (folder / RECORDS_FILE).unlink()


def _with_empty_records(folder: Path) -> None:
    (folder / RECORDS_FILE).write_bytes(b"")


def _with_a_flipped_byte(folder: Path) -> None:
    held = bytearray((folder / RECORDS_FILE).read_bytes())
    held[1000] ^= 1
    (folder / RECORDS_FILE).write_bytes(held)


def _with_records_cut_short(folder: Path) -> None:
    (folder / RECORDS_FILE).write_bytes((folder / RECORDS_FILE).read_bytes()[:1000])


def _with_another_vaults_header(folder: Path) -> None:
    other = folder.parent / "other"
    Vault.create(other, a_practitioner(), PASSPHRASE).close()
    (folder / HEADER_FILE).write_bytes((other / HEADER_FILE).read_bytes())


def _made_by_a_newer_program(folder: Path) -> None:
    vault = Vault.open(folder, PASSPHRASE)
    with vault.transaction() as sql:
        sql.run("PRAGMA user_version = 999")
    vault.close()


def _with_edited_cost(folder: Path) -> None:
    header = read_header(folder)
    slot = replace(header.passphrase_slot, cost=KdfCost(passes=4))
    write_header(folder, replace(header, slots=(slot,)))


def _with_edited_vault_id(folder: Path) -> None:
    write_header(folder, replace(read_header(folder), vault="another"))


REFUSED: tuple[tuple[Callable[[Path], None], type[KnownFailure]], ...] = (
    (_with_a_short_salt, HeaderDamaged),
    (_without_header, HeaderDamaged),
    (_without_records, VaultMissing),
    (_with_empty_records, RecordsDamaged),
    (_with_a_flipped_byte, RecordsDamaged),
    (_with_records_cut_short, RecordsDamaged),
    (_with_another_vaults_header, HeaderSwapped),
    (_made_by_a_newer_program, VaultTooNew),
    (_with_edited_cost, WrongPassphrase),
    (_with_edited_vault_id, WrongPassphrase),
)


@pytest.mark.parametrize(("spoil", "expected"), REFUSED)
def test_each_trouble_has_its_own_sentence_and_opening_changes_nothing(
    tmp_path: Path, spoil: Callable[[Path], None], expected: type[KnownFailure]
) -> None:
    folder = a_closed_vault(tmp_path)
    spoil(folder)
    before = prints_of(folder)

    with pytest.raises(KnownFailure) as told:
        Vault.open(folder, PASSPHRASE)

    assert type(told.value) is expected
    assert prints_of(folder) == before


@pytest.mark.parametrize("typed", ["", "practice kettle lanterN", PASSPHRASE + " ", "x" * 10_000])
def test_any_other_passphrase_is_wrong_and_changes_nothing(tmp_path: Path, typed: str) -> None:
    folder = a_closed_vault(tmp_path)
    before = prints_of(folder)

    with pytest.raises(WrongPassphrase):
        Vault.open(folder, typed)

    assert prints_of(folder) == before


def test_a_header_with_the_right_salt_of_another_vault_is_still_found_out(tmp_path: Path) -> None:
    """Both vaults hold one data key, as after a careless copy; only the id inside tells."""
    folder = a_closed_vault(tmp_path)
    vault = Vault.open(folder, PASSPHRASE)
    with vault.transaction() as sql:
        sql.run("UPDATE vault SET id = 'another'")
    vault.close()

    with pytest.raises(HeaderSwapped):
        Vault.open(folder, PASSPHRASE)


def test_a_second_window_is_told_that_the_vault_is_open(tmp_path: Path) -> None:
    vault = a_vault(tmp_path)

    with pytest.raises(VaultBusy):
        Vault.open(vault.folder, PASSPHRASE)

    FamilyStore(vault).save(a_family(), NOW)
    vault.close()


def test_another_process_is_told_that_the_vault_is_open(tmp_path: Path) -> None:
    vault = a_vault(tmp_path)
    script = (
        "import sys; from pathlib import Path; from storage.vault import Vault\n"
        "try: Vault.open(Path(sys.argv[1]), sys.argv[2])\n"
        "except Exception as e: print(type(e).__name__)"
    )

    told = subprocess.run(
        [sys.executable, "-c", script, str(vault.folder), PASSPHRASE],
        capture_output=True,
        text=True,
        check=True,
    )
    vault.close()

    assert (told.stdout.strip(), told.stderr) == ("VaultBusy", "")


def test_a_vault_is_never_made_over_something_that_is_there(tmp_path: Path) -> None:
    folder = a_closed_vault(tmp_path)
    before = prints_of(tmp_path)

    with pytest.raises(VaultExists):
        Vault.create(folder, a_practitioner(), PASSPHRASE)

    assert prints_of(tmp_path) == before


@pytest.mark.parametrize("cost", [(65535, 3, 4), (65536, 2, 4), (65536, 3, 0)])
def test_a_cheap_key_is_refused_before_anything_is_made(cost: tuple[int, int, int]) -> None:
    with pytest.raises(KeyTooWeak):
        KdfCost(*cost)


def test_a_full_disk_says_so_keeps_what_was_saved_and_lets_go_on_later(vault: Vault) -> None:
    records, revision = a_started_contact(vault)
    revision = records.save(
        CONTACT, {VOICE: Narrative("safe")}, based_on=revision, settled=True, place="", at=NOW
    )
    before = records.load(CONTACT)
    vault.sql.one("PRAGMA max_page_count = 1")  # the engine holds it at the present size
    long: dict[Question, Answer] = {VOICE: Narrative("practice " * 20_000)}

    with pytest.raises(DiskFull):
        records.save(CONTACT, long, based_on=revision, settled=False, place="", at=NOW)

    assert records.load(CONTACT) == before
    vault.sql.one("PRAGMA max_page_count = 1000000")
    records.save(CONTACT, long, based_on=revision, settled=False, place="", at=NOW)
    assert records.load(CONTACT).record.answers == long


def test_damage_found_while_reading_has_its_sentence_too(tmp_path: Path) -> None:
    folder = a_closed_vault(tmp_path)
    vault = Vault.open(folder, PASSPHRASE)
    for code in range(200):
        RecordStore(vault).start(a_record(f"more-{code}"), NOW)
    vault.close()
    held = bytearray((folder / RECORDS_FILE).read_bytes())
    for page in range(4096, len(held), 4096):
        held[page + 100] ^= 1
    (folder / RECORDS_FILE).write_bytes(held)

    with pytest.raises(RecordsDamaged):
        _opened_and_listed(folder)


def _opened_and_listed(folder: Path) -> None:
    vault = Vault.open(folder, PASSPHRASE)
    try:
        FamilyStore(vault).caseload()
    finally:
        vault.close()


def test_what_fails_half_way_is_undone_whole(vault: Vault) -> None:
    class Interrupted(Exception):
        pass

    def half() -> None:
        with vault.transaction():
            FamilyStore(vault).save(a_family(), NOW)
            raise Interrupted

    with pytest.raises(Interrupted):
        half()

    assert FamilyStore(vault).caseload() == ()


def test_stores_can_be_combined_in_one_transaction(vault: Vault) -> None:
    with vault.transaction():
        FamilyStore(vault).save(a_family(), NOW)
        RecordStore(vault).start(a_record(), NOW)

    assert FamilyStore(vault).caseload()[0].open_contact == CONTACT


def test_every_failure_speaks_in_its_own_words() -> None:
    known = _kinds_of(KnownFailure)
    sentences = [kind.sentence for kind in known]

    assert {WrongPassphrase, DiskFull, ContactFinished} < set(known)
    assert len(set(sentences)) == len(sentences)
    for kind in known:
        assert issubclass(kind, StorageError)
        assert kind.sentence.endswith(".")
        assert kind.remedy.endswith(".")
        assert str(kind()) == f"{kind.sentence} {kind.remedy}"


def _kinds_of(kind: type[KnownFailure]) -> list[type[KnownFailure]]:
    return [kind, *(deeper for below in kind.__subclasses__() for deeper in _kinds_of(below))]
