"""A letter is issued whole, about the right family, on terms that are kept; or not at all."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.flows.errors import ExportFailed
from desktop.flows.letter import Issued, NotYet, Retyped
from forms.answers import (
    AboutTopic,
    Agreement,
    Answer,
    Consent,
    Decision,
    Judged,
    Narrative,
    Presence,
    Question,
    SafeguardingGround,
    Seen,
    Topic,
)
from forms.gaps import Missing
from forms.ids import ContactId, LetterId
from forms.letter_kinds import Copy, Holder, LetterKind, LetterOrder
from forms.pack import Language
from forms.people import Family
from forms.preferences import Preferences
from forms.record import Setting
from forms.refusal import Refusal
from storage.audit import AuditLog
from storage.audit_event import EventKind
from storage.letter_terms import LetterTerms, LetterTermsStore
from tests.desktop.flows.lives import Desk, a_desk

RIGHT = Retyped("PAR", "20/4/2026")
TEAM, FAMILY, GP = Copy(Holder.TEAM), Copy(Holder.FAMILY), Copy(Holder.GP)
LETTER = LetterOrder(LetterKind.RECOMMENDATION, (FAMILY, TEAM))


@pytest.fixture
def desk(tmp_path: Path) -> Iterable[Desk]:
    made = a_desk(tmp_path / "vault", "Practice Dale Heath")
    yield made
    made.open_vault.vault.close()


@pytest.fixture
def family(desk: Desk) -> Family:
    return desk.expecting()


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


def a_contact(desk: Desk, family: Family, more: dict[Question, Answer] | None = None) -> ContactId:
    """Everything a recommendation needs; the father was not there."""
    mother, father = family.carers
    agreed = Agreement(Consent.AGREED, Consent.AGREED, Consent.AGREED)
    answers: dict[Question, Answer] = {
        AboutTopic(Topic.PRESENT, mother.id): Presence(Seen.HERE),
        AboutTopic(Topic.PRESENT, father.id): Presence(Seen.NOT_HERE),
        AboutTopic(Topic.VOICE): Narrative("I know your voice."),
        AboutTopic(Topic.CONCERN): Narrative("Ash finds it hard to picture the baby."),
        AboutTopic(Topic.JUDGEMENT): Judged(Decision.RECOMMEND, "Practice reason"),
        AboutTopic(Topic.AGREEMENT, mother.id): agreed,
        **(more or {}),
    }
    begun = desk.contacts.start(family, family.infants[0].id, Setting.HOME)
    desk.contacts.save(begun.record.id, answers, based_on=begun.revision, settled=True, place="")
    return begun.record.id


def nothing_happened(desk: Desk, contact: ContactId, out: Path) -> bool:
    record = desk.open_vault.records.load(contact)
    kept = desk.open_vault.letters.of_family(record.record.family)
    exported = [e for e in AuditLog(desk.open_vault.vault).since(0) if e.kind in _OUT]
    return record.outcome is None and not kept and not exported and not list(out.iterdir())


_OUT = (EventKind.EXPORTED, EventKind.FINISHED)


def test_each_copy_is_kept_logged_and_written_and_the_contact_finished(
    desk: Desk, family: Family, out: Path
) -> None:
    contact = a_contact(desk, family)

    issued = desk.letters.issue(contact, LETTER, RIGHT, out)

    assert isinstance(issued, Issued)
    assert sorted(issued.files) == sorted(path.name for path in out.iterdir())
    kept = desk.open_vault.letters.of_family(family.id)
    assert {line.exports for line in kept} == {1}
    assert len(kept) == 2
    assert desk.open_vault.records.load(contact).outcome is not None
    terms = LetterTermsStore(desk.open_vault.vault).of_family(family.id)
    assert {(t.holder, t.basis) for t in terms.values()} == {
        (Holder.FAMILY, "own_record"),
        (Holder.TEAM, "agreed"),
    }


@pytest.mark.parametrize(
    "retyped",
    [Retyped("PBR", "20/4/2026"), Retyped("PAR", "21/4/2026"), Retyped("", "")],
)
def test_the_wrong_family_stops_everything(
    desk: Desk, family: Family, out: Path, retyped: Retyped
) -> None:
    contact = a_contact(desk, family)

    assert isinstance(desk.letters.issue(contact, LETTER, retyped, out), Refusal)
    assert nothing_happened(desk, contact, out)


def test_what_is_missing_stops_it_before_anything_is_done(
    desk: Desk, family: Family, out: Path
) -> None:
    contact = a_contact(desk, family, {AboutTopic(Topic.VOICE): Narrative(" ")})

    issued = desk.letters.issue(contact, LETTER, RIGHT, out)

    assert isinstance(issued, NotYet)
    assert [gap.missing for gap in issued.gaps] == [Missing.VOICE]
    assert nothing_happened(desk, contact, out)


def test_what_the_team_may_not_have_takes_the_letter_back_with_it(
    desk: Desk, family: Family, out: Path
) -> None:
    contact = a_contact(desk, family)

    with pytest.raises(ExportFailed, match="not now"):
        desk.letters.issue(contact, LETTER, RIGHT, out, send=lambda _: Refusal("not now"))

    assert nothing_happened(desk, contact, out)


def test_whatever_breaks_while_it_is_sealed_leaves_nothing_behind(
    desk: Desk, family: Family, out: Path
) -> None:
    contact = a_contact(desk, family)

    def breaks(letter: LetterId) -> None:
        assert desk.open_vault.letters.load(letter).line.contact == contact
        raise ArithmeticError

    with pytest.raises(ArithmeticError):
        desk.letters.issue(contact, LETTER, RIGHT, out, send=breaks)

    assert nothing_happened(desk, contact, out)


def test_a_consultation_leaves_the_contact_open_and_says_that_nobody_is_named(
    desk: Desk, family: Family, out: Path
) -> None:
    contact = a_contact(desk, family)
    order = LetterOrder(LetterKind.CONSULTATION, (TEAM,), Language.WELSH)

    assert isinstance(desk.letters.issue(contact, order, RIGHT, out), Issued)

    assert desk.open_vault.records.load(contact).outcome is None
    (terms,) = LetterTermsStore(desk.open_vault.vault).of_family(family.id).values()
    assert terms == LetterTerms(
        LetterKind.CONSULTATION, Holder.TEAM, None, Language.WELSH, "nobody_named"
    )


def test_a_copy_on_a_safeguarding_ground_keeps_who_authorised_it(
    desk: Desk, family: Family, out: Path
) -> None:
    ground = SafeguardingGround("Practice reason", "Practice Lead")
    contact = a_contact(desk, family, {AboutTopic(Topic.GROUND): ground})
    order = LetterOrder(LetterKind.SELF_REFERRAL, (GP,))

    assert isinstance(desk.letters.issue(contact, order, RIGHT, out), Issued)

    (terms,) = LetterTermsStore(desk.open_vault.vault).of_family(family.id).values()
    assert (terms.basis, terms.authorised_by) == ("safeguarding", "Practice Lead")


def test_an_absent_parent_nobody_asked_about_is_offered_no_copy_and_can_be_chosen(
    desk: Desk, family: Family, out: Path
) -> None:
    contact = a_contact(desk, family)
    father = Copy(Holder.CARER, family.carers[1].id)
    first = desk.letters.begin(contact, LetterKind.FOLLOW_UP)

    assert father in desk.letters.copies(contact, LetterKind.FOLLOW_UP)
    assert first.copies == (FAMILY,)
    both = replace(first, copies=(FAMILY, father))
    assert isinstance(desk.letters.issue(contact, both, RIGHT, out), NotYet)
    meant = replace(both, deliberately=frozenset({family.carers[1].id}))
    assert isinstance(desk.letters.issue(contact, meant, RIGHT, out), Issued)


def test_a_letter_begins_in_the_language_that_was_set_and_from_the_records_words(
    desk: Desk, family: Family
) -> None:
    contact = a_contact(desk, family)
    desk.open_vault.preferences.save(Preferences(language=Language.WELSH))

    assert desk.letters.begin(contact, LetterKind.FOLLOW_UP).language is Language.WELSH
    words = desk.letters.own_words(contact, LetterKind.FOLLOW_UP)
    assert list(words.values()) == ["Ash finds it hard to picture the baby."]


def test_another_family_of_nearly_the_same_name_is_told_of(desk: Desk, family: Family) -> None:
    contact = a_contact(desk, family)
    assert desk.letters.guard(contact).taken_for == ()

    desk.expecting()

    (said,) = desk.letters.guard(contact).taken_for
    assert "Baby of Practice Ash Rowan" in said
