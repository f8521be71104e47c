"""The letters of every practice family, as the window makes them, judged by others."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from desktop.flows.practice import Practice, practice_vault
from forms.ids import ContactId
from forms.letter_kinds import LetterKind
from forms.pack import Language
from tests.letters.judging import complaints, faults

NOW = datetime(2026, 11, 20, 10, 42, tzinfo=UTC)


@pytest.fixture(scope="module")
def practice(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Practice]:
    made = practice_vault(tmp_path_factory.mktemp("judged") / "practice", lambda: NOW)
    yield made
    made.open_vault.vault.close()


def _contacts(practice: Practice) -> Iterator[ContactId]:
    for _, family in practice.families:
        yield from (contact.id for contact in practice.caseload.story(family.id).contacts)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("kind", LetterKind)
def test_every_letter_of_every_practice_family_passes(
    practice: Practice, kind: LetterKind, language: Language, tmp_path: Path
) -> None:
    made: list[bytes] = []
    for contact in _contacts(practice):
        order = replace(practice.letters.begin(contact, kind), language=language)
        copies = practice.letters.copies(contact, kind)
        made += [practice.letters.preview(contact, order, copy).pdf for copy in copies]

    assert made
    assert [fault for pdf in made for fault in faults(pdf)] == []
    assert [said for pdf in made if (said := complaints(pdf, tmp_path))] == []
