"""Taking back what was sent: why, by a code, and nothing in words."""

from collections.abc import Callable, Mapping

from desktop.screens.team.parts import PageView, act, page_of
from desktop.widgets.choices import Choices, Option
from desktop.widgets.notice import Notice
from desktop.widgets.parts import card, column, label, row


class TakeBackView(PageView):
    """Nothing on it is chosen beforehand."""

    def __init__(
        self,
        what: str,
        reasons: Mapping[str, str],
        on_take: Callable[[str], None],
        on_back: Callable[[], None],
    ) -> None:
        super().__init__()
        self._trouble = Notice("notice")
        self._why = Choices(
            [Option(code, words) for code, words in reasons.items()],
            look="segment",
            name="take_back.why",
            spoken="Why it is taken back",
            columns=2,
        )

        def take() -> None:
            match self._why.value:
                case str(why):
                    on_take(why)
                case _:
                    self.show_trouble("Choose why it is taken back.")

        self.setLayout(
            column(
                page_of(
                    label("Take it back", "title"),
                    label(what, "soft"),
                    self._trouble,
                    card(
                        label(
                            "The team is told that this does not hold, and its content is wiped"
                            " where they opened it. That something came and was taken back stays."
                            " What a lead has read or copied cannot be unread."
                        ),
                        label("Why", "label"),
                        row(self._why, 1),
                        row(
                            act("← &Back", "take_back.back", on_back),
                            1,
                            act("Take it back", "take_back.go", take, "main"),
                        ),
                    ),
                )
            )
        )
        self.begin_at(self._why)

    def show_trouble(self, words: str) -> None:
        self._trouble.show_words(words)
