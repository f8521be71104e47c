"""Who looked, and when: the log of the vault or of one family, day by day."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from desktop.widgets.parts import button, card, column, label, plain, row, scrolling

Days = Sequence[tuple[str, Sequence[str]]]


class LogView(QWidget):
    """Only ever read. `on_older` is None where there is nothing older to show."""

    def __init__(
        self,
        about: str,
        days: Days,
        on_back: Callable[[], None],
        on_older: Callable[[], None] | None,
    ) -> None:
        super().__init__()
        self.setProperty("look", "page")
        back = button("← &Back", name="log.back")
        back.clicked.connect(on_back)
        foot = row(back, 1)
        if on_older is not None:
            older = button("&Older entries", name="log.older")
            older.clicked.connect(on_older)
            foot = row(back, 1, older)
        parts: list[QWidget] = [
            card(label(day, "heading"), label("\n".join(lines), "small-ink")) for day, lines in days
        ]
        content = QWidget()
        content.setProperty("look", "clear")
        box = column(
            label("Who looked, and when", "title"),
            label(about, "soft"),
            plain(foot),
            *(parts or [label("Nothing yet.")]),
            1,
            gap=12,
        )
        box.setContentsMargins(24, 18, 24, 18)
        content.setLayout(box)
        self.setLayout(column(scrolling(content)))
        self.setFocusProxy(back)
