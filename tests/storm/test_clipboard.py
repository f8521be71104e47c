"""What was copied out of the window is gone from the clipboard of a real X screen.

Off screen nobody owns a clipboard, so this needs an X screen of its own: Xvfb, and xclip to look
at the clipboard as any other program would.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.storm

COPYING = """
import subprocess, sys, time
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from desktop.clipboard import CLEARED_AFTER_MS, ShortClipboard

from desktop.singletons import keep_constants_alive

keep_constants_alive()
application = QApplication([])
clipboard = QGuiApplication.clipboard()
short = ShortClipboard(clipboard)
timer = short.findChild(QTimer)
copied = []
short.copied.connect(lambda: copied.append(True))

def held():
    asked = subprocess.Popen(
        ["xclip", "-selection", "clipboard", "-out"], stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL)
    while asked.poll() is None:
        application.processEvents()
    return asked.stdout.read().decode()

def settle():
    for _ in range(20):
        application.processEvents()

clipboard.setText("Practice words")
settle()
print(held() or "nothing", timer.isActive(), timer.interval() == CLEARED_AFTER_MS, copied)
if sys.argv[1] == "time":
    timer.timeout.emit()  # the thirty seconds are over
else:
    short.clear()  # as at every lock
settle()
print(held() or "nothing")
subprocess.run(
    ["xclip", "-selection", "clipboard"], input=b"somebody else's", check=True,
    stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # it stays, to be asked
settle()
short.clear()
settle()
print(held() or "nothing")
"""


@pytest.fixture
def screen() -> Iterator[str]:
    """An X screen that is there for this test alone."""
    reading, writing = os.pipe()
    server = subprocess.Popen(
        [
            "/usr/bin/env",
            "Xvfb",
            "-displayfd",
            str(writing),
            "-screen",
            "0",
            "800x600x24",
            "-nolisten",
            "tcp",
        ],
        pass_fds=(writing,),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    with os.fdopen(reading) as told:
        number = told.readline().strip()
    yield f":{number}"
    server.terminate()
    server.wait()


@pytest.mark.parametrize("when", ["time", "lock"])
def test_words_of_ours_leave_the_clipboard_and_words_of_others_stay(
    screen: str, when: str, tmp_path: Path
) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", COPYING, when],
        env={
            **os.environ,
            "DISPLAY": screen,
            "QT_QPA_PLATFORM": "xcb",
            "GOLDEN_THREAD_HOME": str(tmp_path),
        },
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )

    assert ended.stdout.splitlines() == [
        "Practice words True True [True]",
        "nothing",
        "somebody else's",
    ], ended.stderr
