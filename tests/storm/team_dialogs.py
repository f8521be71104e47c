"""The team's screens, each reached in one go: in no team yet, as its lead, and while it is met."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import TypeVar

from PySide6.QtWidgets import QLabel, QWidget

from desktop.flows.caseload import CaseloadFlow
from desktop.flows.contact import ContactFlow
from desktop.flows.meeting import MeetingFlow
from desktop.flows.opened import OpenVault
from desktop.flows.sending import SendingFlow
from desktop.flows.team import TeamFlow
from desktop.lane import Err, Ok, Result
from forms.answers import AboutTopic, Agreement, Answer, Consent, Question, Topic
from forms.ids import CarerId, FamilyId, InfantId
from forms.record import Setting
from storage.outbox import Counts, Outbox
from storage.vault import Vault
from sync.body import Letter, Withdrawal
from sync.enrolment import request
from sync.membership import joined, must_be_joined
from sync.outgoing import seal_for_team
from tests.builders import a_carer, a_family, an_infant
from tests.conftest import NOW
from tests.pages.opening import Opened, vault_in
from tests.pages.sight import is_seen, one
from tests.pages.signing_in import PASSPHRASE
from tests.storm.dialogs import Go, click, with_file_dialog, work_of
from tests.sync.teams import Laptop, a_laptop, enrolled

T = TypeVar("T")
TOLD = FamilyId("family-5")
"""The family whose summary was sent to the team."""

MANY = 600
"""Envelopes enough for a lock to fall among them."""

NOTHING = Counts(0, 0, 0, 0, None)
_AGREED = Agreement(Consent.AGREED, Consent.AGREED, Consent.AGREED)


def on_vault(opened: Opened, action: Callable[[OpenVault], T]) -> T:
    """Do this on the thread of the open vault, and wait for it."""
    held, came = work_of(opened)._open, list[Result[T]]()
    opened.lane.submit(lambda: action(held), came.append)
    opened.keys.wait(lambda: bool(came))
    match came[0]:
        case Ok(value=value):
            return value
        case Err(failure=failure):
            raise failure


def _meet(held: OpenVault) -> None:
    MeetingFlow(held.vault, lambda work: work(), lambda: NOW).now(lambda _: None)


def _live(held: OpenVault, home: Path) -> None:
    """The lead's team has a place, a colleague whose letter came, and a summary of one's own."""
    share = home / "share"
    if share.exists():
        return
    share.mkdir()
    TeamFlow(held, lambda: NOW).add_place(str(share))
    _meet(held)
    lead = Laptop(held.vault, held.practitioner, share)
    colleague = enrolled(lead, a_laptop(home / "colleague", share, "Practice Lark"))
    colleague.seals(
        Letter(
            family="0" * 32,
            baby="1" * 32,
            sha256="2" * 64,
            text="Practice Juniper hums",
            pdf=b"",
            replaces=None,
        ),
        NOW,
    )
    colleague.visits(at=NOW)
    colleague.vault.close()
    asking = a_laptop(home / "asking", share, "Practice Lark")
    _, asked = request(asking.vault, asking.practitioner)
    _request_in(home).write_bytes(asked)
    asking.vault.close()
    _send_a_summary(held)
    _meet(held)


def _request_in(home: Path) -> Path:
    return home / "practice.gt-request"


def _send_a_summary(held: OpenVault) -> None:
    contacts = ContactFlow(held, lambda: NOW)
    carer = a_carer(id=CarerId("carer-5"), name="Practice Fern")
    infant = an_infant(id=InfantId("infant-5"), name="Practice Clover")
    family = CaseloadFlow(held, lambda: NOW).keep(
        a_family(id=TOLD, infants=(infant,), carers=(carer,))
    )
    contact = contacts.start(family, infant.id, Setting.HOME)
    agreed: dict[Question, Answer] = {AboutTopic(Topic.AGREEMENT, carer.id): _AGREED}
    contacts.save(contact.record.id, agreed, based_on=contact.revision, settled=True, place="")
    SendingFlow(held, contacts, lambda: NOW).send(contact.record.id)


def not_confirmed(home: Path) -> Counts:
    """What this vault sealed and the team has not, once they met often enough."""
    vault = Vault.open(vault_in(home), PASSPHRASE)
    try:
        if joined(vault) is None:
            return NOTHING
        meeting = MeetingFlow(vault, lambda work: work(), lambda: NOW)
        for _ in range(3):  # handed over, taken in, confirmed
            meeting.now(lambda _: None)
        counts = Outbox(vault).counts()
        return replace(counts, confirmed=0, oldest=None)
    finally:
        vault.close()


def _fill(opened: Opened, name: str, words: str) -> None:
    one(opened.window, QWidget, name).setFocus()
    opened.keys.clear()
    opened.keys.write(words)


def _show(opened: Opened, button: str) -> None:
    """The team's page anew, and not the one that was there when it was unlocked."""
    before = opened.window.screen_shown
    work_of(opened).show_team()
    opened.keys.wait(
        lambda: opened.window.screen_shown is not before and is_seen(opened.window, button)
    )


def at_joining(opened: Opened, _: Random) -> None:
    _show(opened, "team.ask")


def once_asked(opened: Opened, chance: Random) -> None:
    at_joining(opened, chance)
    _fill(opened, "team.folder", str(opened.home))
    click(opened, "team.ask")
    opened.keys.wait_for("team.asked.code")


def at_recovery_key(opened: Opened, chance: Random) -> None:
    """This vault leads a team from now on."""
    at_joining(opened, chance)
    _fill(opened, "team.name", "Practice Team")
    click(opened, "team.begin")
    opened.keys.wait_for("key.words")


def at_team(opened: Opened, _: Random) -> None:
    on_vault(opened, lambda held: _live(held, opened.home))
    _show(opened, "team.meet")


def behind(button: str, then: str, go: Go = at_team) -> Go:
    """Behind a button of the team's page, or of one that is reached from it."""

    def there(opened: Opened, chance: Random) -> None:
        go(opened, chance)
        click(opened, button)
        opened.keys.wait_for(then)

    return there


def once_a_request_is_open(opened: Opened, chance: Random) -> None:
    at_members(opened, chance)
    _fill(opened, "enrol.request", str(_request_in(opened.home)))
    click(opened, "enrol.open")
    opened.keys.wait_for("enrol.code")


def at_sending(opened: Opened, chance: Random) -> None:
    at_team(opened, chance)
    contact = on_vault(opened, lambda held: held.records.of_family(TOLD)[0].id)
    work_of(opened).open_contact(contact)
    opened.keys.wait(lambda: opened.at_contact)
    at = work_of(opened).at_contact
    assert at is not None
    at.presenter.go(len(at.presenter.state.pages) - 1)
    click(opened, "send_to_team")
    opened.keys.wait_for("sending.back")


def while_meeting(opened: Opened, chance: Random) -> None:
    """A round is under way: some of the envelopes have left, and others wait."""
    at_team(opened, chance)
    on_vault(opened, _seal_many)
    click(opened, "team.meet")
    opened.keys.wait(lambda: f" of {MANY}" in one(opened.window, QLabel, "team.progress").text())


def _seal_many(held: OpenVault) -> None:
    now = must_be_joined(held.vault)
    with held.vault.transaction():
        for _ in range(MANY):
            seal_for_team(held.vault, now, Withdrawal(replaces="0" * 32, why="other"), NOW)


at_members = behind("team.members", "enrol.open")
at_inbox = behind("team.inbox", "inbox.told")
MEETING = "meeting the team"
TEAM_DIALOGS: dict[str, Go] = {
    "joining": at_joining,
    "joining.choose": with_file_dialog(at_joining, "team.folder.choose"),
    "asked to join": once_asked,
    "recovery key": at_recovery_key,
    "team": at_team,
    "place.choose": with_file_dialog(at_team, "team.address.choose"),
    "members": at_members,
    "request.choose": with_file_dialog(at_members, "enrol.request.choose"),
    "request": once_a_request_is_open,
    "stopping": behind("members.stop.", "stop.typed", at_members),
    "inbox": at_inbox,
    "arrived": behind("inbox.read.", "arrived.back", at_inbox),
    "sending": at_sending,
    "taking back": behind("team.take_back.", "take_back.go"),
    MEETING: while_meeting,
}
"""In this order: a team must be begun before one is in it."""
