"""The pages before and between the prompts: who is here, and what every contact asks."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.screens.contact.acts import Acts
from desktop.screens.contact.pages import TopicPage
from desktop.screens.contact.state import ContactState
from desktop.text import SEEN, SETTING, TOPIC, TOPIC_PAST
from desktop.widgets.choices import Choices, Option
from desktop.widgets.parts import hairline, label
from desktop.widgets.words import Words
from forms.answers import Seen
from forms.pack import Stage
from forms.people import Carer, SafeToContact


class BeforePageView(QWidget):
    """Who is here today, and whether each can be seen alone."""

    def __init__(self, acts: Acts, state: ContactState) -> None:
        super().__init__()
        self._choices: dict[str, Choices] = {}
        record = state.record
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(10)
        box.addWidget(label("" if state.is_past else "Before we start", "small"))
        title = "Who was here" if state.is_past else "Who is here today?"
        box.addWidget(label(title, "title"))
        box.addWidget(
            label(
                ""
                if state.is_past
                else "Questions come for each person who is here. “Seen alone” shows the questions"
                " that are safe only in private; choose it only while no one else can hear or see"
                " the screen.",
                "soft",
            )
        )
        for carer in state.contact.family.carers:
            box.addWidget(hairline())
            box.addWidget(label(f"{carer.name} · {carer.relationship.value}", "label"))
            choices = Choices(
                [Option(seen, SEEN[seen]) for seen in (Seen.HERE, Seen.ALONE, Seen.NOT_HERE)],
                look="answer",
                name=f"present.{carer.id}",
                spoken=f"{carer.name}, {title}",
            )
            choices.chosen.connect(lambda seen, c=carer: acts.mark_present(c.id, seen))
            self._choices[carer.id] = choices
            box.addWidget(choices)
            if carer.safe_to_contact is SafeToContact.NOT_SAFE:
                box.addWidget(label(_not_safe(carer), "refusal"))
        if not state.contact.family.carers:
            box.addWidget(label("No carer is recorded yet. Add one on the family's page.", "soft"))
        box.addWidget(hairline())
        where = SETTING[record.setting].lower()
        advice = (
            f"{_moment(record.stage)}Being watched makes most people stiff: say so, and allow time."
            f" This contact is {where}."
        )
        box.addWidget(label(f"This contact was {where}." if state.is_past else advice, "small"))
        box.addStretch(1)

    def show_state(self, state: ContactState) -> None:
        for carer in state.contact.family.carers:
            if carer.id in self._choices:
                self._choices[carer.id].show_choice(state.record.seen(carer.id))
                self._choices[carer.id].set_read_only(read_only=state.read_only)

    def take_focus(self) -> None:
        for choices in self._choices.values():
            choices.setFocus()
            return

    def choose(self, index: int) -> None:
        """Number keys work within the row that has the keyboard."""


def _moment(stage: Stage) -> str:
    if stage is Stage.ANTENATAL:
        return ""
    return "Baby fed and awake is the best moment to watch. "


def _not_safe(carer: Carer) -> str:
    return f"Messages and letters to {carer.name} are not safe. Do not write to them."


class TopicPageView(QWidget):
    """One question in the practitioner's own words."""

    def __init__(self, page: TopicPage, acts: Acts, state: ContactState) -> None:
        super().__init__()
        self._topic = page.topic
        question, hint = TOPIC[page.topic]
        if state.is_past:
            question, hint = TOPIC_PAST[page.topic], ""
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(10)
        box.addWidget(label("In your words", "small"))
        box.addWidget(label(question, "title"))
        box.addWidget(label(hint, "soft"))
        self._words = Words(name=f"topic.{page.topic.value}", spoken=question, lines=7)
        self._words.typed.connect(lambda words: acts.write(page.topic, words))
        self._words.left.connect(acts.settle)
        box.addWidget(self._words)
        box.addStretch(1)

    def show_state(self, state: ContactState) -> None:
        self._words.show_words(state.record.narrative(self._topic))
        self._words.setReadOnly(state.read_only)

    def take_focus(self) -> None:
        self._words.setFocus()

    def choose(self, index: int) -> None:
        """There is nothing to choose here."""
