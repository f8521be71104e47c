"""Every screen of the program, one after another, with families that show all there is."""

from collections.abc import Iterator
from dataclasses import dataclass

from desktop.screens.contact.pages import key
from desktop.work import Work
from forms.answers import AboutFactor, AboutTopic, Decision, FactorState, Judged, Noted, Topic
from forms.ids import FactorCode, FamilyId, InfantId
from forms.people import Family, SafeToContact
from tests.builders import a_carer, a_family, a_father, an_expected_infant, an_infant
from tests.pages.life import OneRecordPage
from tests.pages.opening import Opened

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
        work.show_settings()
        keys.wait_for("wording.1")
        yield "settings"
        work.show_help()
        yield "help"
        work.open_family(EXPECTING.id)
        keys.wait(lambda: work.at_contact is None)
        keys.wait_for("edit")
        yield "a family"
        keys.push("start.infant-1")
        keys.wait_for("next")
        yield from self._contact()

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
        presenter.go(0)
        self.work.show_urgent()
        yield "urgent panel"
