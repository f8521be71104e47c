"""Every screen and dialog that an open vault can show, each reached in one go."""

from collections.abc import Callable
from pathlib import Path
from random import Random

from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QWidget

from desktop.flows.caseload import CaseloadFlow
from desktop.flows.contact import ContactFlow
from desktop.flows.life import LifeFlow
from desktop.flows.opened import OpenVault
from desktop.flows.unlock import opened as stores_of
from desktop.work import Work
from forms.ids import FamilyId, InfantId
from forms.people import Carer
from forms.record import Setting
from storage.vault import Vault
from tests.builders import a_carer, a_family, a_practitioner, an_expected_infant, an_infant
from tests.conftest import NOW
from tests.pages.opening import Opened, vault_in
from tests.pages.sight import is_seen, names, one
from tests.pages.signing_in import PASSPHRASE

EXPECTING, MET, CLOSED = FamilyId("family-1"), FamilyId("family-2"), FamilyId("family-3")
NAMES = ("Clover", "Rowan", "Fern", "Daisy", "Juniper", "Practice Ash", "Lark", "AGE-SECRET-KEY")
Go = Callable[[Opened, Random], None]


def keep_a_caseload(home: Path) -> None:
    """A vault with a family that expects, one that was met and amended, one that was closed."""
    vault = Vault.create(vault_in(home), a_practitioner(), PASSPHRASE)
    held = stores_of(vault)
    caseload, contacts = CaseloadFlow(held, lambda: NOW), ContactFlow(held, lambda: NOW)
    expected = an_expected_infant(name="Practice Juniper")
    caseload.keep(a_family(id=EXPECTING, infants=(expected,)))
    twins = (
        an_infant(id=InfantId("infant-2"), name="Practice Clover"),
        an_infant(id=InfantId("infant-3"), name="Practice Daisy"),
    )
    met = caseload.keep(a_family(id=MET, infants=twins, carers=(_carer("carer-3"),)))
    lost = an_expected_infant(id=InfantId("infant-4"))
    closed = caseload.keep(a_family(id=CLOSED, infants=(lost,), carers=(_carer("carer-4"),)))
    first = contacts.start(met, met.infants[0].id, Setting.HOME)
    contacts.finish(first.record.id)
    contacts.amend(first.record.id, "Practice reason")
    second = contacts.start(met, met.infants[1].id, Setting.HOME)
    contacts.finish(second.record.id)
    _close(held, closed.id, lost.id)
    vault.close()


def _carer(code: str) -> Carer:
    return a_carer(id=code, name=f"Practice Fern {code}")


def _close(held: OpenVault, family: FamilyId, infant: InfantId) -> None:
    LifeFlow(held, lambda: NOW).close_after_loss(family, infant, NOW.date(), "")


def work_of(opened: Opened) -> Work:
    work = opened.desk.work
    assert work is not None
    return work


def click(opened: Opened, start: str) -> None:
    """Click the first button whose name begins like this, as soon as it is there."""
    opened.keys.wait(lambda: bool(names(opened.window, start)))
    name = names(opened.window, start)[0]
    one(opened.window, QAbstractButton, name).click()


def at_families(opened: Opened, _: Random) -> None:
    work_of(opened).show_families()


def at_new_family(opened: Opened, _: Random) -> None:
    work_of(opened).add_family()
    opened.keys.wait_for("add_carer")


def at_family(family: FamilyId) -> Go:
    def go(opened: Opened, _: Random) -> None:
        work_of(opened).open_family(family)
        opened.keys.wait_for("edit")

    return go


def in_family(family: FamilyId, button: str, then: str) -> Go:
    """Behind a button of a family's page."""

    def go(opened: Opened, chance: Random) -> None:
        at_family(family)(opened, chance)
        click(opened, button)
        opened.keys.wait(lambda: bool(names(opened.window, then)))

    return go


def at_contact(opened: Opened, chance: Random) -> None:
    """A random page of a contact."""
    _contact(opened, chance)
    at = work_of(opened).at_contact
    assert at is not None
    at.presenter.go(chance.randrange(len(at.presenter.state.pages)))


def at_letter(opened: Opened, chance: Random) -> None:
    _contact(opened, chance)
    at = work_of(opened).at_contact
    assert at is not None
    at.presenter.go(len(at.presenter.state.pages) - 1)
    opened.keys.wait_for("folder")


def _contact(opened: Opened, chance: Random) -> None:
    at_family(chance.choice((EXPECTING, MET)))(opened, chance)
    begun = names(opened.window, "carry_on.")
    click(opened, begun[0] if begun else "start.")
    opened.keys.wait_for("who.saving")


def at_urgent(opened: Opened, chance: Random) -> None:
    chance.choice((at_families, at_contact, at_vault))(opened, chance)
    work_of(opened).show_urgent()


def at_vault(opened: Opened, _: Random) -> None:
    work_of(opened).show_vault()
    opened.keys.wait_for("second_place")


def at_records(opened: Opened, chance: Random) -> None:
    at_vault(opened, chance)
    click(opened, "records")
    opened.keys.wait_for("records.back")


def at_log(opened: Opened, chance: Random) -> None:
    at_vault(opened, chance)
    click(opened, "log")
    opened.keys.wait(lambda: not is_seen(opened.window, "second_place"))


def while_backing_up(opened: Opened, chance: Random) -> None:
    at_vault(opened, chance)
    click(opened, "back_up_now")


def while_the_passphrase_changes(opened: Opened, chance: Random) -> None:
    """To the same one: what matters is the moment."""
    at_vault(opened, chance)
    for name in ("old", "new", "again"):
        one(opened.window, QWidget, name).setFocus()
        opened.keys.write(PASSPHRASE)
    click(opened, "change_passphrase")


def at_new_sheet(opened: Opened, chance: Random) -> None:
    at_vault(opened, chance)
    one(opened.window, QWidget, "sheet_passphrase").setFocus()
    opened.keys.write(PASSPHRASE)
    click(opened, "new_sheet")
    opened.keys.wait_for("sheet.save")


def while_the_sheet_is_saved(opened: Opened, chance: Random) -> None:
    at_new_sheet(opened, chance)
    one(opened.window, QWidget, "sheet.folder").setFocus()
    opened.keys.clear()
    opened.keys.write(str(opened.home))
    click(opened, "sheet.save")


def while_a_copy_is_written(opened: Opened, chance: Random) -> None:
    in_family(MET, "copy", "item.")(opened, chance)
    one(opened.window, QWidget, "copy.folder").setFocus()
    opened.keys.clear()
    opened.keys.write(str(opened.home))
    click(opened, "copy.take")
    click(opened, "copy.write")


def at_settings(opened: Opened, _: Random) -> None:
    work_of(opened).show_settings()
    opened.keys.wait_for("text_size.1")


def at_help(opened: Opened, _: Random) -> None:
    work_of(opened).show_help()


def at_neutral(opened: Opened, chance: Random) -> None:
    at_contact(opened, chance)
    opened.window.toggle_neutral()


def with_file_dialog(go: Go, button: str) -> Go:
    """The choice of a file or a folder, over the screen it is for."""

    def open_dialog(opened: Opened, chance: Random) -> None:
        go(opened, chance)
        opened.keys.wait(lambda: is_seen(opened.window, button))
        click(opened, button)
        opened.keys.wait(lambda: isinstance(QApplication.activeModalWidget(), QFileDialog))

    return open_dialog


_HAND_OVER = in_family(MET, "hand_over", "handover.seal")
_LETTERS = in_family(MET, "letters", "files.check")


def at_check(opened: Opened, chance: Random) -> None:
    _LETTERS(opened, chance)
    click(opened, "files.check")
    opened.keys.wait_for("check.go")


FILE_DIALOGS: dict[str, Go] = {
    "letter.choose": with_file_dialog(at_letter, "choose_folder"),
    "card.choose": with_file_dialog(_HAND_OVER, "handover.card.choose"),
    "package.choose": with_file_dialog(_HAND_OVER, "handover.folder.choose"),
    "receipt.choose": with_file_dialog(_HAND_OVER, "handover.receipt.choose"),
    "sheet.choose": with_file_dialog(at_new_sheet, "sheet.choose"),
    "receive.choose": with_file_dialog(at_vault, "receive.choose"),
    "check.choose": with_file_dialog(at_check, "check.choose"),
}
DIALOGS: dict[str, Go] = {
    "families": at_families,
    "new family": at_new_family,
    "family": at_family(MET),
    "details": in_family(MET, "edit", "infant.0.day"),
    "birth": in_family(EXPECTING, "born.", "birth.go"),
    "loss": in_family(EXPECTING, "ended.", "ended.go"),
    "reopening": in_family(CLOSED, "reopen.", "reason.go"),
    "amending": in_family(MET, "amend.", "amend.reason"),
    "both versions": in_family(MET, "compare.", "compare.back"),
    "keeping": in_family(MET, "keeping", "keeping.back"),
    "copy": in_family(MET, "copy", "item."),
    "hand-over": _HAND_OVER,
    "letters and files": _LETTERS,
    "checking a letter": at_check,
    "contact": at_contact,
    "letter": at_letter,
    "urgent help": at_urgent,
    "vault": at_vault,
    "records": at_records,
    "log": at_log,
    "backing up": while_backing_up,
    "changing the passphrase": while_the_passphrase_changes,
    "new sheet": at_new_sheet,
    "saving the sheet": while_the_sheet_is_saved,
    "writing a copy": while_a_copy_is_written,
    "settings": at_settings,
    "help": at_help,
    "hidden screen": at_neutral,
    **FILE_DIALOGS,
}
UNDER_WAY = frozenset(
    {"backing up", "changing the passphrase", "saving the sheet", "writing a copy"}
)
"""Where something is on its way when it locks; nothing more is typed there."""
