"""Which letter, in which language, for whom, and the words that are free to write in it."""

from collections.abc import Callable

from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QVBoxLayout, QWidget

from desktop.screens.contact.letter_presenter import LetterPresenter, LetterState
from desktop.text_letters import ADDRESSED, LETTER, SLOT, WELSH_IS_A_DRAFT, copy_words
from desktop.widgets.choices import Choices, Option
from desktop.widgets.parts import button, card, column, emptied, label, plain, row
from desktop.widgets.words import Words
from forms.letter_kinds import SLOTS, Copy, Holder, LetterKind, Slot
from forms.pack import Language
from forms.people import Family, SafeToContact

_LANGUAGES = {Language.ENGLISH: "English", Language.WELSH: "Cymraeg"}
_ASKED_OF = frozenset({Holder.HEALTH_VISITOR, Holder.GP, Holder.NEXT_SERVICE})


class LetterChoice(QWidget):
    """The choices on top, then a row for each copy, then the free words."""

    def __init__(self, letter: LetterPresenter, family: Family) -> None:
        super().__init__()
        self._letter, self._family = letter, family
        self._made_for: object = None
        self._kind = QComboBox()
        self._kind.setObjectName("letter.kind")
        self._kind.setAccessibleName("Which letter")
        self._kind.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._kind.setMinimumContentsLength(12)
        for kind, words in LETTER.items():
            self._kind.addItem(words, kind.value)
        self._kind.activated.connect(self._choose_kind)
        self._language = Choices(
            [Option(language, words) for language, words in _LANGUAGES.items()],
            look="segment",
            name="letter.language",
            spoken="Language of the letter",
        )
        self._language.chosen.connect(letter.choose_language)
        self._draft = label(WELSH_IS_A_DRAFT, "small-ink")
        self._draft.setObjectName("letter.welsh")
        self._copies, self._words = column(gap=6), column(gap=6)
        self._boxes: dict[Copy, QCheckBox] = {}
        self.copies = card(label("Copies", "label"), plain(self._copies))
        self.words = card(label("Your own words", "label"), plain(self._words))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._top())

    def _top(self) -> QFrame:
        return card(
            label("Letter", "label"),
            self._kind,
            row(self._language, 1),
            self._draft,
        )

    def _choose_kind(self, _index: int) -> None:
        self._letter.begin(LetterKind(self._kind.currentData()))

    def show_letter(self, letter: LetterState) -> None:
        order = letter.order
        self._kind.setCurrentIndex(self._kind.findData(order.kind.value))
        self._language.show_choice(order.language)
        self._draft.setVisible(order.language is Language.WELSH)
        made_for = (order.kind, letter.offered)
        if made_for != self._made_for:
            self._made_for = made_for
            self._make_copies(letter)
            self._make_words(letter)
        for copy, box in self._boxes.items():
            box.setChecked(copy in order.copies)

    def _make_copies(self, letter: LetterState) -> None:
        emptied(self._copies)
        self._boxes = {}
        for copy in letter.offered:
            name = f"{copy.holder.value}{f'.{copy.carer}' if copy.carer else ''}"
            words = copy_words(copy, self._family)
            box = QCheckBox("Make it")
            box.setObjectName(f"copy.{name}")
            box.setAccessibleName(words)
            box.clicked.connect(self._ticks(copy))
            self._boxes[copy] = box
            see = button("Show", "link", name=f"see.{name}")
            see.setAccessibleName(f"Show: {words}")
            see.clicked.connect(lambda _=False, c=copy: self._letter.look_at(c))
            whose, _, unsafe = words.partition(". ")
            self._copies.addWidget(label(whose))
            if unsafe:
                self._copies.addWidget(label(unsafe, "refusal"))
            self._copies.addLayout(row(box, 1, see))
            if copy.holder in _ASKED_OF:
                self._copies.addWidget(self._agreement(copy.holder))
            if copy.holder in ADDRESSED:
                self._copies.addWidget(self._address(copy.holder))

    def _ticks(self, copy: Copy) -> Callable[[bool], None]:
        carer = next((c for c in self._family.carers if c.id == copy.carer), None)
        unsafe = carer is not None and carer.safe_to_contact is not SafeToContact.SAFE
        return lambda wanted: self._letter.choose_copy(copy, wanted=wanted, deliberately=unsafe)

    def _agreement(self, holder: Holder) -> QCheckBox:
        box = QCheckBox("The family agreed")
        box.setObjectName(f"agreed.{holder.value}")
        box.setAccessibleName(f"The family was asked and agreed: {ADDRESSED[holder]}")
        box.clicked.connect(lambda on: self._letter.agree_for(holder, agreed=on))
        return box

    def _address(self, holder: Holder) -> Words:
        words = ADDRESSED[holder]
        box = Words(name=f"address.{holder.value}", spoken=words, lines=3, hint=words)
        box.typed.connect(lambda text: self._letter.address(holder, text))
        box.left.connect(self._letter.written)
        return box

    def _make_words(self, letter: LetterState) -> None:
        emptied(self._words)
        # Before the letter is there, a box would be made anew under the hands of whoever types.
        slots = SLOTS[letter.order.kind] if letter.offered else ()
        self.words.setVisible(bool(slots))
        for slot in slots:
            self._words.addWidget(label(SLOT[slot], "small-ink"))
            self._words.addWidget(self._slot(slot, letter))

    def _slot(self, slot: Slot, letter: LetterState) -> Words:
        box = Words(name=f"slot.{slot.value}", spoken=SLOT[slot], lines=3)
        box.show_words(letter.order.said(slot) or letter.begun.get(slot, ""))
        box.typed.connect(lambda text: self._letter.write(slot, text))
        box.left.connect(self._letter.written)
        return box
