"""Saving one answer as the window does, beside one bare row committed to the same kind of file.

Both files are encrypted with the same settings, lie on the same disk and take turns. The bare
row is as long as the answer. What typing does (not settled) and what ticking does (settled) are
measured apart.
"""

import statistics
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from benchmarks._figures import taking_turns, tell, verdict
from forms.answers import AboutFactor, AboutTopic, Answer, FactorState, Narrative, Noted, Topic
from forms.answers import Question as Asked
from forms.ids import CarerId, ContactId, FactorCode, FamilyId, InfantId, PackVersion
from forms.pack import Stage
from forms.people import Born, Carer, Family, Infant, Practitioner, Relationship
from forms.record import ContactRecord, Setting
from storage import keys
from storage.families import FamilyStore
from storage.files import open_new_private
from storage.records import RecordStore, Revision
from storage.rows import answer_to_text
from storage.sql import Connection
from storage.vault import Vault

ROUNDS = 1000
MOST_TIMES_RAW = 2.0
NOW = datetime(2026, 3, 2, 10, 30, tzinfo=UTC)
CONTACT = ContactId("practice-contact")
WORDS = "She looked away when the baby fussed, then came back with a soft voice and a smile. "


def main() -> int:
    """Measure, print, and say by the exit code whether the promise holds."""
    with tempfile.TemporaryDirectory() as folder:
        raw = bare_rows(Path(folder))
        typed = Narrative(WORDS)
        ticked = Noted(FactorState.PRESENT, (CarerId("carer-1"),), "birth", "")
        drafts = saver(
            Path(folder) / "typing",
            lambda n: (AboutTopic(Topic.CONCERN), replace(typed, text=f"{WORDS}{n}")),
            settled=False,
        )
        ticks = saver(
            Path(folder) / "ticking",
            lambda n: (AboutFactor(FactorCode(f"F{n % 44:02}")), ticked),
            settled=True,
        )
        text = answer_to_text(typed)
        times = taking_turns(ROUNDS, lambda: raw(text), drafts, ticks)
    names = ("a bare row committed", "an answer being typed", "an answer ticked")
    for name, each in zip(names, times, strict=True):
        tell(name, each)
    bare, draft, tick = (statistics.median(each) for each in times)
    kept = [
        verdict("an answer being typed / bare row", draft / bare, MOST_TIMES_RAW),
        verdict("an answer ticked / bare row", tick / bare, MOST_TIMES_RAW),
    ]
    return 0 if all(kept) else 1


def bare_rows(folder: Path) -> Callable[[str], object]:
    """Commits one row to an encrypted file with the vault's own settings."""
    file = folder / "bare.db"
    open_new_private(file).close()
    connection = Connection.to(file, keys.new_data_key())
    connection.run("CREATE TABLE kept (number INTEGER PRIMARY KEY, value TEXT NOT NULL) STRICT")

    def commit(text: str) -> None:
        connection.run("BEGIN IMMEDIATE")
        connection.run("INSERT INTO kept (value) VALUES (?)", (text,))
        connection.run("COMMIT")

    return commit


def saver(
    folder: Path, answer: Callable[[int], tuple[Asked, Answer]], *, settled: bool
) -> Callable[[], object]:
    """Saves one answer after the other to a contact of a new vault."""
    practitioner = Practitioner("Practice Jo", "Midwife", "Practice team")
    vault = Vault.create(folder, practitioner, "practice kettle lantern")
    FamilyStore(vault).save(a_family(), NOW)
    records = RecordStore(vault)
    records.start(a_record(), NOW)
    numbers = count(1)

    def save() -> None:
        number = next(numbers)
        question, said = answer(number)
        records.save(
            CONTACT,
            {question: said},
            based_on=Revision(number),
            settled=settled,
            place="factors:parent",
            at=NOW,
        )

    return save


def a_family() -> Family:
    """One invented baby and one carer."""
    return Family(
        FamilyId("practice-family"),
        (Infant(InfantId("infant-1"), Born(NOW.date()), "Practice Robin"),),
        (Carer(CarerId("carer-1"), "Practice Maya", Relationship.MOTHER),),
    )


def a_record() -> ContactRecord:
    """A contact with nothing answered yet."""
    return ContactRecord(
        id=CONTACT,
        family=FamilyId("practice-family"),
        infant=InfantId("infant-1"),
        day=NOW.date(),
        setting=Setting.HOME,
        stage=Stage.POSTNATAL,
        band="newborn",
        prompt_pack=PackVersion("practice-prompts 1"),
        factor_pack=PackVersion("practice-factors 1"),
        answers={},
    )


if __name__ == "__main__":
    sys.exit(main())
