"""Settings: the team's words, who letters go to, local numbers, text size."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from desktop.widgets.choices import Choices, Option
from desktop.widgets.form import FormView
from desktop.widgets.notice import Notice
from desktop.widgets.parts import button, card, column, label, row, scrolling
from desktop.widgets.words import Line, Words
from forms.preferences import LetterTo, Preferences, Wording

_WORDINGS = {
    Wording.RECOMMENDATION: "Recommendation",
    Wording.REFERRAL: "Referral",
    Wording.REGISTRATION: "Registration",
}
_TO = {
    LetterTo.FAMILY: "The family, with a copy to the team",
    LetterTo.TEAM: "The team, with a copy to the family",
}


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
        self.follow(self._wording, self._to, self._team, self._address, self._numbers)

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
        wording, to = self._wording.value, self._to.value
        self._on_keep(
            Preferences(
                wording=wording if isinstance(wording, Wording) else self._kept.wording,
                letter_to=to if isinstance(to, LetterTo) else self._kept.letter_to,
                language=self._kept.language,
                lock_after_minutes=self._kept.lock_after_minutes,
                relationship_team=self._team.text().strip() or Preferences().relationship_team,
                relationship_team_address=self._address.toPlainText().strip(),
                urgent_numbers=self._numbers.toPlainText().strip(),
            )
        )

    def show_outcome(self, trouble: str) -> None:
        """Say that the settings are kept, or what went wrong."""
        self._trouble.show_words(trouble)
        self._good.show_words("" if trouble else "✓ Kept.")
