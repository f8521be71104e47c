"""First run: name, role, team and a passphrase make a vault."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QGridLayout, QWidget

from desktop.widgets.parts import button, column, label, plain, row
from desktop.widgets.secret import Secret, centred
from desktop.widgets.words import Line
from forms.passphrase import AT_LEAST, check_passphrase
from forms.people import ROLES, Practitioner

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.screens.sign_in.organisation import OrganisationPart


class SetupView(QWidget):
    """Asks for no more than the letter and the lock need.

    `on_make` is told whether the vault is to be sealed to the organisation's key as well.
    """

    def __init__(
        self,
        on_make: Callable[[Practitioner, str, bool], None],
        on_cancel: Callable[[], None] | None,
        *,
        awaits_organisation: bool = False,
    ) -> None:
        super().__init__()
        self.setProperty("look", "page")
        self._on_make = on_make
        self._name = Line(name="name", spoken="Your name", longest=120)
        self._role = QComboBox()
        self._role.setObjectName("role")
        self._role.setAccessibleName("Your role")
        self._role.setEditable(True)
        self._role.addItems(ROLES)
        self._team = Line(name="team", spoken="Your team", longest=160)
        self._contact = Line(
            name="contact", spoken="How the team can reach you", hint="phone or email", longest=200
        )
        self._passphrase = Secret(name="passphrase", spoken="Passphrase")
        self._again = Secret(name="again", spoken="The same passphrase again")
        self._again.returnPressed.connect(self._make)
        self._show = button("Show", "small", name="show_passphrase")
        self._show.setCheckable(True)
        self._show.toggled.connect(self._passphrase.show_typed)
        self._show.toggled.connect(self._again.show_typed)
        self._trouble = label(look="refusal")
        self._trouble.setObjectName("trouble")
        self._trouble.hide()
        self._button = button("&Make my vault", "main", name="make")
        self._button.clicked.connect(self._make)
        self._button.setEnabled(not awaits_organisation)
        self._organisation: OrganisationPart | None = None
        self._organisation_place = column()
        self._foot: tuple[QWidget, ...] = (self._button,)
        buttons = row(self._button, 1)
        if on_cancel is not None:
            cancel = button("&Cancel", name="cancel")
            cancel.clicked.connect(on_cancel)
            self._foot = (cancel, self._button)
            buttons = row(cancel, 1, self._button)
        foot = QWidget()
        foot.setLayout(buttons)
        secret = QWidget()
        secret.setLayout(row(self._passphrase, self._show))
        self.setLayout(column(self._card(secret, foot)))
        self.setTabOrder(self._passphrase, self._again)
        self.setTabOrder(self._again, self._show)
        self.setFocusProxy(self._name)

    def _card(self, secret: QWidget, foot: QWidget) -> QWidget:
        return centred(
            label("Welcome to Golden Thread", "title"),
            label(
                "Everything you write is kept in an encrypted vault on this laptop. Only your"
                " passphrase opens it.",
                "soft",
            ),
            self._about_you(),
            label("Passphrase", "label"),
            label(f"At least {AT_LEAST} characters: three or four unrelated words.", "small"),
            secret,
            label("The same again", "label"),
            self._again,
            label(
                "Next comes a recovery sheet to print, for the day it is forgotten. Making the"
                " vault takes a few seconds.",
                "small",
            ),
            plain(self._organisation_place),
            self._trouble,
            foot,
            width=620,
        )

    def _about_you(self) -> QWidget:
        fields = (
            ("Your name", self._name),
            ("Your role", self._role),
            ("Your team", self._team),
            ("How the team can reach you", self._contact),
        )
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(14)
        for at, (words, field) in enumerate(fields):
            grid.addWidget(label(words, "label"), at // 2 * 2, at % 2)
            grid.addWidget(field, at // 2 * 2 + 1, at % 2)
            grid.setColumnStretch(at % 2, 1)
        return plain(grid)

    def _make(self) -> None:
        practitioner = Practitioner(
            name=self._name.text().strip(),
            role=self._role.currentText().strip(),
            team=self._team.text().strip(),
            contact=self._contact.text().strip(),
        )
        if not (practitioner.name and practitioner.role and practitioner.team):
            self.show_trouble("Your name, role and team stand under every letter. Fill them in.")
            return
        refusal = check_passphrase(self._passphrase.text(), self._again.text())
        if refusal is not None:
            self.show_trouble(refusal.reason)
            return
        part = self._organisation
        if part is not None and part.wish is None:
            self.show_trouble("Choose what to do about your organisation's recovery key.")
            return
        seals = part is not None and part.wish is True
        self._button.setEnabled(False)
        self._button.setText("Making your vault…")
        self._on_make(practitioner, self._passphrase.text(), seals)

    def show_organisation(self, part: OrganisationPart | None) -> None:
        """Whose key is on the laptop is known; now a vault can be made."""
        self._button.setEnabled(True)
        self._organisation = part
        if part is None:
            return
        self._organisation_place.addWidget(part)
        before = part.buttons[-1]
        for after in self._foot:  # moving the choices themselves would leave their row behind
            self.setTabOrder(before, after)
            before = after

    def show_trouble(self, words: str) -> None:
        self._trouble.setText(words)
        self._trouble.setVisible(bool(words))
        self._button.setEnabled(True)
        self._button.setText("&Make my vault")
