"""What is typed in any form outside a contact is there again, whatever came between."""

import shutil
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QPushButton

from desktop.flows.opened import Clock
from desktop.text import NOT_SAVED
from desktop.widgets.form import AFRESH, AGAIN
from forms.people import Family
from storage.half_written import Form, FormKey, HalfWrittenStore
from storage.vault import Vault
from tests.builders import a_family, a_father, an_expected_infant
from tests.journeys.every_form import EVERY_FORM, AForm
from tests.pages.families import Baby, EditFamilyPage, FamiliesPage, FamilyPage
from tests.pages.keyboard import CTRL
from tests.pages.locking import LockedLaptop
from tests.pages.opening import Opened, read_vault, vault_in
from tests.pages.sight import all_words, is_seen, names, one
from tests.pages.signing_in import PASSPHRASE

OpenWindow = Callable[[], Opened]
OpenWith = Callable[..., Opened]
WORDS = "Half a sent"
UNFINISHED = "Not finished: a new family"
ONE_SECOND = 1.0

every_form = pytest.mark.parametrize("form", EVERY_FORM, ids=lambda form: form.form.value)


def test_every_form_there_is_is_tried_here() -> None:
    assert {form.form for form in EVERY_FORM} == set(Form)


def typed_in(opened: Opened, name: str) -> str:
    box = opened.keys.focused
    assert box.objectName() == name
    assert isinstance(box, QLineEdit | QPlainTextEdit)
    return box.text() if isinstance(box, QLineEdit) else box.toPlainText()


def write_half(opened: Opened, form: AForm) -> None:
    """Half a sentence in the form's field, with the cursor in the middle of it."""
    form.open(opened)
    opened.keys.clear()
    opened.keys.write(WORDS)
    opened.keys.press(Qt.Key.Key_Left, times=4)


def expect_the_same_letter(opened: Opened, form: AForm) -> None:
    """The keyboard is where it was: what is typed goes on in the middle of the words."""
    opened.keys.wait(lambda: opened.keys.focused.objectName() == form.field)
    opened.keys.write("X")
    assert typed_in(opened, form.field) == "Half a Xsent"


def kept_in(folder: Path) -> Mapping[FormKey, Mapping[str, str]]:
    vault = Vault.open(folder, PASSPHRASE)
    try:
        return HalfWrittenStore(vault).all()
    finally:
        vault.close()


@every_form
def test_unlocking_returns_to_the_same_form_field_and_letter(
    open_window: OpenWindow, home: Path, clock: Clock, form: AForm
) -> None:
    opened = form.opened(open_window, home, clock)
    write_half(opened, form)

    opened.keys.ctrl("l")
    LockedLaptop(opened).expect_nothing_of(WORDS)
    opened.wait_until_the_vault_is_closed()
    opened.keys.write(PASSPHRASE)
    opened.keys.press(Qt.Key.Key_Return)

    opened.keys.wait_for(form.field)
    expect_the_same_letter(opened, form)
    assert AGAIN in all_words(opened.window)
    opened.close()


@every_form
def test_another_text_size_keeps_the_words_the_field_and_the_place_in_the_rail(
    open_window: OpenWindow, home: Path, clock: Clock, form: AForm
) -> None:
    opened = form.opened(open_window, home, clock)
    write_half(opened, form)
    here = marked(opened)

    opened.keys.press(Qt.Key.Key_Plus, CTRL)
    opened.keys.wait(lambda: opened.desk.look.scale > 1)

    expect_the_same_letter(opened, form)
    assert marked(opened) == here != []
    opened.keys.press(Qt.Key.Key_0, CTRL)
    assert opened.desk.look.scale == 1
    assert typed_in(opened, form.field) == "Half a Xsent"
    opened.close()


def marked(opened: Opened) -> list[str]:
    """The places that are marked as here."""
    found = (one(opened.window, QPushButton, name) for name in names(opened.window, "rail."))
    return [button.objectName() for button in found if button.isChecked()]


@every_form
def test_leaving_for_the_caseload_and_coming_back_keeps_the_words(
    open_window: OpenWindow, home: Path, clock: Clock, form: AForm
) -> None:
    opened = form.opened(open_window, home, clock)
    write_half(opened, form)
    opened.desk.work.show_families()  # type: ignore[union-attr]
    FamiliesPage(opened.keys)

    form.open(opened)

    assert typed_in(opened, form.field) == WORDS
    opened.close()


@every_form
def test_a_power_cut_costs_a_second_of_typing_at_most(
    open_window: OpenWindow, home: Path, clock: Clock, tmp_path: Path, form: AForm
) -> None:
    opened = form.opened(open_window, home, clock)
    form.open(opened)
    opened.keys.clear()
    opened.keys.write(WORDS)
    typed_at = time.monotonic()
    work = opened.desk.work
    assert work is not None
    opened.keys.wait(lambda: work.is_saved)
    assert time.monotonic() - typed_at < ONE_SECOND

    left = Path(shutil.copytree(vault_in(home), tmp_path / "left"))  # as it lies on the disk now
    ((key, fields),) = kept_in(left).items()
    assert key.form is form.form
    assert WORDS in fields.values()
    opened.close()


@every_form
def test_closing_the_window_in_the_middle_of_a_word_loses_nothing(
    open_window: OpenWindow, home: Path, clock: Clock, form: AForm
) -> None:
    opened = form.opened(open_window, home, clock)
    write_half(opened, form)

    opened.close()

    ((key, fields),) = kept_in(vault_in(home)).items()
    assert key.form is form.form
    assert WORDS in fields.values()


@every_form
def test_starting_afresh_is_the_practitioners_choice_and_can_be_taken_back(
    open_window: OpenWindow, home: Path, clock: Clock, form: AForm
) -> None:
    opened = form.opened(open_window, home, clock)
    write_half(opened, form)
    opened.desk.work.show_families()  # type: ignore[union-attr]
    FamiliesPage(opened.keys)
    form.open(opened)

    opened.keys.push("kept.act")
    opened.keys.wait(lambda: AFRESH in all_words(opened.window))
    opened.keys.tab_to(form.field)
    assert typed_in(opened, form.field) != WORDS
    opened.keys.push("kept.act")
    opened.keys.wait(lambda: AGAIN in all_words(opened.window))
    opened.keys.tab_to(form.field)
    assert typed_in(opened, form.field) == WORDS
    opened.keys.push("kept.act")
    opened.keys.wait(lambda: AFRESH in all_words(opened.window))
    opened.close()

    assert kept_in(vault_in(home)) == {}


# A new family


def a_new_family(open_with: OpenWith) -> tuple[Opened, EditFamilyPage]:
    opened = open_with(a_family())
    form = FamiliesPage(opened.keys).add()
    form.write([Baby("14/4/2026", "Practice Fern")], ["Practice Mo"])
    return opened, form


def test_a_half_written_family_is_told_on_the_caseload_with_the_way_back(
    open_with: OpenWith,
) -> None:
    opened, _ = a_new_family(open_with)
    opened.keys.push("cancel")
    caseload = FamiliesPage(opened.keys)
    assert UNFINISHED in all_words(opened.window)
    assert len(caseload.rows()) == 1

    opened.keys.push("kept.act")
    EditFamilyPage(opened.keys).keep()

    FamilyPage(opened.keys).expect_words("Practice Fern", "Practice Mo")
    FamilyPage(opened.keys).back()
    assert UNFINISHED not in all_words(opened.window)
    opened.close()


def test_a_family_that_was_kept_is_no_longer_half_written(open_with: OpenWith, home: Path) -> None:
    opened, form = a_new_family(open_with)
    form.keep()
    opened.close()

    assert kept_in(vault_in(home)) == {}
    with read_vault(home) as vault:
        assert len(vault.families.caseload()) == 2


def test_every_row_comes_back_with_all_that_was_chosen_in_it(open_with: OpenWith) -> None:
    opened, form = a_new_family(open_with)
    form.choose("carer.0.contact_by", "T")
    opened.keys.push("carer.0.interpreter")
    opened.keys.alt("c")
    opened.keys.fill("carer.1.name", "Practice Bo")
    opened.keys.alt("b")
    opened.keys.fill("infant.1.name", "Practice Ivy")
    before = all_words(opened.window)

    opened.lock_and_unlock()

    opened.keys.wait(lambda: opened.keys.focused.objectName() == "infant.1.name")
    after = all_words(opened.window)
    assert sorted(set(before.splitlines()) - set(after.splitlines())) == []
    opened.close()


def test_the_second_twin_comes_on_the_day_of_the_first(open_with: OpenWith) -> None:
    opened, _ = a_new_family(open_with)

    opened.keys.alt("b")
    opened.keys.wait_for("infant.1.day")

    assert one(opened.window, QLineEdit, "infant.1.day").text() == "14/4/2026"
    assert one(opened.window, QLineEdit, "infant.1.name").text() == ""
    opened.close()


@pytest.mark.parametrize(("key", "row", "field"), [("b", "infant", "name"), ("c", "carer", "name")])
def test_a_row_added_by_mistake_is_taken_out_and_the_next_takes_its_number(
    open_with: OpenWith, key: str, row: str, field: str
) -> None:
    opened, form = a_new_family(open_with)
    for number, words in ((1, "Practice mistake"), (2, "Practice Ivy")):
        opened.keys.alt(key)
        opened.keys.fill(f"{row}.{number}.{field}", words)
    assert not is_seen(opened.window, f"{row}.0.out")

    opened.keys.tab_to("cancel")
    opened.keys.push(f"{row}.1.out")

    assert one(opened.window, QLineEdit, f"{row}.1.{field}").text() == "Practice Ivy"
    assert not is_seen(opened.window, f"{row}.2.{field}")
    form.keep().expect_words("Practice Ivy")
    assert "Practice mistake" not in all_words(opened.window)
    opened.close()


def test_a_slip_after_an_empty_row_is_shown_in_the_row_it_is_in(open_with: OpenWith) -> None:
    opened, _ = a_new_family(open_with)
    opened.keys.alt("b")
    opened.keys.fill("infant.1.day", "")
    opened.keys.alt("b")
    opened.keys.fill("infant.2.day", "soon")

    opened.keys.alt("k")

    opened.keys.wait(lambda: opened.keys.focused.objectName() == "infant.2.day")
    opened.close()


# Changing what is in the record


def test_words_about_someone_stay_with_them_when_the_record_changed_meanwhile(
    open_with: OpenWith, home: Path, clock: Clock
) -> None:
    opened = open_with(a_family(infants=(an_expected_infant(),)))
    FamiliesPage(opened.keys).open_found("Rowan")
    opened.keys.push("edit")
    opened.keys.wait_for("infant.0.day")
    opened.keys.fill("carer.0.language", "Cymraeg")
    opened.close()
    with read_vault(home) as vault:
        (line,) = vault.families.caseload()
        vault.families.save(with_another_carer_first(line.family), clock())

        ((key, fields),) = HalfWrittenStore(vault.vault).all().items()

    assert (key.form, dict(fields)) == (Form.DETAILS, {"carer.carer-1.language": "Cymraeg"})


def with_another_carer_first(family: Family) -> Family:
    return replace(family, carers=(a_father(), *family.carers))


# What can be in the way


def test_where_there_is_no_room_it_says_so_and_keeps_the_words_later(
    open_with: OpenWith, home: Path
) -> None:
    opened, _ = a_new_family(open_with)
    opened.leave_no_room()
    opened.keys.tab_to("address")
    QApplication.clipboard().setText("practice " * 2_000)
    opened.keys.press(Qt.Key.Key_V, CTRL)
    opened.keys.wait(lambda: NOT_SAVED in all_words(opened.window))

    opened.make_room()
    opened.keys.write("!")
    opened.keys.wait(lambda: NOT_SAVED not in all_words(opened.window))
    opened.close()

    ((_, fields),) = kept_in(vault_in(home)).items()
    assert fields["address"] == f"{'practice ' * 2_000}!"


def test_no_passphrase_that_is_typed_is_kept_anywhere(open_with: OpenWith, home: Path) -> None:
    opened = open_with(a_family())
    opened.keys.alt("v")
    opened.keys.wait_for("second_place")
    for box in ("old", "new", "again", "sheet_passphrase"):
        opened.keys.fill(box, "practice secret words")
    opened.keys.fill("second_place", WORDS)
    opened.close()

    ((_, fields),) = kept_in(vault_in(home)).items()
    assert dict(fields) == {"second_place": WORDS}


def test_keeping_twice_in_haste_keeps_one_family(open_with: OpenWith, home: Path) -> None:
    opened, _ = a_new_family(open_with)
    keep = one(opened.window, QPushButton, "keep")
    keep.click()
    keep.click()
    FamilyPage(opened.keys)
    opened.close()

    with read_vault(home) as vault:
        assert len(vault.families.caseload()) == 2
