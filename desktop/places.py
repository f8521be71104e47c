"""Where files are offered to go on this laptop."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths


def documents() -> str:
    """The folder for documents where there is one, else the home folder."""
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return place if Path(place).is_dir() else str(Path.home())
