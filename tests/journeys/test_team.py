"""From a laptop that is in no team to an answer about a family: through the window, by keyboard."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from desktop.flows.opened import Clock
from storage.inbox import Inbox
from storage.vault import Vault
from sync.body import Letter, Withdrawal, body_from_bytes
from sync.enrolment import invite, read_request
from sync.membership import must_be_joined
from sync.outgoing import seal_for_team
from tests.builders import a_family, a_practitioner
from tests.conftest import NOW
from tests.pages.contact import HERE, RECOMMEND, ContactPage
from tests.pages.families import FamiliesPage, FamilyPage
from tests.pages.opening import Opened, keep_families, opened_window, vault_in
from tests.pages.sight import is_seen, one
from tests.pages.signing_in import PASSPHRASE, SignInPage
from tests.pages.team import JoiningPage, SendingPage, TeamPage
from tests.sync.teams import Laptop, a_laptop, a_lead, enrolled

OpenWindow = Callable[[], Opened]
MANY = 600
SAID = "Hums <b>low</b> & long 👶 ŵ"


@pytest.fixture
def share(tmp_path: Path) -> Path:
    """The folder in which the team is met."""
    made = tmp_path / "share"
    made.mkdir()
    return made


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """A memory stick that goes from laptop to laptop."""
    made = tmp_path / "stick"
    made.mkdir()
    return made


@pytest.fixture
def at_laptop(
    qapp: QApplication, qtbot: QtBot, clock: Clock
) -> Callable[[Path], AbstractContextManager[Opened]]:
    """The program, unlocked, on the laptop with this home; closed again afterwards."""

    @contextmanager
    def at(of: Path) -> Iterator[Opened]:
        with opened_window(qapp, of, qtbot, clock) as opened:
            SignInPage(opened.keys).unlock()
            FamiliesPage(opened.keys)
            yield opened
            opened.close()

    return at


def test_enrolled_sent_confirmed_and_answered(  # noqa: PLR0913, PLR0917 - two laptops and a stick
    at_laptop: Callable[[Path], AbstractContextManager[Opened]],
    home: Path,
    tmp_path: Path,
    share: Path,
    stick: Path,
    clock: Clock,
) -> None:
    leads = tmp_path / "the lead's laptop"
    lead = replace(a_practitioner(), name="Practice Lead Heron")
    Vault.create(vault_in(leads), lead, PASSPHRASE).close()
    keep_families(home, clock, a_family())

    with at_laptop(leads) as opened:
        team = JoiningPage(opened.keys).begin("Practice Team Cwm", stick)
        (stick / "Golden-Thread-team-recovery-key.pdf").unlink()
        team.add_place(str(share))
        team.expect_words("Last met")
    with at_laptop(home) as opened:
        asked = JoiningPage(opened.keys).ask(stick)
    with at_laptop(leads) as opened:
        members = TeamPage(opened.keys).members()
        (request,) = stick.glob("*.gt-request")
        assert members.open_request(request) == asked
        members.expect_words("Practice Dale Heath")
        invited = members.invite(stick)
        members.expect_words("✓ Written", "Practice Dale Heath", "practitioner · code ")
        members.back()
    with at_laptop(home) as opened:
        joining = JoiningPage(opened.keys)
        (invitation,) = stick.glob("*.gt-invitation")
        assert joining.open_invitation(invitation) == invited
        joining.expect_words("Practice Team Cwm")
        team = joining.join()
        team.expect_words("✓ This laptop belongs to Practice Team Cwm now.", "Last met")
        send_a_summary(opened)
        team = TeamPage(opened.keys)
        team.expect_counts("0 waiting; 1 handed over; 0 confirmed by the team.")
    with at_laptop(leads) as opened:
        team = TeamPage(opened.keys)
        team.meet()
        team.expect_words("Last met")
        inbox = team.inbox()
        inbox.expect_words("1 envelope from 1 laptop.", "Summary from Practice Dale Heath")
        arrived = inbox.read_newest()
        arrived.expect_words(SAID, "Recommends this family to the team", "The family agreed")
        assert "Practice Clover" not in arrived.exact_text()
        arrived.answer(1, SAID).expect_words("✓ Your answer is sealed")
    with at_laptop(home) as opened:
        team = TeamPage(opened.keys)
        team.meet()
        team.expect_counts("0 waiting; 0 handed over; 1 confirmed by the team.")
        team.expect_words("Accepted · Practice Clover", SAID)


def send_a_summary(opened: Opened) -> None:
    """A contact, judged and agreed to, and its summary sealed with what was ticked."""
    opened.keys.alt("f")
    FamiliesPage(opened.keys).open_found("Clover").start()
    contact = ContactPage(opened.keys)
    contact.say_present(HERE)
    contact.next_until("topic.concern")
    contact.write("topic.concern", SAID)
    contact.decide(RECOMMEND)
    contact.agree()
    contact.next_until("send_to_team")
    page = SendingPage(opened.keys)
    page.expect_words("To Practice Team Cwm", "Agreed by Practice Ash Rowan.", "finishes")
    assert SAID not in page.text
    page.tick("concern")
    page.expect_text(SAID)
    page.send()
    page.expect_words("Summary: Sealed")


@pytest.fixture
def lead(tmp_path: Path, share: Path) -> Laptop:
    return a_lead(tmp_path / "lead", share)


@pytest.fixture
def open_enrolled(
    lead: Laptop, share: Path, open_window: OpenWindow, home: Path, clock: Clock
) -> Callable[[int], Opened]:
    """The program, unlocked, with a vault that the lead enrolled; so many envelopes wait in it."""

    def opened_with(waiting: int = 0) -> Opened:
        keep_families(home, clock, a_family())
        vault = Vault.open(vault_in(home), PASSPHRASE)
        enrolled(lead, Laptop(vault, vault.practitioner(), share))
        sealed_into(vault, waiting)
        vault.close()
        opened = open_window()
        SignInPage(opened.keys).unlock()
        FamiliesPage(opened.keys)
        return opened

    return opened_with


def sealed_into(vault: Vault, count: int) -> None:
    now = must_be_joined(vault)
    with vault.transaction():
        for _ in range(count):
            seal_for_team(vault, now, Withdrawal(replaces="0" * 32, why="other"), NOW)


def test_a_lock_in_the_middle_of_a_round_loses_nothing(
    open_enrolled: Callable[[int], Opened], lead: Laptop
) -> None:
    opened = open_enrolled(MANY)
    team = TeamPage(opened.keys)
    team.meet()
    team.expect_words(f" of {MANY}.")

    opened.lock_and_unlock()

    opened.keys.wait_for("team.counts")
    team = TeamPage(opened.keys)
    team.meet()
    team.expect_counts(f"0 waiting; {MANY} handed over;")
    opened.close()
    lead.visits()
    assert Inbox(lead.vault).count() == MANY
    lead.vault.close()


def test_paused_and_gone_on(open_enrolled: Callable[[int], Opened], lead: Laptop) -> None:
    opened = open_enrolled(MANY)
    team = TeamPage(opened.keys)
    team.meet()
    team.expect_words("Sent ")
    team.pause()
    team.expect_words("Paused. ", "Go on")
    assert not team.counts.startswith("0 waiting")
    team.meet()
    team.expect_counts(f"0 waiting; {MANY} handed over;")
    opened.close()
    lead.vault.close()


def test_a_place_out_of_reach_says_so_and_everything_waits(
    open_enrolled: Callable[[int], Opened], lead: Laptop, share: Path
) -> None:
    opened = open_enrolled(2)
    share.rename(share.with_name("elsewhere"))
    team = TeamPage(opened.keys)
    team.meet()

    team.expect_words("The team's place cannot be reached just now.", "Everything waits here.")
    team.expect_counts("2 waiting")
    opened.close()
    lead.vault.close()


def test_what_was_sent_is_taken_back_with_a_reason(
    open_enrolled: Callable[[int], Opened], lead: Laptop
) -> None:
    opened = open_enrolled(0)
    FamiliesPage(opened.keys).open_found("Clover").start()
    contact = ContactPage(opened.keys)
    contact.say_present(HERE)
    contact.agree()
    contact.next_until("send_to_team")
    page = SendingPage(opened.keys)
    page.send()
    team = TeamPage(opened.keys)
    team.expect_counts("1 handed over")

    team.take_back(2)

    team.expect_words("✓ Taken back here.", "replaced by a later one")
    team.expect_counts("2 handed over")
    opened.close()
    lead.visits()
    summary = next(a for a in Inbox(lead.vault).arrivals() if a.kind == "summary")
    assert Inbox(lead.vault).body(summary.digest) == b""
    lead.vault.close()


def test_the_teams_copy_of_a_letter_is_sent_after_it_was_issued(
    open_enrolled: Callable[[int], Opened], lead: Laptop, stick: Path
) -> None:
    opened = open_enrolled(0)
    FamiliesPage(opened.keys).open_found("Clover").start()
    contact = ContactPage(opened.keys)
    contact.say_present(HERE)
    contact.next_until("topic.voice")
    contact.write("topic.voice", "I know your voice already.")
    contact.next_until("topic.concern")
    contact.write("topic.concern", SAID)
    for factor in ("F03", "F04", "F06", "F08"):
        contact.tick(factor)
    contact.decide(RECOMMEND)
    contact.agree()
    letter = contact.letter()
    letter.export_to(stick, "PC", "5/1/2026")
    letter.expect_done()
    FamilyPage(opened.keys).read()
    contact = ContactPage(opened.keys)
    contact.next_until("send_to_team")

    page = SendingPage(opened.keys)
    page.send_letter()

    page.expect_words("Letter: Sealed")
    TeamPage(opened.keys).expect_counts("1 handed over")
    opened.close()
    lead.visits()
    (arrival,) = Inbox(lead.vault).of_kind("letter")
    body = body_from_bytes(Inbox(lead.vault).body(arrival.digest))
    assert isinstance(body, Letter)
    assert SAID in body.text
    assert body.pdf == next(stick.glob("*team-copy*.pdf")).read_bytes()
    lead.vault.close()


def test_nothing_is_sent_without_agreement_and_the_page_says_what_to_do(
    open_enrolled: Callable[[int], Opened], lead: Laptop
) -> None:
    opened = open_enrolled(0)
    FamiliesPage(opened.keys).open_found("Clover").start()
    contact = ContactPage(opened.keys)
    contact.say_present(HERE)
    contact.next_until("send_to_team")

    page = SendingPage(opened.keys)

    page.expect_words("Ask someone who cares for the baby whether they agree, and record it.")
    assert not is_seen(opened.window, "sending.go")
    opened.close()
    lead.vault.close()


def test_a_laptop_is_stopped_once_the_word_is_typed(
    at_laptop: Callable[[Path], AbstractContextManager[Opened]], tmp_path: Path, share: Path
) -> None:
    leads = tmp_path / "the lead's laptop"
    (leads / "vaults").mkdir(parents=True)
    lead = a_lead(vault_in(leads), share)
    stopped = enrolled(lead, a_laptop(tmp_path / "stolen", share, "Practice Dale Heath"))
    device = stopped.joined.keys.device
    stopped.vault.close()
    lead.vault.close()

    with at_laptop(leads) as opened:
        members = TeamPage(opened.keys).members()
        members.stop(device)

        members.expect_words("✓ Practice Dale Heath's laptop is off the list.")
        members.expect_words("practitioner · taken off the list")
        assert not is_seen(opened.window, f"members.stop.{device}")


@pytest.fixture
def in_no_team(open_window: OpenWindow, home: Path, clock: Clock) -> Opened:
    """The program, unlocked, with a vault that belongs to no team."""
    keep_families(home, clock, a_family())
    opened = open_window()
    SignInPage(opened.keys).unlock()
    FamiliesPage(opened.keys)
    return opened


def test_a_lock_does_not_lose_the_recovery_key_and_it_goes_once_it_is_locked_away(
    in_no_team: Opened,
) -> None:
    opened = in_no_team
    key = JoiningPage(opened.keys).begin_only("Practice Team Cwm").key

    opened.lock_and_unlock()
    FamiliesPage(opened.keys)
    team = TeamPage(opened.keys)
    team.expect_words("The team's recovery key has not been locked away yet")
    again = team.show_key()
    assert again.key == key
    team = again.put_away()

    team.expect_words("✓ This vault no longer holds the team's recovery key.")
    assert not is_seen(opened.window, "team.key")
    opened.lock_and_unlock()
    opened.keys.wait_for("team.meet")
    assert not is_seen(opened.window, "team.key")
    opened.close()


def test_whoever_asks_for_the_page_while_joining_still_reads_that_they_joined(
    in_no_team: Opened, lead: Laptop, stick: Path
) -> None:
    opened = in_no_team
    joining = JoiningPage(opened.keys)
    joining.ask(stick)
    (asked,) = stick.glob("*.gt-request")
    _, invitation = invite(lead.vault, read_request(asked.read_bytes()))
    (stick / "one.gt-invitation").write_bytes(invitation)
    joining.open_invitation(stick / "one.gt-invitation")
    busy = Event()
    opened.lane.submit(busy.wait, lambda _: None)

    opened.keys.push("team.join")
    opened.keys.alt("m")
    pressed = one(opened.window, QPushButton, "rail.team")
    assert pressed.isDown()
    opened.keys.wait(lambda: not pressed.isDown())  # Qt clicks a while after the shortcut
    busy.set()

    joining.expect_words("✓ This laptop belongs to Practice team now.")
    opened.close()
    lead.vault.close()


def test_a_folder_that_is_not_there_is_noted_and_said_to_be_away(
    open_enrolled: Callable[[int], Opened], lead: Laptop, tmp_path: Path
) -> None:
    opened = open_enrolled(0)
    team = TeamPage(opened.keys)

    team.add_place(str(tmp_path / "no such stick"))

    team.expect_words("Noted, but this folder is not there now")
    assert "✓ Noted" not in team.words
    opened.close()
    lead.vault.close()
