"""Plainly invented people and contacts for the vault's tests, each the smallest that is valid."""

import hashlib
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from forms.answers import (
    AboutTopic,
    Answer,
    Decision,
    FactorState,
    Judged,
    Noted,
    Question,
    Topic,
)
from forms.factors import Suggestion
from forms.ids import CarerId, ContactId, FactorCode, FamilyId, InfantId, PackVersion
from forms.pack import Rule, Stage
from forms.people import Born, Carer, Family, Infant, Practitioner, Relationship
from forms.record import ContactRecord, CountedFactor, Outcome, Setting
from storage.families import FamilyStore
from storage.records import RecordStore, Revision
from storage.vault import Vault

PASSPHRASE = "practice kettle lantern"  # noqa: S105 invented, for tests alone
NOW = datetime(2026, 3, 2, 10, 30, tzinfo=UTC)
TODAY = NOW.date()
LATER = NOW + timedelta(hours=1)
VOICE = AboutTopic(Topic.VOICE)
CONCERN = AboutTopic(Topic.CONCERN)


def a_practitioner(name: str = "Practice Jo") -> Practitioner:
    return Practitioner(name, "Health visitor", "Practice team", "jo@practice.example")


def a_vault(root: Path) -> Vault:
    return Vault.create(root / "vaults" / "practice", a_practitioner(), PASSPHRASE)


def an_infant(name: str = "Practice Robin", *, code: str = "infant-1") -> Infant:
    return Infant(InfantId(code), Born(date(2026, 1, 5), 39), name, "9990000018")


def a_carer(name: str = "Practice Maya", *, code: str = "carer-1") -> Carer:
    return Carer(CarerId(code), name, Relationship.MOTHER)


def a_family(
    code: str = "family-1",
    *,
    infants: tuple[Infant, ...] | None = None,
    carers: tuple[Carer, ...] | None = None,
) -> Family:
    return Family(
        FamilyId(code),
        infants if infants is not None else (an_infant(),),
        carers if carers is not None else (a_carer(),),
        "1 Practice Street",
        "Practice Surgery",
    )


def a_record(
    code: str = "contact-1",
    *,
    family: str = "family-1",
    infant: str = "infant-1",
    day: date = TODAY,
    answers: Mapping[Question, Answer] | None = None,
) -> ContactRecord:
    return ContactRecord(
        id=ContactId(code),
        family=FamilyId(family),
        infant=InfantId(infant),
        day=day,
        setting=Setting.HOME,
        stage=Stage.POSTNATAL,
        band="newborn",
        prompt_pack=PackVersion("practice-prompts 1"),
        factor_pack=PackVersion("practice-factors 1"),
        answers=answers if answers is not None else {},
    )


def an_outcome() -> Outcome:
    blank = CountedFactor(FactorCode("F01"), "A practice factor", Noted(FactorState.NOT_ASKED))
    return Outcome(
        prompt_pack=PackVersion("practice-prompts 1"),
        factor_pack=PackVersion("practice-factors 1"),
        pack_note="not yet approved",
        rule=Rule(1, 4),
        suggestion=Suggestion.CANNOT_TELL,
        significant=(),
        minor=(),
        unanswered=(blank,),
        judged=Judged(Decision.RECOMMEND, "a practice reason"),
        finished_at=NOW,
    )


def a_started_contact(vault: Vault, code: str = "contact-1") -> tuple[RecordStore, Revision]:
    """A store whose vault holds one family and one contact of theirs, just started."""
    FamilyStore(vault).save(a_family(), NOW)
    records = RecordStore(vault)
    return records, records.start(a_record(code), NOW)


def a_closed_vault(root: Path) -> Path:
    vault = a_vault(root)
    a_started_contact(vault)
    vault.close()
    return vault.folder


def prints_of(folder: Path) -> dict[str, str]:
    """A fingerprint of every file, to see that nothing changed."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
