from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.screens.families.model import COLUMNS, NOT_YET, CaseloadModel, cells, done
from desktop.text import URGENT
from forms.answers import Decision
from forms.factors import Suggestion
from forms.ids import ContactId, FamilyId
from forms.record import Setting
from storage.caseload import CaseloadLine, CaseloadPage, LastContact, LastOutcome
from tests.builders import DAY, a_carer, a_family, a_father, an_expected_infant, an_infant

LAST = LastContact(ContactId("contact-1"), date(2026, 2, 27), Setting.HOME)
NEW = CaseloadLine(
    family=a_family(carers=(a_carer(), a_father())),
    last_contact=None,
    open_contact=None,
    last_outcome=None,
    letters=0,
    last_exported=None,
)


def told(line: CaseloadLine) -> str:
    """All that one row says."""
    return "\n".join(cells(line, DAY))


def test_a_line_tells_the_family_the_age_the_carers_and_the_last_contact() -> None:
    words = told(replace(NEW, last_contact=LAST))

    for part in ("Practice Clover", "8 weeks", "Practice Ash Rowan, Practice Bay Rowan"):
        assert part in words
    assert "27 Feb 2026" in words


def test_an_unborn_baby_is_shown_with_its_due_date() -> None:
    words = told(replace(NEW, family=a_family(infants=(an_expected_infant(),))))

    for part in ("Baby of Practice Ash Rowan", "33 weeks", "due 20 Apr 2026"):
        assert part in words


def test_twins_of_one_age_have_it_told_once() -> None:
    twins = a_family(infants=(an_infant(name="Practice One"), an_infant(name="Practice Two")))

    assert told(replace(NEW, family=twins)).count("8 weeks") == 1


def test_what_waits_about_safety_comes_first_and_is_not_named() -> None:
    (_, done_words) = cells(replace(NEW, last_contact=LAST, needs_action=True), DAY)

    assert done_words.splitlines()[0] == URGENT
    assert "27 Feb 2026" in done_words


def outcome(decision: Decision | None) -> LastOutcome:
    return LastOutcome(Suggestion.SUGGESTS, decision)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (NEW, "No contact yet"),
        (replace(NEW, last_contact=LAST, open_contact=LAST.id), "Contact under way"),
        (
            replace(NEW, last_contact=LAST, last_outcome=outcome(Decision.NOT_NOW)),
            "Finished, not recommended now",
        ),
        (
            replace(NEW, last_contact=LAST, last_outcome=outcome(Decision.RECOMMEND)),
            "Recommended, no letter yet",
        ),
        (
            replace(
                NEW,
                last_contact=LAST,
                last_outcome=outcome(Decision.RECOMMEND),
                letters=2,
                last_exported=datetime(2026, 2, 28, 9, tzinfo=UTC),
            ),
            "Letter made 28 Feb 2026",
        ),
    ],
)
def test_what_was_done_is_told_in_a_few_words(line: CaseloadLine, words: str) -> None:
    assert done(line) == words


def test_the_table_gives_each_family_a_row_and_finds_it_again() -> None:
    other = replace(NEW, family=a_family(id=FamilyId("family-2")))
    model = CaseloadModel(DAY)
    model.show_found(CaseloadPage((NEW, other), 0, 2))

    assert (model.rowCount(), model.columnCount()) == (2, len(COLUMNS))
    assert [model.family_at(row) for row in range(2)] == ["family-1", "family-2"]
    assert model.row_of(FamilyId("family-2")) == 1
    assert model.row_of(FamilyId("family-3")) is None


def test_a_screen_reader_is_told_the_column_with_each_cell() -> None:
    model = CaseloadModel(DAY)
    model.show_found(CaseloadPage((NEW,), 0, 1))

    last = len(COLUMNS) - 1
    spoken = model.index(0, last).data(Qt.ItemDataRole.AccessibleTextRole)

    assert spoken.startswith(f"{COLUMNS[last]}: No contact yet")


LINES = 20
"""On a page."""
MANY = 10_000


def a_page(first: int = 0, *, total: int = MANY, size: int = LINES) -> CaseloadPage:
    """Families named by their row."""
    rows = range(first, min(first + size, total))
    lines = (replace(NEW, family=a_family(id=FamilyId(f"family-{row}"))) for row in rows)
    return CaseloadPage(tuple(lines), first, total)


def words_at(model: CaseloadModel, row: int) -> str:
    return str(model.index(row, 0).data())


def is_read(model: CaseloadModel, row: int) -> bool:
    return words_at(model, row) != NOT_YET


class Asked:
    """What the model asked for, in order."""

    def __init__(self, model: CaseloadModel) -> None:
        self.pages: list[int] = []
        model.wanted.connect(self.pages.append)


def test_a_row_that_is_not_read_yet_shows_dots_and_is_asked_for_once(qtbot: QtBot) -> None:
    model = CaseloadModel(DAY)
    model.show_found(a_page())
    asked = Asked(model)

    with qtbot.waitSignal(model.wanted):
        assert [words_at(model, row) for row in (47, 48, 47)] == [NOT_YET] * 3
    words_at(model, 47)

    assert (model.rowCount(), asked.pages) == (MANY, [40])
    model.show_more(a_page(40))
    assert "Practice Clover" in words_at(model, 47)
    assert model.family_at(47) == "family-47"


def test_only_what_was_looked_at_last_is_read_while_the_list_flies_past(qtbot: QtBot) -> None:
    model = CaseloadModel(DAY)
    model.show_found(a_page())
    asked = Asked(model)

    with qtbot.waitSignal(model.wanted):
        for row in range(20, MANY, 20):
            words_at(model, row)

    assert asked.pages[-1] == MANY - LINES
    assert len(asked.pages) <= 3


def test_a_page_that_could_not_be_read_is_asked_for_again_when_it_is_seen(qtbot: QtBot) -> None:
    model = CaseloadModel(DAY)
    model.show_found(a_page())
    for _ in range(2):
        with qtbot.waitSignal(model.wanted):
            assert words_at(model, 60) == NOT_YET
        model.give_up()


def test_a_page_that_comes_too_late_for_another_search_is_dropped(qtbot: QtBot) -> None:
    model = CaseloadModel(DAY)
    model.show_found(a_page())
    with qtbot.waitSignal(model.wanted):
        words_at(model, 20)

    model.show_found(a_page(total=50))
    model.show_more(a_page(20))

    assert words_at(model, 20) == NOT_YET


def test_scrolling_through_everything_keeps_a_few_pages_and_the_first(qtbot: QtBot) -> None:
    model = CaseloadModel(DAY)
    model.show_found(a_page())
    model.wanted.connect(lambda first: model.show_more(a_page(first)))
    for row in range(0, 2000, LINES):
        qtbot.waitUntil(partial(is_read, model, row))

    held = sum(model.row_of(FamilyId(f"family-{row}")) is not None for row in range(2000))

    assert held < 1000
    assert model.family_at(0) == "family-0"
    assert model.row_of(FamilyId("family-1999")) == 1999
