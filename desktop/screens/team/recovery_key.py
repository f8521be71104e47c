"""A new team's recovery key, shown once: to be saved, printed and locked away."""

from collections.abc import Callable
from pathlib import Path

from desktop.screens.team.parts import PageView, act, folder_line, page_of, path_in
from desktop.widgets.notice import Notice
from desktop.widgets.parts import card, column, label, row


class RecoveryKeyView(PageView):
    """Going on without it is allowed, and said."""

    def __init__(
        self,
        team: str,
        key: str,
        documents: str,
        on_save: Callable[[Path], None],
        on_done: Callable[[], None],
    ) -> None:
        super().__init__()
        self._good, self._trouble = Notice("good"), Notice("notice")
        self._folder, folder = folder_line("key.folder", "Folder for the sheet", documents)
        half = len(key) // 2
        shown = label(f"{key[:half]}\n{key[half:]}", "label")
        shown.setObjectName("key.words")
        shown.setAccessibleName(key)
        self._done = act("&Go on without saving it", "key.done", on_done)
        save = act(
            "&Save the sheet as PDF", "key.save", lambda: on_save(path_in(self._folder)), "main"
        )
        self.setLayout(
            column(
                page_of(
                    label(f"{team}: recovery key", "title"),
                    self._good,
                    self._trouble,
                    card(
                        label("It is shown this once, and kept in no vault", "heading"),
                        label(
                            "If every lead's laptop is lost, this key alone still opens what was"
                            " sent to the team. Print it, lock it away in a safe of your"
                            " organisation, and then delete the file. Whoever holds it can read"
                            " all that was sent.",
                        ),
                        shown,
                        label("Save it to", "label"),
                        folder,
                        row(self._done, 1, save),
                    ),
                )
            )
        )
        self.begin_at(self._folder)

    def show_saved(self, where: str) -> None:
        """The sheet is a file now."""
        self._trouble.show_words("")
        self._good.show_words(
            f"✓ Saved as {where}. Print it, lock the paper away, then delete the file."
        )
        self._done.setText("&Go on")
        self._done.setFocus()

    def show_trouble(self, words: str) -> None:
        self._trouble.show_words(words)
