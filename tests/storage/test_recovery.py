"""A lost passphrase is not a lost vault, and nothing but the right words opens it instead."""

from collections.abc import Callable
from pathlib import Path

import pytest

from storage.attempts import News, NoticeKind, news_of, record_failure, wait_before_next
from storage.errors import VaultBusy, WrongPassphrase
from storage.header import (
    DEFAULT_COST,
    HEADER_FILE,
    KdfCost,
    read_header,
)
from storage.recovery import NoRecoverySheet, new_sheet
from storage.recovery_organisation import (
    NoOrganisation,
    Organisation,
    OrganisationDamaged,
    OrganisationExists,
    new_organisation,
    organisation_from_bytes,
    organisation_in,
    organisation_to_bytes,
    write_organisation,
)
from storage.recovery_unlock import (
    recover_with_shares,
    recover_with_sheet,
    renew_sheet,
    seals,
)
from storage.vault import Vault
from tests.storage.samples import (
    NOW,
    PASSPHRASE,
    a_closed_vault,
    a_practitioner,
    prints_of,
)
from tests.storage.sealed import NEW, Sealed, a_sealed_vault, opens, recovered, refused


@pytest.fixture
def sealed(tmp_path: Path) -> Sealed:
    return a_sealed_vault(tmp_path)


# The practitioner's own sheet


def test_the_sheet_opens_the_vault_and_a_new_passphrase_and_sheet_replace_the_old(
    sealed: Sealed,
) -> None:
    back = recovered(recover_with_sheet(sealed.folder, sealed.typed, NEW, now=NOW))

    assert opens(sealed.folder, NEW)
    assert not opens(sealed.folder, PASSPHRASE)
    told = refused(recover_with_sheet(sealed.folder, sealed.typed, PASSPHRASE, now=NOW))
    assert str(sealed.sheet.sheet) in told.reason
    assert str(back.sheet.sheet) in told.reason
    recovered(recover_with_sheet(sealed.folder, " ".join(back.sheet.words), PASSPHRASE, now=NOW))
    assert opens(sealed.folder, PASSPHRASE)


def test_a_recovery_waits_to_be_told_and_ends_the_wait_after_wrong_guesses(sealed: Sealed) -> None:
    for _ in range(9):
        record_failure(sealed.folder, NOW)

    back = recovered(recover_with_sheet(sealed.folder, sealed.typed, NEW, now=NOW))

    assert (back.notice.kind, back.notice.at) == (NoticeKind.RECOVERED_WITH_SHEET, NOW)
    assert news_of(sealed.folder) == News((NOW,) * 9, (back.notice,))
    assert wait_before_next(sealed.folder, NOW) == 0


def test_wrong_words_change_nothing(sealed: Sealed) -> None:
    before = prints_of(sealed.folder)
    words = sealed.sheet.words

    told = refused(recover_with_sheet(sealed.folder, " ".join((*words[:-1], "acid")), NEW, now=NOW))

    assert told.numbers == (20,)
    assert prints_of(sealed.folder) == before


def test_the_sheet_of_another_vault_is_told_from_wrong_words(
    sealed: Sealed, tmp_path: Path
) -> None:
    other = a_sealed_vault(tmp_path / "other")
    before = prints_of(sealed.folder)

    told = refused(recover_with_sheet(sealed.folder, other.typed, NEW, now=NOW))

    assert "The words are right" in told.reason
    assert f"opens with sheet {sealed.sheet.sheet}" in told.reason
    assert prints_of(sealed.folder) == before


def test_a_vault_without_a_sheet_says_so(tmp_path: Path) -> None:
    folder = a_closed_vault(tmp_path)

    with pytest.raises(NoRecoverySheet):
        recover_with_sheet(folder, " ".join(new_sheet().words), NEW, now=NOW)
    with pytest.raises(NoOrganisation):
        recover_with_shares(folder, ("", ""), NEW, now=NOW)


def test_a_sheet_can_be_made_later_by_whoever_knows_the_passphrase(tmp_path: Path) -> None:
    folder = a_closed_vault(tmp_path)
    vault = Vault.open(folder, PASSPHRASE)
    before = prints_of(folder)[HEADER_FILE]
    with pytest.raises(WrongPassphrase):
        renew_sheet(vault, "not the passphrase")
    assert prints_of(folder)[HEADER_FILE] == before

    sheet = renew_sheet(vault, PASSPHRASE)
    vault.close()

    recovered(recover_with_sheet(folder, " ".join(sheet.words), NEW, now=NOW))
    assert opens(folder, NEW)


def test_an_open_vault_cannot_be_recovered_beside_its_window(sealed: Sealed) -> None:
    vault = Vault.open(sealed.folder, PASSPHRASE)
    before = read_header(sealed.folder)

    with pytest.raises(VaultBusy):
        recover_with_sheet(sealed.folder, sealed.typed, NEW, now=NOW)

    vault.close()
    assert read_header(sealed.folder) == before
    assert news_of(sealed.folder) == News()


def test_a_recovery_never_lowers_the_price_of_a_guess(sealed: Sealed) -> None:
    wanted = KdfCost(passes=5)
    recovered(recover_with_sheet(sealed.folder, sealed.typed, NEW, now=NOW, wanted=wanted))
    assert read_header(sealed.folder).passphrase_slot.cost == wanted

    recovered(recover_with_shares(sealed.folder, sealed.first_two, PASSPHRASE, now=NOW))
    assert read_header(sealed.folder).passphrase_slot.cost.passes == 5


# The organisation's key


@pytest.mark.parametrize("pair", [(0, 1), (2, 0), (1, 2)])
def test_any_two_holders_open_the_vault(sealed: Sealed, pair: tuple[int, int]) -> None:
    parts = (sealed.parts[pair[0]], sealed.parts[pair[1]])

    back = recovered(recover_with_shares(sealed.folder, parts, NEW, now=NOW))

    assert back.notice.kind is NoticeKind.RECOVERED_WITH_SHARES
    assert news_of(sealed.folder).notices == (back.notice,)
    assert opens(sealed.folder, NEW)
    again = sealed.first_two
    recovered(recover_with_shares(sealed.folder, again, PASSPHRASE, now=NOW))


def _one_twice(mine: Sealed, _other: Sealed) -> tuple[str, str]:
    return mine.parts[1], mine.parts[1]


def _of_two_splits(mine: Sealed, other: Sealed) -> tuple[str, str]:
    return mine.parts[0], other.parts[1]


def _of_another_organisation(_mine: Sealed, other: Sealed) -> tuple[str, str]:
    return other.parts[0], other.parts[1]


def _a_practitioners_sheet(mine: Sealed, _other: Sealed) -> tuple[str, str]:
    return mine.parts[0], mine.typed


def _a_wrong_word_on_the_second(mine: Sealed, _other: Sealed) -> tuple[str, str]:
    return mine.parts[0], mine.parts[1] + " acid"


@pytest.mark.parametrize(
    ("choose", "said"),
    [
        (_one_twice, "the same sheet twice"),
        (_of_two_splits, "do not belong together"),
        (_of_another_organisation, "another organisation's, or older"),
        (_a_practitioners_sheet, "The second sheet is a practitioner's own"),
        (_a_wrong_word_on_the_second, "On the second sheet: There are 21 words"),
    ],
)
def test_shares_that_do_not_fit_are_told_apart_and_change_nothing(
    sealed: Sealed,
    tmp_path: Path,
    choose: Callable[[Sealed, Sealed], tuple[str, str]],
    said: str,
) -> None:
    other = a_sealed_vault(tmp_path / "other")
    before = prints_of(sealed.folder)

    told = refused(recover_with_shares(sealed.folder, choose(sealed, other), NEW, now=NOW))

    assert said in told.reason
    assert prints_of(sealed.folder) == before


def test_one_holders_part_is_not_taken_for_a_recovery_sheet(sealed: Sealed) -> None:
    told = refused(recover_with_sheet(sealed.folder, sealed.parts[0], NEW, now=NOW))

    assert "one holder's part" in told.reason


def test_the_public_key_is_kept_in_a_file_that_is_never_replaced(tmp_path: Path) -> None:
    organisation, _ = new_organisation("Practice Trust")
    assert organisation_in(tmp_path) is None

    write_organisation(tmp_path, organisation)

    assert organisation_in(tmp_path) == organisation
    with pytest.raises(OrganisationExists):
        write_organisation(tmp_path, new_organisation("Another")[0])
    assert organisation_in(tmp_path) == organisation


def test_a_public_key_that_was_touched_is_refused() -> None:
    organisation, _ = new_organisation("Practice Trust")
    other, _ = new_organisation("Practice Trust")
    held = organisation_to_bytes(organisation)
    swapped = held.replace(organisation.public_key.hex().encode(), other.public_key.hex().encode())

    for spoilt in (swapped, held[:-5], b"", b"[]", b"\xff", held.replace(b"Trust", b"Trick")):
        with pytest.raises(OrganisationDamaged):
            organisation_from_bytes(spoilt)


# A new passphrase, a dearer key


def test_a_changed_passphrase_keeps_the_other_ways_in(sealed: Sealed) -> None:
    vault = Vault.open(sealed.folder, PASSPHRASE)
    vault.change_passphrase(PASSPHRASE, NEW)
    vault.close()

    assert opens(sealed.folder, NEW)
    assert not opens(sealed.folder, PASSPHRASE)
    recovered(recover_with_sheet(sealed.folder, sealed.typed, PASSPHRASE, now=NOW))
    recovered(recover_with_shares(sealed.folder, (sealed.parts[0], sealed.parts[2]), NEW, now=NOW))


def test_the_old_passphrase_is_proven_before_anything_changes(sealed: Sealed) -> None:
    vault = Vault.open(sealed.folder, PASSPHRASE)
    before = read_header(sealed.folder)

    with pytest.raises(WrongPassphrase):
        vault.change_passphrase("not the passphrase", NEW)

    vault.close()
    assert read_header(sealed.folder) == before


def test_a_dearer_key_is_wrapped_at_the_next_unlock_and_a_cheaper_one_never(
    sealed: Sealed,
) -> None:
    dearer = KdfCost(passes=4)
    Vault.open(sealed.folder, PASSPHRASE, wanted=dearer).close()
    raised = read_header(sealed.folder)
    assert raised.passphrase_slot.cost == dearer

    Vault.open(sealed.folder, PASSPHRASE, wanted=DEFAULT_COST).close()

    assert read_header(sealed.folder) == raised
    recovered(recover_with_sheet(sealed.folder, sealed.typed, NEW, now=NOW))


def test_a_public_key_that_would_give_everyone_one_secret_is_refused(tmp_path: Path) -> None:
    ways = seals(None, Organisation("Practice Trust", bytes(32), 1))

    with pytest.raises(OrganisationDamaged):
        Vault.create(tmp_path / "v", a_practitioner(), PASSPHRASE, seals=ways)
    assert list(tmp_path.iterdir()) == []
