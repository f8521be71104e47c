"""Every screen of the program, one after another, with families that show all there is."""

from collections.abc import Iterator
from dataclasses import dataclass

from desktop.screens.contact.pages import key
from desktop.work import Work
from forms.answers import AboutFactor, AboutTopic, Decision, FactorState, Judged, Noted, Topic
from forms.ids import FactorCode, FamilyId, InfantId
from forms.people import Family, SafeToContact
from tests.builders import a_carer, a_family, a_father, an_expected_infant, an_infant
from tests.conftest import NOW
from tests.pages.life import OneRecordPage
from tests.pages.opening import Opened
from tests.pages.sight import names
from tests.sync.teams import let_a_letter_come

EXPECTING = a_family(
    infants=(an_expected_infant(),),
    carers=(a_carer(language="Cymraeg"), a_father(safe_to_contact=SafeToContact.NOT_SAFE)),
)
TWINS = a_family(
    id=FamilyId("family-2"),
    infants=(
        an_infant(id=InfantId("infant-2"), name="Practice Clover"),
        an_infant(id=InfantId("infant-3"), name="Practice Daisy"),
    ),
    carers=(a_carer(id="carer-3", name="Practice Fern"),),
)
FAMILIES: tuple[Family, ...] = (EXPECTING, TWINS)


@dataclass(frozen=True)
class Tour:
    """Goes from screen to screen of an unlocked program; each is named as it is reached."""

    opened: Opened

    @property
    def work(self) -> Work:
        work = self.opened.desk.work
        assert work is not None
        return work

    def screens(self) -> Iterator[str]:
        work, keys = self.work, self.opened.keys
        yield "families"
        work.add_family()
        keys.wait_for("add_carer")
        yield "add a family"
        work.open_family(TWINS.id)
        keys.wait_for("edit")
        yield "a family with twins"
        keys.push("keeping")
        keys.wait_for("keep_on.go")
        yield "one record to look at"
        page = OneRecordPage(keys)
        page.hold("Practice Court", "An inquiry.")
        keys.wait_for("lift.go")
        yield "one record on hold"
        keys.push("keeping.back")
        keys.wait_for("edit")
        keys.push("died.infant-2")
        keys.wait_for("ended.go")
        yield "when a baby has died"
        keys.push("cancel")
        keys.wait_for("edit")
        work.show_vault()
        keys.wait_for("records")
        yield "vault"
        keys.push("records")
        keys.wait_for("records.back")
        yield "records to look at"
        yield from self._team()
        work.show_settings()
        keys.wait_for("wording.1")
        yield "settings"
        work.show_help()
        yield "help"
        keys.push("check_letter")
        keys.wait_for("check.go")
        yield "check a letter"
        work.open_family(EXPECTING.id)
        keys.wait(lambda: work.at_contact is None)
        keys.wait_for("edit")
        yield "a family"
        keys.push("letters")
        keys.wait_for("files.back")
        yield "letters of a family"
        keys.push("files.back")
        keys.wait_for("edit")
        keys.push("start.infant-1")
        keys.wait_for("next")
        yield from self._contact()

    def _team(self) -> Iterator[str]:
        work, keys, opened = self.work, self.opened.keys, self.opened
        work.show_team()
        keys.wait_for("team.ask")
        keys.fill("team.folder", str(opened.home))
        keys.push("team.ask")
        keys.wait_for("team.asked.code")
        yield "asking to join a team"
        keys.fill("team.name", "Practice Team Cwm")
        keys.push("team.begin")
        keys.wait_for("key.away")
        yield "a team's recovery key"
        keys.push("key.later")
        keys.wait_for("team.inbox")
        yield "team"
        keys.push("team.members")
        keys.wait_for("enrol.open")
        yield "members and laptops"
        work.show_team()
        keys.wait_for("team.inbox")
        vault = work._open.vault
        opened.lane.submit(lambda: let_a_letter_come(vault, NOW), lambda _: None)
        keys.push("team.inbox")
        keys.wait_for("inbox.told")
        yield "inbox of a team"
        keys.push(names(opened.window, "inbox.read.")[0])
        keys.wait_for("reply.go")
        yield "one arrival"

    def _contact(self) -> Iterator[str]:
        at_contact = self.work.at_contact
        assert at_contact is not None
        presenter = at_contact.presenter
        for carer in EXPECTING.carers:
            presenter.alone_now(carer.id)
        for at, placed in enumerate(presenter.state.pages):
            presenter.go(at)
            if key(placed.page) == "factors:family":
                presenter.answer(AboutFactor(FactorCode("F03")), Noted(FactorState.PRESENT))
            if key(placed.page) == "letter":
                self.opened.keys.wait(lambda: at_contact.letter.state.preview is not None)
            yield f"contact, {key(placed.page)}"
        presenter.answer(AboutTopic(Topic.JUDGEMENT), Judged(Decision.NOT_NOW))
        yield "contact, no letter"
        self.opened.keys.push("send_to_team")
        self.opened.keys.wait_for("sending.back")
        yield "what will be sent"
        self.opened.keys.push("sending.back")
        self.opened.keys.wait_for("send_to_team")
        assert self.work.at_contact is not None
        self.work.at_contact.presenter.go(0)
        self.work.show_urgent()
        yield "urgent panel"
