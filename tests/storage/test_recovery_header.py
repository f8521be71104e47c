"""A header in the wrong hands opens nothing, and the words are not blamed for it."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from storage.errors import HeaderDamaged
from storage.header import (
    Header,
    PassphraseSlot,
    read_header,
    write_header,
)
from storage.recovery import RecoveryDamaged
from storage.recovery_organisation import (
    new_organisation,
)
from storage.recovery_slots import OrganisationSlot, RecoverySlot
from storage.recovery_unlock import (
    recover_with_shares,
    recover_with_sheet,
    seals,
)
from storage.vault import Vault
from tests.storage.samples import (
    NOW,
    PASSPHRASE,
    a_practitioner,
)
from tests.storage.sealed import NEW, Sealed, a_sealed_vault, opens, recovered


@pytest.fixture
def sealed(tmp_path: Path) -> Sealed:
    return a_sealed_vault(tmp_path)


EDITED_SHEETS: tuple[Callable[[RecoverySlot], RecoverySlot], ...] = (
    lambda slot: replace(slot, salt=bytes(16)),
    lambda slot: replace(slot, nonce=bytes(12)),
    lambda slot: replace(slot, sealed_key=bytes(48)),
)

EDITED_ORGANISATIONS: tuple[Callable[[OrganisationSlot], OrganisationSlot], ...] = (
    lambda slot: replace(slot, organisation="0000"),
    lambda slot: replace(slot, sender=bytes([9]) + bytes(31)),
    lambda slot: replace(slot, sender=bytes(32)),
    lambda slot: replace(slot, nonce=bytes(12)),
    lambda slot: replace(slot, sealed_key=bytes(48)),
)

EDITED_PASSPHRASES: tuple[Callable[[PassphraseSlot], PassphraseSlot], ...] = (
    lambda slot: replace(slot, cost=replace(slot.cost, memory_kib=slot.cost.memory_kib + 8)),
    lambda slot: replace(slot, cost=replace(slot.cost, passes=4)),
    lambda slot: replace(slot, cost=replace(slot.cost, lanes=1)),
    lambda slot: replace(slot, salt=bytes(16)),
    lambda slot: replace(slot, nonce=bytes(12)),
    lambda slot: replace(slot, sealed_key=bytes(48)),
)


@pytest.mark.parametrize("edit", EDITED_SHEETS)
def test_an_edited_sheet_slot_does_not_open_and_the_words_are_not_blamed(
    sealed: Sealed, edit: Callable[[RecoverySlot], RecoverySlot]
) -> None:
    header = read_header(sealed.folder)
    assert header.recovery_slot is not None
    write_header(sealed.folder, header.with_slot(edit(header.recovery_slot)))

    with pytest.raises(RecoveryDamaged):
        recover_with_sheet(sealed.folder, sealed.typed, NEW, now=NOW)


@pytest.mark.parametrize("edit", EDITED_ORGANISATIONS)
def test_an_edited_organisation_slot_does_not_open(
    sealed: Sealed, edit: Callable[[OrganisationSlot], OrganisationSlot]
) -> None:
    header = read_header(sealed.folder)
    assert header.organisation_slot is not None
    write_header(sealed.folder, header.with_slot(edit(header.organisation_slot)))

    with pytest.raises(RecoveryDamaged):
        recover_with_shares(sealed.folder, sealed.first_two, NEW, now=NOW)


@pytest.mark.parametrize("edit", EDITED_PASSPHRASES)
def test_an_edited_passphrase_slot_does_not_open_but_the_sheet_still_does(
    sealed: Sealed, edit: Callable[[PassphraseSlot], PassphraseSlot]
) -> None:
    header = read_header(sealed.folder)
    write_header(sealed.folder, header.with_slot(edit(header.passphrase_slot)))

    assert not opens(sealed.folder, PASSPHRASE)
    recovered(recover_with_sheet(sealed.folder, sealed.typed, NEW, now=NOW))
    assert opens(sealed.folder, NEW)


def test_another_vault_id_opens_in_no_way(sealed: Sealed) -> None:
    write_header(sealed.folder, replace(read_header(sealed.folder), vault="another"))

    assert not opens(sealed.folder, PASSPHRASE)
    with pytest.raises(RecoveryDamaged):
        recover_with_sheet(sealed.folder, sealed.typed, NEW, now=NOW)
    with pytest.raises(RecoveryDamaged):
        recover_with_shares(sealed.folder, sealed.first_two, NEW, now=NOW)


def test_the_order_of_the_slots_does_not_matter(sealed: Sealed) -> None:
    header = read_header(sealed.folder)
    write_header(sealed.folder, replace(header, slots=header.slots[::-1]))

    assert opens(sealed.folder, PASSPHRASE)
    recovered(recover_with_sheet(sealed.folder, sealed.typed, NEW, now=NOW))
    assert opens(sealed.folder, NEW)


def test_slots_copied_from_another_vault_open_nothing(sealed: Sealed, tmp_path: Path) -> None:
    other = a_sealed_vault(tmp_path / "other")
    write_header(
        sealed.folder,
        replace(read_header(sealed.folder), slots=read_header(other.folder).slots),
    )

    assert not opens(sealed.folder, PASSPHRASE)
    with pytest.raises(RecoveryDamaged):
        recover_with_sheet(sealed.folder, other.typed, NEW, now=NOW)
    with pytest.raises(RecoveryDamaged):
        recover_with_shares(sealed.folder, (other.parts[0], other.parts[1]), NEW, now=NOW)


def test_a_header_without_a_passphrase_slot_is_damaged(sealed: Sealed) -> None:
    header = read_header(sealed.folder)
    others = tuple(s for s in header.slots if not isinstance(s, PassphraseSlot))
    write_header(sealed.folder, replace(header, slots=others))

    with pytest.raises(HeaderDamaged):
        Vault.open(sealed.folder, PASSPHRASE)


def test_nothing_secret_is_in_the_vaults_folder(sealed: Sealed) -> None:
    held = b"".join(path.read_bytes() for path in sealed.folder.iterdir()).lower()

    for secret in (sealed.sheet.secret, sealed.sheet.secret.hex().encode()):
        assert secret not in held
    assert b" ".join(w.encode() for w in sealed.sheet.words[:3]) not in held


def test_two_vaults_of_one_organisation_are_sealed_apart(tmp_path: Path) -> None:
    organisation, _ = new_organisation("Practice Trust")
    slots = []
    for name in "ab":
        ways = seals(None, organisation)
        Vault.create(tmp_path / name, a_practitioner(), PASSPHRASE, seals=ways).close()
        slots.append(_organisation_slot(read_header(tmp_path / name)))

    assert slots[0].organisation == slots[1].organisation == organisation.fingerprint
    assert slots[0].sender != slots[1].sender
    assert slots[0].sealed_key != slots[1].sealed_key


def _organisation_slot(header: Header) -> OrganisationSlot:
    assert header.organisation_slot is not None
    return header.organisation_slot
