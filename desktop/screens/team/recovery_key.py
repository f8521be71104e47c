"""A new team's recovery key, shown until it was saved, printed and locked away."""

from collections.abc import Callable
from pathlib import Path

from desktop.screens.team.parts import PageView, act, folder_line, page_of, path_in
from desktop.widgets.notice import Notice
from desktop.widgets.parts import card, column, label, row


class RecoveryKeyView(PageView):
    """It may be left for later; it is put away only by saying so."""

    def __init__(  # noqa: PLR0913, PLR0917 - built by hand
        self,
        team: str,
        key: str,
        documents: str,
        on_save: Callable[[Path], None],
        on_away: Callable[[], None],
        on_later: Callable[[], None],
    ) -> None:
        super().__init__()
        self._good, self._trouble = Notice("good"), Notice("notice")
        self._folder, folder = folder_line("key.folder", "Folder for the sheet", documents)
        half = len(key) // 2
        shown = label(f"{key[:half]}\n{key[half:]}", "label")
        shown.setObjectName("key.words")
        shown.setAccessibleName(key)
        away = act("&I have locked it away", "key.away", on_away)
        self._later = act("&Later", "key.later", on_later)
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
                        label("To be locked away outside this laptop", "heading"),
                        label(
                            "If every lead's laptop is lost, this key alone still opens what was"
                            " sent to the team. Print it, lock it away in a safe of your"
                            " organisation, and then delete the file. Whoever holds it can read"
                            " all that was sent.",
                        ),
                        label(
                            "It stays in this vault, encrypted, and the team's page reminds you of"
                            " it, until you say here that it is locked away. After that it is"
                            " never shown again.",
                        ),
                        shown,
                        label("Save it to", "label"),
                        folder,
                        row(self._later, away, 1, save),
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
        self._later.setFocus()

    def show_trouble(self, words: str) -> None:
        self._trouble.show_words(words)
