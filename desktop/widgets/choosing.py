"""Looking for a file or a folder, so that nothing on the laptop remembers where one looked."""

import os
import sys
from collections.abc import Callable

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QFileDialog, QWidget

_OF_QT = "QtProject"
"""Where Qt keeps which folders were chosen, in a file or the registry, for all its programs."""


def choose_file(parent: QWidget, begin_at: str, chosen: Callable[[str], None]) -> None:
    """Let the practitioner look for a file that is there; `chosen` gets its path."""
    _choose(parent, "Choose a file", begin_at, QFileDialog.FileMode.ExistingFile, chosen)


def choose_folder(parent: QWidget, begin_at: str, chosen: Callable[[str], None]) -> None:
    """Let the practitioner look for a folder; `chosen` gets its path."""
    _choose(parent, "Choose a folder", begin_at, QFileDialog.FileMode.Directory, chosen)


def _choose(
    parent: QWidget,
    title: str,
    begin_at: str,
    mode: QFileDialog.FileMode,
    chosen: Callable[[str], None],
) -> None:
    # Qt's own dialog, for the system's would put the folder among the recent ones; and Qt writes
    # what was chosen as the dialog goes: into a file that cannot be, or it is taken out again.
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, os.devnull)
    dialog = QFileDialog(parent, title, begin_at)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setFileMode(mode)
    dialog.fileSelected.connect(chosen)
    dialog.finished.connect(dialog.deleteLater)
    if sys.platform in {"win32", "darwin"}:
        dialog.destroyed.connect(_forget)
    dialog.open()


def _forget() -> None:
    QSettings(QSettings.Scope.UserScope, _OF_QT).remove("FileDialog")
