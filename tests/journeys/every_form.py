"""Every form outside a contact: how one comes to it, and a field of it that takes words."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from desktop.flows.contact import ContactFlow
from desktop.flows.life import LifeFlow
from desktop.flows.opened import Clock, OpenVault
from desktop.flows.team import TeamFlow
from forms.people import Family
from forms.record import Setting
from storage.half_written import Form
from storage.handover import HandOverStore
from storage.vault import Vault
from tests.builders import DAY, FAMILY, INFANT, a_family, a_practitioner, an_expected_infant
from tests.pages.families import FamiliesPage
from tests.pages.opening import Opened, keep_families, read_vault
from tests.pages.sight import names
from tests.pages.signing_in import PASSPHRASE, SignInPage
from tests.sync.teams import let_a_letter_come

BORN, EXPECTING = a_family(), a_family(infants=(an_expected_infant(),))


def _nothing(_vault: OpenVault, _clock: Clock, _home: Path) -> None:
    """The family alone is enough."""


@dataclass(frozen=True)
class AForm:
    """One form; `field` is a box for words in it, and `prepare` lets there be such a form."""

    form: Form
    field: str
    go: Callable[[Opened], None]
    family: Family = BORN
    prepare: Callable[[OpenVault, Clock, Path], None] = _nothing

    def open(self, opened: Opened) -> None:
        """From the caseload to the form, with the keyboard in its field."""
        self.go(opened)
        opened.keys.wait_for(self.field)
        opened.keys.tab_to(self.field)

    def opened(self, open_window: Callable[[], Opened], home: Path, clock: Clock) -> Opened:
        """The program, unlocked, with a vault in which there is such a form."""
        keep_families(home, clock, self.family)
        with read_vault(home) as vault:
            self.prepare(vault, clock, home)
        opened = open_window()
        SignInPage(opened.keys).unlock()
        FamiliesPage(opened.keys)
        return opened


def _from_family(start: str) -> Callable[[Opened], None]:
    def go(opened: Opened) -> None:
        FamiliesPage(opened.keys).open_found("Rowan")
        opened.keys.push(names(opened.window, start)[0])

    return go


def _finished(vault: OpenVault, clock: Clock, _home: Path) -> None:
    contacts = ContactFlow(vault, clock)
    contacts.finish(contacts.start(BORN, INFANT, Setting.HOME).record.id)


def _closed(vault: OpenVault, clock: Clock, _home: Path) -> None:
    LifeFlow(vault, clock).close_after_loss(FAMILY, INFANT, DAY)


def _handed_over(vault: OpenVault, clock: Clock, home: Path) -> None:
    colleague = Vault.create(home / "colleague", a_practitioner(), PASSPHRASE)
    card, _ = HandOverStore(colleague).card()
    colleague.close()
    HandOverStore(vault.vault).seal(FAMILY, card, clock())


def _leading(vault: OpenVault, clock: Clock, _home: Path) -> None:
    TeamFlow(vault, clock).begin("Practice Team Cwm")


def _written_to(vault: OpenVault, clock: Clock, home: Path) -> None:
    """A lead, to whom a letter came from her own laptop."""
    _leading(vault, clock, home)
    let_a_letter_come(vault.vault, clock())


def _is_there(opened: Opened, start: str) -> bool:
    return bool(names(opened.window, start))


def _from_team(*pushed: str) -> Callable[[Opened], None]:
    def go(opened: Opened) -> None:
        opened.keys.alt("m")
        for start in pushed:
            opened.keys.wait(partial(_is_there, opened, start))
            opened.keys.push(names(opened.window, start)[0])

    return go


EVERY_FORM = (
    AForm(Form.NEW_FAMILY, "carer.0.name", lambda opened: opened.keys.alt("a")),
    AForm(Form.DETAILS, "gp_practice", _from_family("edit")),
    AForm(Form.AMENDMENT, "amend.reason", _from_family("amend."), prepare=_finished),
    AForm(Form.BIRTH, "birth.name", _from_family("born."), EXPECTING),
    AForm(Form.ENDED, "ended.words", _from_family("ended."), EXPECTING),
    AForm(Form.DEATH, "ended.words", _from_family("died.")),
    AForm(Form.REOPENING, "reason.words", _from_family("reopen."), EXPECTING, _closed),
    AForm(Form.NOTE, "reason.words", _from_family("note"), EXPECTING, _closed),
    AForm(Form.WITHDRAWAL, "reason.words", _from_family("withdraw"), prepare=_handed_over),
    AForm(Form.COPY, "copy.folder", _from_family("copy")),
    AForm(Form.HAND_OVER, "handover.card", _from_family("hand_over")),
    AForm(Form.KEEPING, "confirm.where", _from_family("keeping")),
    AForm(Form.VAULT, "second_place", lambda opened: opened.keys.alt("v")),
    AForm(Form.TEAM, "team.invitation", _from_team()),
    AForm(Form.ENROLMENT, "enrol.request", _from_team("team.members"), prepare=_leading),
    AForm(Form.REPLY, "reply.words", _from_team("team.inbox", "inbox.read."), prepare=_written_to),
    AForm(Form.SETTINGS, "urgent_numbers", lambda opened: opened.keys.alt("t")),
)
