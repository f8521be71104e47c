"""Back in without the passphrase, a new one, and an organisation's key, as the window asks."""

import os
import re
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from desktop.flows.recovery import (
    BackIn,
    NameMissing,
    RecoveryFlow,
    make_organisation_key,
    new_sheet,
)
from desktop.flows.unlock import UnlockFlow
from forms.people import Practitioner
from forms.refusal import Refusal
from storage.attempts import NoticeKind
from storage.errors import WrongPassphrase
from storage.paths import ORGANISATION_FILE
from storage.recovery import RecoverySheet
from storage.recovery_organisation import OrganisationExists
from storage.recovery_words import WordsRefused
from tests.conftest import NOW
from tests.letters.reading import read
from tests.storage.ordinary import in_a_child

PRACTITIONER = Practitioner("Practice Jo", "Health visitor", "Practice team", "")
PASSPHRASE = "practice kettle lantern"  # noqa: S105 invented, for tests alone
NEW = "invented harbour pencil"

Clock = Callable[[], datetime]


def made(place: Path, clock: Clock, sheet: RecoverySheet | None = None) -> Path:
    flow = UnlockFlow(place / "vaults", clock)
    open_vault = flow.make(PRACTITIONER, PASSPHRASE, sheet=sheet, organisation=flow.organisation())
    open_vault.vault.close()
    return open_vault.vault.folder


def words_printed(pdf: bytes) -> str:
    numbered = re.findall(r"\d+\.\s*([a-z]+)", read(pdf).running)
    return " ".join(numbered[:20])


def test_the_printed_sheet_leads_back_in_and_the_way_is_told(tmp_path: Path, clock: Clock) -> None:
    sheet = new_sheet()
    folder = made(tmp_path, clock, sheet)
    flow = RecoveryFlow(clock)
    printed = words_printed(flow.sheet_pdf(folder, sheet))

    back = flow.with_sheet(folder, printed, NEW, NEW)

    assert isinstance(back, BackIn)
    assert back.open_vault.practitioner == PRACTITIONER
    back.open_vault.vault.close()
    unlock = UnlockFlow(tmp_path / "vaults", clock)
    unlock.open(folder, NEW).vault.close()
    [notice] = unlock.news(folder).notices
    assert (notice.kind, notice.at) == (NoticeKind.RECOVERED_WITH_SHEET, NOW)
    assert back.notice == notice
    assert read(flow.sheet_pdf(folder, back.sheet)).running.count(str(back.sheet.sheet)) >= 1


@pytest.mark.parametrize(("new", "again"), [("short", "short"), (NEW, NEW + "x")])
def test_a_poor_new_passphrase_is_refused_before_the_old_way_is_closed(
    tmp_path: Path, clock: Clock, new: str, again: str
) -> None:
    sheet = new_sheet()
    folder = made(tmp_path, clock, sheet)
    flow = RecoveryFlow(clock)
    typed = " ".join(sheet.words)

    assert isinstance(flow.with_sheet(folder, typed, new, again), Refusal)
    assert isinstance(flow.with_shares(folder, (typed, typed), new, again), Refusal)
    open_vault = UnlockFlow(tmp_path / "vaults", clock).open(folder, PASSPHRASE)
    assert isinstance(flow.change_passphrase(open_vault, PASSPHRASE, new, again), Refusal)
    open_vault.vault.close()
    UnlockFlow(tmp_path / "vaults", clock).open(folder, PASSPHRASE).vault.close()


def test_the_passphrase_is_changed_by_who_knows_the_old_one(tmp_path: Path, clock: Clock) -> None:
    folder = made(tmp_path, clock)
    unlock, flow = UnlockFlow(tmp_path / "vaults", clock), RecoveryFlow(clock)
    open_vault = unlock.open(folder, PASSPHRASE)
    with pytest.raises(WrongPassphrase):
        flow.change_passphrase(open_vault, "not the passphrase", NEW, NEW)

    assert flow.change_passphrase(open_vault, PASSPHRASE, NEW, NEW) is None
    sheet = flow.renew(open_vault, NEW)

    open_vault.vault.close()
    unlock.open(folder, NEW).vault.close()
    back = flow.with_sheet(folder, " ".join(sheet.words), PASSPHRASE, PASSPHRASE)
    assert isinstance(back, BackIn)
    back.open_vault.vault.close()


def test_two_printed_parts_of_the_organisations_key_open_a_vault_made_beside_it(
    tmp_path: Path, clock: Clock
) -> None:
    key = make_organisation_key(tmp_path, " Practice Trust ", NOW)
    folder = made(tmp_path, clock)
    parts = [words_printed(sheet.read_bytes()) for sheet in key.sheets]

    wrong = RecoveryFlow(clock).with_shares(folder, (parts[0], parts[0]), NEW, NEW)
    back = RecoveryFlow(clock).with_shares(folder, (parts[2], parts[0]), NEW, NEW)

    assert isinstance(wrong, WordsRefused)
    assert isinstance(back, BackIn)
    back.open_vault.vault.close()
    UnlockFlow(tmp_path / "vaults", clock).open(folder, NEW).vault.close()


def test_the_organisations_key_is_one_public_file_and_three_sheets(tmp_path: Path) -> None:
    key = make_organisation_key(tmp_path / "new", "Practice Trust", NOW)

    assert key.public == tmp_path / "new" / ORGANISATION_FILE
    assert {path.name for path in key.public.parent.iterdir()} == {
        ORGANISATION_FILE,
        *(path.name for path in key.sheets),
    }
    assert len(key.sheets) == 3
    for holder, sheet in enumerate(key.sheets, start=1):
        said = read(sheet.read_bytes()).running
        assert f"Holder {holder} of 3" in said
        assert key.organisation.fingerprint in said
    assert len({words_printed(sheet.read_bytes()) for sheet in key.sheets}) == 3
    with pytest.raises(OrganisationExists):
        make_organisation_key(tmp_path / "new", "Practice Trust", NOW)


def test_an_organisation_without_a_name_gets_no_key(tmp_path: Path) -> None:
    with pytest.raises(NameMissing):
        make_organisation_key(tmp_path, "  ", NOW)
    assert list(tmp_path.iterdir()) == []


def test_no_key_of_an_organisation_is_there_before_all_its_sheets(tmp_path: Path) -> None:
    def ended_at_the_key() -> str:
        def watch(event: str, values: tuple[object, ...]) -> None:
            if event in ("open", "os.rename") and ORGANISATION_FILE in str(values[:1]):
                os._exit(0)

        sys.addaudithook(watch)
        make_organisation_key(tmp_path, "Practice Trust", NOW)
        return "not reached"

    assert in_a_child(ended_at_the_key) == ""
    assert len(list(tmp_path.glob("*.pdf"))) == 3
    assert not (tmp_path / ORGANISATION_FILE).exists()
