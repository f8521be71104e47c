"""A family handed over arrives whole, once, at the colleague it was sealed to, and nowhere else."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from forms.answers import Narrative
from forms.ids import ContactId, FamilyId
from forms.preferences import LetterTo
from storage.audit import AuditLog, EventKind
from storage.audit_chain import new_device_key
from storage.errors import DiskFull, KnownFailure
from storage.families import FamilyStore
from storage.handover import HandOverStore
from storage.letters import LetterStore
from storage.life import LifeStore
from storage.life_errors import (
    AlreadyHandedOver,
    AlreadyReceived,
    FamilyHandedOver,
    FamilyHeldAlready,
    NotAPackage,
    OwnCard,
    PackageDamaged,
    PackageForAnother,
    ReceiptForAnother,
)
from storage.life_record import family_record
from storage.life_rows import rows_of
from storage.package_card import (
    Receipt,
    card_from_bytes,
    receipt_from_bytes,
    receipt_to_bytes,
)
from storage.records import RecordStore
from storage.soundness import inside
from storage.vault import Vault
from tests.storage.samples import (
    LATER,
    PASSPHRASE,
    VOICE,
    a_family,
    a_practitioner,
    a_record,
    an_outcome,
)
from tests.storage.test_life import FAMILY, WORDS, a_full_family

EVEN_LATER = LATER + timedelta(days=2)


@pytest.fixture
def colleague(tmp_path: Path) -> Iterator[Vault]:
    opened = Vault.create(
        tmp_path / "vaults" / "colleague", a_practitioner("Practice Kai"), PASSPHRASE
    )
    yield opened
    opened.close()


def sealed(vault: Vault, colleague: Vault, at: datetime = LATER) -> bytes:
    _, card = HandOverStore(colleague).card()
    _, package = HandOverStore(vault).seal(FAMILY, card_from_bytes(card), at)
    return package


def amended(vault: Vault) -> None:
    """The family's contact has a newer version, finished, and another contact is under way."""
    records = RecordStore(vault)
    newer = records.amend(ContactId("contact-1"), "a wrong word", LATER)
    revision = records.load(newer).revision
    revision = records.save(
        newer, {VOICE: Narrative("righted")}, based_on=revision, settled=True, place="", at=LATER
    )
    records.finish(newer, an_outcome(), based_on=revision, at=EVEN_LATER)
    first = records.start(a_record("contact-9"), LATER)
    records.save(
        ContactId("contact-9"),
        {VOICE: Narrative("half a sen")},
        based_on=first,
        settled=False,
        place="voice",
        at=LATER,
    )


def test_every_row_arrives_as_it_was_with_its_history_and_its_letters(
    vault: Vault, colleague: Vault
) -> None:
    a_full_family(vault)
    amended(vault)
    package = sealed(vault, colleague)
    before = rows_of(vault.sql, FAMILY)
    arrived, _ = HandOverStore(colleague).take_in(package, EVEN_LATER)

    after = {name: list(rows) for name, rows in rows_of(colleague.sql, FAMILY).items()}
    received = after.pop("received")
    assert after == {name: list(rows) for name, rows in before.items() if name != "received"}
    assert len(before["letter"]) == len(before["draft"]) == 1
    assert [row["from_name"] for row in received] == ["Practice Jo"]
    assert arrived.sender.name == "Practice Jo"
    assert inside(colleague.sql) == []
    assert [line.family for line in FamilyStore(colleague).find("wren")] == [a_family()]
    assert FamilyStore(colleague).caseload()[0].open_contact == ContactId("contact-9")


def test_both_sides_know_of_it_by_card_package_and_receipt(vault: Vault, colleague: Vault) -> None:
    a_full_family(vault)
    ours, theirs = HandOverStore(vault), HandOverStore(colleague)
    card, content = theirs.card()
    assert card_from_bytes(content) == card
    assert card.practitioner.name == "Practice Kai"
    handover, package = ours.seal(FAMILY, card_from_bytes(content), LATER)
    assert ours.standing(FAMILY) == handover

    offered = theirs.look(package)
    assert offered.code == ours.code()
    assert offered.record.contacts[0].answers[0].answer == Narrative(WORDS)
    arrived, receipt = theirs.take_in(package, EVEN_LATER)
    assert theirs.receipt(arrived.package) == receipt

    done = ours.confirm(receipt, EVEN_LATER + timedelta(days=1))
    assert done.received_at == EVEN_LATER
    assert ours.confirm(receipt, EVEN_LATER + timedelta(days=9)) == done
    assert EventKind.HANDED_OVER in [e.kind for e in AuditLog(vault).of_family(FAMILY)]
    assert EventKind.RECEIVED in [e.kind for e in AuditLog(colleague).of_family(FAMILY)]


def test_from_the_sealing_on_the_family_can_only_be_read(vault: Vault, colleague: Vault) -> None:
    a_full_family(vault)
    amended(vault)
    sealed(vault, colleague)

    records = RecordStore(vault)
    with pytest.raises(FamilyHandedOver):
        FamilyStore(vault).save(a_family(carers=()), LATER)
    with pytest.raises(FamilyHandedOver):
        records.start(a_record("contact-2"), LATER)
    with pytest.raises(FamilyHandedOver):
        records.save(
            ContactId("contact-9"),
            {VOICE: Narrative("x")},
            based_on=records.load(ContactId("contact-9")).revision,
            settled=False,
            place="",
            at=LATER,
        )
    with pytest.raises(FamilyHandedOver):
        LetterStore(vault).keep(ContactId("contact-1"), LetterTo.TEAM, b"", "", LATER)
    with pytest.raises(FamilyHandedOver):
        LifeStore(vault).note(FAMILY, None, "x", LATER)
    assert family_record(vault, FAMILY).contacts[0].answers[0].answer == Narrative(WORDS)


def test_a_package_that_was_never_opened_can_be_taken_back(vault: Vault, colleague: Vault) -> None:
    a_full_family(vault)
    ours = HandOverStore(vault)
    package = sealed(vault, colleague)
    with pytest.raises(AlreadyHandedOver):
        sealed(vault, colleague)
    ours.withdraw(ours.handovers()[0].package, "the stick was lost", LATER)

    RecordStore(vault).start(a_record("contact-2"), LATER)
    _, receipt = HandOverStore(colleague).take_in(package, LATER)
    with pytest.raises(ReceiptForAnother):
        ours.confirm(receipt, LATER)
    assert sealed(vault, colleague)


def test_a_receipt_by_anyone_but_the_colleague_is_none(vault: Vault, colleague: Vault) -> None:
    a_full_family(vault)
    package = sealed(vault, colleague)
    arrived, receipt = HandOverStore(colleague).take_in(package, LATER)
    private, public = new_device_key()
    digest = receipt_from_bytes(receipt).digest
    for forged in (
        Receipt(arrived.package, digest, LATER, public),
        Receipt("0" * 16, digest, LATER, public),
    ):
        with pytest.raises(ReceiptForAnother):
            HandOverStore(vault).confirm(receipt_to_bytes(forged, private), LATER)
    standing = HandOverStore(vault).standing(FAMILY)
    assert standing is not None
    assert standing.received_at is None


def test_a_package_is_taken_in_once(vault: Vault, colleague: Vault) -> None:
    a_full_family(vault)
    theirs = HandOverStore(colleague)
    package = sealed(vault, colleague)
    theirs.take_in(package, LATER)

    with pytest.raises(AlreadyReceived):
        theirs.take_in(package, LATER)


def test_only_the_colleague_it_is_for_can_open_it(
    vault: Vault, colleague: Vault, tmp_path: Path
) -> None:
    a_full_family(vault)
    package = sealed(vault, colleague)
    stranger = Vault.create(tmp_path / "vaults" / "x", a_practitioner("Practice Lee"), PASSPHRASE)

    with pytest.raises(PackageForAnother):
        HandOverStore(stranger).look(package)
    with pytest.raises(PackageForAnother):
        HandOverStore(vault).look(package)
    stranger.close()


def test_nobody_seals_a_family_to_themselves(vault: Vault) -> None:
    a_full_family(vault)
    card, _ = HandOverStore(vault).card()

    with pytest.raises(OwnCard):
        HandOverStore(vault).seal(FAMILY, card, LATER)
    assert HandOverStore(vault).handovers() == ()


def test_a_damaged_package_is_refused_and_nothing_of_it_stays(
    vault: Vault, colleague: Vault
) -> None:
    a_full_family(vault)
    theirs = HandOverStore(colleague)
    package = sealed(vault, colleague)
    for place in (12, 40, len(package) // 2, len(package) - 1):
        broken = bytearray(package)
        broken[place] ^= 1
        with pytest.raises(KnownFailure):
            theirs.take_in(bytes(broken), LATER)
    with pytest.raises(PackageDamaged):
        theirs.take_in(package[:-5], LATER)
    with pytest.raises(NotAPackage):
        theirs.take_in(b"a shopping list", LATER)
    assert FamilyStore(colleague).caseload() == ()
    assert theirs.take_in(package, LATER)[0].family == FAMILY


def test_nothing_of_the_family_or_the_colleague_can_be_read_in_the_file(
    vault: Vault, colleague: Vault
) -> None:
    a_full_family(vault)
    package = sealed(vault, colleague)

    for word in (b"Practice", b"lantern", b"family-1", b"Kai", b"Jo", b"999000"):
        assert word not in package


def test_a_family_that_comes_back_waits_until_the_old_copy_is_removed(
    vault: Vault, colleague: Vault
) -> None:
    a_full_family(vault)
    ours, theirs = HandOverStore(vault), HandOverStore(colleague)
    _, receipt = theirs.take_in(sealed(vault, colleague), EVEN_LATER)
    ours.confirm(receipt, EVEN_LATER)
    card, _ = ours.card()
    _, back = theirs.seal(FAMILY, card, EVEN_LATER)

    with pytest.raises(FamilyHeldAlready):
        ours.look(back)
    LifeStore(vault).remove(FAMILY, "retention 2026.1", "handed over", EVEN_LATER)
    arrived, _ = ours.take_in(back, EVEN_LATER + timedelta(days=1))
    assert [a.sender.name for a in ours.arrived(FAMILY)] == ["Practice Jo", "Practice Kai"]
    assert arrived.family == FamilyId("family-1")
    RecordStore(vault).start(a_record("contact-2"), EVEN_LATER)
    kinds = [line.kind for line in family_record(vault, FAMILY).log]
    assert (
        kinds.index("created")
        < kinds.index("received")
        < len(kinds) - 1 - kinds[::-1].index("received")
    )


def test_a_failure_while_taking_in_leaves_nothing_half_done(vault: Vault, colleague: Vault) -> None:
    a_full_family(vault)
    package = sealed(vault, colleague)

    def cut_off() -> None:
        with colleague.transaction():
            HandOverStore(colleague).take_in(package, LATER)
            raise DiskFull

    with pytest.raises(DiskFull):
        cut_off()
    assert FamilyStore(colleague).caseload() == ()
    assert HandOverStore(colleague).take_in(package, LATER)[0].family == FAMILY
