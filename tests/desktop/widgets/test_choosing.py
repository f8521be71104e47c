"""Looking for a file leaves nothing behind on the laptop."""

import os
import subprocess
import sys
from pathlib import Path

from tests.architecture.tree import python_files, root_packages, shown

LOOK = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit
from desktop.widgets.choosing import choose_folder
application = QApplication([])
line = QLineEdit()
line.show()
choose_folder(line, sys.argv[1], line.setText)
(dialog,) = line.findChildren(QFileDialog)
dialog.selectFile("Practice folder")
dialog.destroyed.connect(application.quit)
QTimer.singleShot(0, dialog.accept)
application.exec()
print(line.text())
"""


def test_a_chosen_folder_is_kept_nowhere_in_the_home_folder(tmp_path: Path) -> None:
    home, shelf = tmp_path / "a-home", tmp_path / "shelf"
    (shelf / "Practice folder").mkdir(parents=True)
    home.mkdir()
    bare = {k: v for k, v in os.environ.items() if not k.startswith("XDG_")}

    told = subprocess.run(
        [sys.executable, "-c", LOOK, str(shelf)],
        env={**bare, "HOME": str(home), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=True,
    ).stdout

    assert told.strip() == str(shelf / "Practice folder")
    kept = [path for path in home.rglob("*") if path.is_file()]
    assert [path for path in kept if b"Practice folder" in path.read_bytes()] == []
    assert [path for path in kept if path.name == "QtProject.conf"] == []


def test_every_file_is_looked_for_in_this_one_way() -> None:
    ours = [p for p in python_files() if shown(p).split("/")[0] in root_packages()]
    asking = [shown(p) for p in ours if "QFileDialog" in p.read_text(encoding="utf-8")]

    assert asking == ["desktop/widgets/choosing.py"]
