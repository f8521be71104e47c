"""Settings: the team's words, who letters go to, local numbers, text size."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QWidget

from desktop.widgets.choices import Choices, Option
from desktop.widgets.choosing import choose_file
from desktop.widgets.form import FormView
from desktop.widgets.notice import Notice
from desktop.widgets.parts import button, card, column, label, row, scrolling
from desktop.widgets.words import Line, Words
from forms.pack import Language
from forms.preferences import MOST_OF_A_LOGO, LetterTo, Preferences, Wording

_WORDINGS = {
    Wording.RECOMMENDATION: "Recommendation",
    Wording.REFERRAL: "Referral",
    Wording.REGISTRATION: "Registration",
}
_TO = {
    LetterTo.FAMILY: "The family, with a copy to the team",
    LetterTo.TEAM: "The team, with a copy to the family",
}
_LANGUAGE = {Language.ENGLISH: "English", Language.WELSH: "Cymraeg"}
_PNG = b"\x89PNG\r\n\x1a\n"


class SettingsView(FormView):
    """Shows preferences; keeps them when asked, or says why it could not."""

    stays = True

    def __init__(
        self,
        preferences: Preferences,
        *,
        scale: float,
        scales: Sequence[float],
        on_keep: Callable[[Preferences], None],
        on_scale: Callable[[float], None],
    ) -> None:
        super().__init__()
        self._kept = preferences
        self._on_keep = on_keep
        self._wording = Choices(
            [Option(w, words) for w, words in _WORDINGS.items()],
            look="segment",
            name="wording",
            spoken="The team's word",
        )
        self._wording.show_choice(preferences.wording)
        self._to = Choices(
            [Option(to, words) for to, words in _TO.items()],
            look="segment",
            name="letter_to",
            spoken="Letters are addressed to",
            columns=1,
        )
        self._to.show_choice(preferences.letter_to)
        self._team = Line(name="relationship_team", spoken="Name of the parent-infant team")
        self._team.show_words(preferences.relationship_team)
        self._address = Words(name="team_address", spoken="Address of the team", lines=3)
        self._address.show_words(preferences.relationship_team_address)
        self._numbers = Words(
            name="urgent_numbers", spoken="Local numbers for urgent help, one to a line", lines=4
        )
        self._numbers.show_words(preferences.urgent_numbers)
        self._letters(preferences)
        size = Choices(
            [Option(s, f"{round(s * 100)} %") for s in scales],
            look="segment",
            name="text_size",
            spoken="Text size",
        )
        size.show_choice(scale)
        size.chosen.connect(on_scale)
        self._good = Notice("good")
        self._trouble = Notice("notice")
        keep = button("&Keep these settings", "main", name="keep")
        keep.clicked.connect(self._keep)
        self.setLayout(column(scrolling(self._content(size, keep))))
        self.setFocusProxy(size)
        self.follow(
            *(self._wording, self._to, self._team, self._address, self._numbers),
            *(self._organisation, self._organisation_address, self._language),
        )

    def _letters(self, preferences: Preferences) -> None:
        """What stands at the head of every letter, and in which language one begins."""
        self._organisation = Line(name="organisation", spoken="Name of your organisation")
        self._organisation.show_words(preferences.organisation)
        self._organisation_address = Words(
            name="organisation_address", spoken="Address of your organisation", lines=3
        )
        self._organisation_address.show_words(preferences.organisation_address)
        self._language = Choices(
            [Option(language, words) for language, words in _LANGUAGE.items()],
            look="segment",
            name="letter_language",
            spoken="Letters begin in",
        )
        self._language.show_choice(preferences.language)
        self._window = QCheckBox("Addresses stand where a DL envelope has its window")
        self._window.setObjectName("window_envelope")
        self._window.setChecked(preferences.window_envelope)
        self._logo = preferences.logo
        self._logo_told = label(_logo_words(preferences.logo), "small")
        self._logo_told.setObjectName("logo.told")

    def _head_of_letters(self) -> QWidget:
        choose = button("Choose a &logo…", "small", name="choose_logo")
        choose.clicked.connect(lambda: choose_file(self, "", self.take_logo))
        without = button("No logo", "small", name="no_logo")
        without.clicked.connect(lambda: self._show_logo(b""))
        return card(
            label("The head of your letters", "heading"),
            label("Organisation; leave it empty for the name of your team", "label"),
            self._organisation,
            label("Address", "label"),
            self._organisation_address,
            row(choose, without, 1),
            self._logo_told,
            self._window,
            label("Letters begin in; each can be changed", "label"),
            row(self._language, 1),
        )

    def take_logo(self, path: str) -> None:
        """Take this picture, or say why it is none that a letter can carry."""
        try:
            with Path(path).open("rb") as file:
                picture = file.read(MOST_OF_A_LOGO + 1)
        except OSError:
            self._trouble.show_words("That file could not be read.")
            return
        if not picture.startswith(_PNG) or len(picture) > MOST_OF_A_LOGO:
            self._trouble.show_words("A logo is a PNG picture of at most 200 kB. Choose another.")
            return
        self._trouble.show_words("")
        self._show_logo(picture)

    def _show_logo(self, picture: bytes) -> None:
        self._logo = picture
        self._logo_told.setText(_logo_words(picture))

    def _content(self, size: Choices, keep: QWidget) -> QWidget:
        content = QWidget()
        content.setProperty("look", "clear")
        box = column(
            label("Settings", "title"),
            *self.lines,
            self._good,
            self._trouble,
            card(
                label("Text size", "heading"),
                row(size, 1),
                label("Also Ctrl + and Ctrl −; Ctrl 0 for the ordinary size.", "small"),
            ),
            card(
                label("The team's word", "heading"),
                label("Runs through the screens and every letter.", "small"),
                row(self._wording, 1),
                label("Letters are addressed to", "heading"),
                row(self._to, 1),
            ),
            card(
                label("The parent-infant team", "heading"),
                label("Name", "label"),
                self._team,
                label("Address", "label"),
                self._address,
            ),
            self._head_of_letters(),
            card(
                label("Urgent help near you", "heading"),
                label(
                    "Crisis line, perinatal mental health, safeguarding lead, duty social care:"
                    " one to a line. They stand on the urgent panel (F8).",
                    "small",
                ),
                self._numbers,
            ),
            row(keep, 1),
            1,
            gap=14,
        )
        box.setContentsMargins(24, 18, 24, 18)
        content.setLayout(box)
        return content

    def _keep(self) -> None:
        wording, to, language = self._wording.value, self._to.value, self._language.value
        self._on_keep(
            replace(
                self._kept,
                wording=wording if isinstance(wording, Wording) else self._kept.wording,
                letter_to=to if isinstance(to, LetterTo) else self._kept.letter_to,
                language=language if isinstance(language, Language) else self._kept.language,
                relationship_team=self._team.text().strip() or Preferences().relationship_team,
                relationship_team_address=self._address.toPlainText().strip(),
                urgent_numbers=self._numbers.toPlainText().strip(),
                organisation=self._organisation.text().strip(),
                organisation_address=self._organisation_address.toPlainText().strip(),
                logo=self._logo,
                window_envelope=self._window.isChecked(),
            )
        )

    def show_outcome(self, trouble: str) -> None:
        """Say that the settings are kept, or what went wrong."""
        self._trouble.show_words(trouble)
        self._good.show_words("" if trouble else "✓ Kept.")


def _logo_words(picture: bytes) -> str:
    return "✓ Your logo stands on every letter." if picture else "No logo."
