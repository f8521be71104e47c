"""What stands in the vault of every released version; made by that version, read by this one.

To add a version, from a copy of its code: python -m tests.storage.vaults.contents FOLDER
Once a version is released, what stands in its vault is never edited.
"""

import sys
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from forms.answers import (
    AboutFactor,
    AboutPrompt,
    AboutTopic,
    Agreement,
    Consent,
    Decision,
    FactorState,
    Judged,
    Narrative,
    Noted,
    Observed,
    Presence,
    Rating,
    Seen,
    Topic,
)
from forms.factors import Suggestion
from forms.ids import (
    CarerId,
    ContactId,
    FactorCode,
    FamilyId,
    InfantId,
    PackVersion,
    PromptCode,
)
from forms.pack import Rule, Stage
from forms.people import Born, Carer, Expected, Family, Infant, Practitioner, Relationship
from forms.preferences import LetterTo, Preferences, Wording
from forms.record import ContactRecord, CountedFactor, Outcome, Setting
from storage.families import FamilyStore
from storage.letters import LetterStore
from storage.preferences import PreferenceStore
from storage.records import RecordStore
from storage.vault import Vault

PASSPHRASE = "practice lighthouse pepper wool"  # noqa: S105 opens invented families only
PRACTITIONER = Practitioner("Practice Eirlys", "Midwife", "Practice team", "01632 960 003")
PREFERENCES = Preferences(wording=Wording.REFERRAL, urgent_numbers="Practice line 01632 960 004")
NOW = datetime(2026, 3, 2, 10, 30, tzinfo=UTC)
LATER = NOW + timedelta(days=14)

TWINS = Family(
    FamilyId("twins"),
    (
        Infant(InfantId("ola"), Born(date(2025, 12, 1), 35), "Practice Ola", "9990000077"),
        Infant(InfantId("jan"), Born(date(2025, 12, 1), 35), "Practice Jan", "9990000212"),
    ),
    (
        Carer(CarerId("kasia"), "Practice Kasia", Relationship.MOTHER, language="Polish"),
        Carer(CarerId("lukasz"), "Practice \u0141ukasz", Relationship.FATHER),
    ),
    "3 Practice Row",
    "Practice Surgery",
)
EXPECTING = Family(
    FamilyId("expecting"),
    (Infant(InfantId("unborn"), Expected(date(2026, 5, 4))),),
    (Carer(CarerId("sian"), "Practice Si\u00e2n", Relationship.MOTHER),),
)
EARLIER_NAME = "Practice Kasia before"

VOICE, CONCERN = AboutTopic(Topic.VOICE), AboutTopic(Topic.CONCERN)
FINISHED = ContactRecord(
    ContactId("finished"),
    TWINS.id,
    InfantId("ola"),
    NOW.date(),
    Setting.HOME,
    Stage.POSTNATAL,
    "6-8w",
    PackVersion("core-prompts 2026.1"),
    PackVersion("core-factors 2026.1"),
    {
        VOICE: Narrative("I look for you."),
        AboutTopic(Topic.PRESENT, CarerId("kasia")): Presence(Seen.ALONE),
        AboutPrompt(PromptCode("P1"), CarerId("kasia")): Observed(Rating.MIXED, "seen", "said"),
        AboutFactor(FactorCode("F03")): Noted(
            FactorState.PRESENT, (CarerId("kasia"),), "spring", ""
        ),
        AboutTopic(Topic.JUDGEMENT): Judged(Decision.RECOMMEND, ""),
        AboutTopic(Topic.AGREEMENT, CarerId("kasia")): Agreement(
            Consent.AGREED, Consent.AGREED, Consent.REFUSED
        ),
    },
)
EARLIER_VOICE = Narrative("I look")
OUTCOME = Outcome(
    prompt_pack=PackVersion("core-prompts 2026.1"),
    factor_pack=PackVersion("core-factors 2026.1"),
    pack_note="not yet approved",
    rule=Rule(1, 4),
    suggestion=Suggestion.SUGGESTS,
    significant=(
        CountedFactor(
            FactorCode("F03"),
            "An invented factor",
            Noted(FactorState.PRESENT, (CarerId("kasia"),), "spring", ""),
        ),
    ),
    minor=(),
    unanswered=(),
    judged=Judged(Decision.RECOMMEND, ""),
    finished_at=NOW,
)
HALF_TYPED = ContactRecord(
    ContactId("half-typed"),
    EXPECTING.id,
    InfantId("unborn"),
    LATER.date(),
    Setting.CLINIC,
    Stage.ANTENATAL,
    "antenatal-late",
    PackVersion("core-prompts 2026.1"),
    PackVersion("core-factors 2026.1"),
    {CONCERN: Narrative("She sleeps badl")},
)
PDF, TEXT = b"%PDF-1.7 practice \x00\xff", "Dear Practice family \u0175"
FOLDER = "Letters"


def fill(vault: Vault) -> None:
    """Put everything into this new vault of theirs."""
    families, records, letters = FamilyStore(vault), RecordStore(vault), LetterStore(vault)
    kasia = replace(TWINS.carers[0], name=EARLIER_NAME)
    families.save(replace(TWINS, carers=(kasia, TWINS.carers[1])), NOW)
    families.save(TWINS, LATER)
    families.save(EXPECTING, NOW)
    revision = records.start(replace(FINISHED, answers={VOICE: EARLIER_VOICE}), NOW)
    revision = records.save(
        FINISHED.id, FINISHED.answers, based_on=revision, settled=True, place="voice", at=NOW
    )
    records.finish(FINISHED.id, OUTCOME, based_on=revision, at=NOW)
    revision = records.start(replace(HALF_TYPED, answers={}), LATER)
    typing = HALF_TYPED.answers
    records.save(HALF_TYPED.id, typing, based_on=revision, settled=False, place="voice", at=LATER)
    letter = letters.keep(FINISHED.id, LetterTo.TEAM, PDF, TEXT, NOW)
    letters.exported(letter, FOLDER, LATER)
    PreferenceStore(vault).save(PREFERENCES)


if __name__ == "__main__":
    made = Vault.create(Path(sys.argv[1]), PRACTITIONER, PASSPHRASE)
    fill(made)
    made.close()
    (made.folder / "passphrase.txt").write_text(PASSPHRASE + "\n", encoding="utf-8")
