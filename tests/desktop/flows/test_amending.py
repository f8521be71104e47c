"""A finished contact is amended through the same use cases; what was looked at is in the log."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from desktop.flows.caseload import CaseloadFlow
from desktop.flows.contact import ContactFlow
from desktop.flows.opened import OpenVault
from desktop.flows.unlock import opened
from forms.answers import AboutTopic, Narrative, Topic
from forms.people import Family
from forms.record import Setting
from storage.audit import AuditLog, EventKind
from storage.records import Amends
from storage.vault import Vault
from tests.builders import INFANT, a_family, a_practitioner

PASSPHRASE = "practice kettle lantern"  # noqa: S105 invented, for tests alone
VOICE = AboutTopic(Topic.VOICE)
REASON = "Two practice answers were the wrong way round."


@pytest.fixture
def open_vault(tmp_path: Path) -> Iterator[OpenVault]:
    vault = Vault.create(tmp_path / "vault", a_practitioner(), PASSPHRASE)
    yield opened(vault)
    vault.close()


@pytest.fixture
def family(open_vault: OpenVault, now: datetime) -> Family:
    return CaseloadFlow(open_vault, lambda: now).keep(a_family())


def kinds(open_vault: OpenVault) -> list[EventKind]:
    return [event.kind for event in AuditLog(open_vault.vault).since(0)]


def test_an_amendment_is_written_in_like_a_contact_and_names_what_it_amends(
    open_vault: OpenVault, family: Family, now: datetime
) -> None:
    contacts = ContactFlow(open_vault, lambda: now)
    first = contacts.start(family, INFANT, Setting.HOME)
    contacts.save(
        first.record.id, {VOICE: Narrative("a")}, based_on=first.revision, settled=True, place=""
    )
    contacts.finish(first.record.id)

    amendment = contacts.amend(first.record.id, REASON)
    contacts.finish(amendment.record.id)

    again = contacts.open(amendment.record.id)
    assert amendment.amends == again.amends == Amends(first.record.id, REASON)
    assert again.record.answers == {VOICE: Narrative("a")}
    assert again.outcome is not None


def test_last_time_is_never_an_older_version_of_the_same_contact(
    open_vault: OpenVault, family: Family, now: datetime
) -> None:
    contacts = ContactFlow(open_vault, lambda: now)
    earlier = contacts.start(family, INFANT, Setting.HOME).record.id
    contacts.finish(earlier)
    first = contacts.start(family, INFANT, Setting.HOME).record.id
    contacts.save(
        first,
        {VOICE: Narrative("today")},
        based_on=contacts.open(first).revision,
        settled=True,
        place="",
    )
    contacts.finish(first)
    second = contacts.amend(first, REASON).record.id
    contacts.finish(second)

    third = contacts.amend(second, REASON)

    assert third.last_time is not None
    assert third.last_time.answers == {}


def test_opening_a_contact_and_a_family_is_logged_and_starting_one_is_no_look(
    open_vault: OpenVault, family: Family, now: datetime
) -> None:
    contacts = ContactFlow(open_vault, lambda: now)
    started = contacts.start(family, INFANT, Setting.HOME)
    after_start = kinds(open_vault)
    contacts.open(started.record.id)
    CaseloadFlow(open_vault, lambda: now).story(family.id)

    created = EventKind.CREATED
    assert after_start == [created, created, created]
    assert kinds(open_vault)[3:] == [EventKind.VIEWED, EventKind.VIEWED]


def test_keeping_a_family_unchanged_is_no_event(
    open_vault: OpenVault, family: Family, now: datetime
) -> None:
    caseload = CaseloadFlow(open_vault, lambda: now)
    before = kinds(open_vault)
    caseload.keep(family)
    unchanged = kinds(open_vault)
    caseload.keep(replace(family, address="2 Practice Row"))

    assert unchanged == before
    assert kinds(open_vault)[len(before) :] == [EventKind.CHANGED]
