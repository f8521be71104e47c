from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt

from desktop.screens.families.model import COLUMNS, CaseloadModel, cells, done
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


def outcome(decision: Decision | None) -> LastOutcome:
    return LastOutcome(Suggestion.SUGGESTS, decision)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (NEW, "No contact yet"),
        (replace(NEW, last_contact=LAST, open_contact=LAST.id), "Contact under way"),
        (
            replace(NEW, last_contact=LAST, last_outcome=outcome(Decision.NOT_NOW)),
            "Contact finished, not recommended now",
        ),
        (
            replace(NEW, last_contact=LAST, last_outcome=outcome(Decision.RECOMMEND)),
            "Recommended, letter not exported",
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
