"""The style sheet, made from the palette at a text size."""

import re

from desktop.theme.palette import Palette

_SHEET = """
* { font-family: "Noto Sans"; font-size: 16u; color: @ink; }
QMainWindow, QWidget[look="page"], QStackedWidget, QScrollArea, QWidget[look="clear"] {
    background: @paper; border: 0; }
QWidget[look="neutral"] { background: @paper; }
QWidget[look="clear-urgent"] { background: @urgent_tint; }
QLabel { background: transparent; }
QLabel[look="title"] { font-size: 25u; font-weight: 700; }
QLabel[look="heading"] { font-size: 22u; font-weight: 700; }
QLabel[look="name"] { font-size: 19u; font-weight: 700; }
QLabel[look="label"] { font-weight: 700; }
QLabel[look="soft"] { color: @soft; }
QLabel[look="small"] { color: @soft; font-size: 14.5u; }
QLabel[look="small-ink"] { font-size: 14.5u; }
QLabel[look="saved"] { color: @well; font-size: 14.5u; }
QLabel[look="not-saved"] { color: @urgent; font-size: 14.5u; font-weight: 700; }
QLabel[look="refusal"] { color: @worry; font-size: 14.5u; font-weight: 600; }
QLabel[look="chip"] { background: @tint; color: @rail; border-radius: 13u; padding: 3u 12u;
    font-size: 14.5u; }
QLabel[look="chip-urgent"] { background: @urgent; color: @on_deep; border-radius: 13u;
    padding: 3u 12u; font-size: 14.5u; font-weight: 600; }
QLabel[look="key"] { border: 1px solid @edge; border-radius: 4u; padding: 0 5u; font-size: 13u;
    color: @soft; }
QLabel[look="tag-significant"] { background: @worry_tint; color: @worry; border-radius: 6u;
    padding: 1u 8u; font-size: 13.5u; font-weight: 600; }
QLabel[look="tag-minor"] { background: @tint; color: @rail; border-radius: 6u; padding: 1u 8u;
    font-size: 13.5u; font-weight: 600; }
QLabel[look="ok"] { color: @well; font-weight: 700; }
QLabel[look="brand"] { font-size: 19u; font-weight: 700; color: @on_deep; }
QLabel[look="rail-note"] { color: @rail_text; font-size: 14.5u; }
QLabel[look="urgent-title"] { color: @urgent; font-size: 22u; font-weight: 700; }
QLabel[look="urgent-word"] { color: @urgent; font-weight: 700; }

QFrame[look="card"] { background: @card; border: 1px solid @line; border-radius: 12u; }
QFrame[look="suggestion"] { background: @card; border: 2px solid @thread; border-radius: 12u; }
QFrame[look="urgent"] { background: @urgent_tint; border: 3px solid @urgent; border-radius: 12u; }
QFrame[look="safety"] { background: @card; border: 1px solid @urgent; border-radius: 12u; }
QFrame[look="banner"] { background: @mixed_tint; border: 0; border-left: 5px solid @thread;
    border-radius: 6u; }
QFrame[look="notice"] { background: @worry_tint; border: 0; border-left: 5px solid @worry;
    border-radius: 6u; }
QFrame[look="good"] { background: @well_tint; border: 0; border-left: 5px solid @well;
    border-radius: 6u; }
QFrame[look="who"] { background: @card; border: 0; border-bottom: 1px solid @line; }
QFrame[look="rail"] { background: @rail; border: 0; }
QFrame[look="desk"] { background: @desk; border: 0; border-radius: 12u; }
QFrame[look="hairline"] { background: @hairline; border: 0; max-height: 1px; min-height: 1px; }

QPushButton { background: @card; color: @deep; border: 2px solid @deep; border-radius: 8u;
    padding: 8u 18u; min-height: 22u; font-weight: 600; }
QPushButton:hover { background: @tint; }
QPushButton:disabled { color: @soft; border-color: @line; background: @paper; }
QPushButton[look="main"] { background: @deep; color: @on_deep; }
QPushButton[look="main"]:hover { background: @deep_hover; }
QPushButton[look="main"]:disabled { background: @deep_off; color: @on_deep;
    border-color: @deep_off; }
QPushButton[look="urgent"] { background: @urgent; color: @on_deep; border-color: @urgent; }
QPushButton[look="urgent-quiet"] { color: @urgent; border-color: @urgent; }
QPushButton[look="small"] { padding: 4u 12u; font-size: 14.5u; }
QPushButton[look="link"] { border: 2px solid transparent; background: transparent; color: @deep;
    padding: 4u 4u; text-align: left; text-decoration: underline; }
QPushButton[look="fold"] { border: 2px solid transparent; background: transparent; color: @ink;
    padding: 4u 0; text-align: left; font-size: 14.5u; }
QPushButton[look="rail"] { background: transparent; color: @rail_text; border: 2px solid @rail;
    text-align: left; padding: 9u 10u; font-weight: 400; }
QPushButton[look="rail"]:hover { background: @rail_here; }
QPushButton[look="rail"]:checked { background: @rail_here; color: @on_deep; font-weight: 600; }
QFrame[look="strip"] { background: @rail; border: 0; }
QFrame[look="strip"] QPushButton[look="rail"] { padding: 5u 4u; }
QPushButton[look="thread"] { background: transparent; color: @ink; border: 0; text-align: left;
    padding: 8u 4u 8u 30u; font-weight: 400; min-height: 20u; }
QPushButton[look="thread"]:checked { font-weight: 700; }
QPushButton[look="thread"]:disabled { color: @soft; }

QPushButton[look="answer"] { border: 2px solid @edge; border-radius: 10u; color: @ink;
    padding: 10u 6u; min-height: 36u; }
QPushButton[look="answer"]:checked { background: @tint; border: 3px solid @deep; color: @rail; }
QPushButton[look="answer"][tone="well"]:checked { background: @well_tint;
    border-color: @well; color: @well; }
QPushButton[look="answer"][tone="mixed"]:checked { background: @mixed_tint;
    border-color: @mixed; color: @mixed; }
QPushButton[look="answer"][tone="worry"]:checked { background: @worry_tint;
    border-color: @worry; color: @worry; }
QPushButton[look="segment"] { border: 1px solid @edge; border-radius: 6u; color: @ink;
    font-size: 14.5u; font-weight: 400; padding: 5u 9u; min-height: 22u; }
QPushButton[look="segment"]:checked { background: @deep; border-color: @deep; color: @on_deep;
    font-weight: 600; }

QLineEdit, QPlainTextEdit, QComboBox { background: @card; border: 2px solid @edge;
    border-radius: 8u; padding: 7u 10u; selection-background-color: @deep;
    selection-color: @on_deep; }
QLineEdit { min-height: 24u; }
QComboBox { min-height: 24u; }
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus { border-color: @deep; }
QComboBox QAbstractItemView { background: @card; border: 1px solid @edge;
    selection-background-color: @tint; selection-color: @ink; padding: 4u; }
QComboBox::drop-down { border: 0; width: 26u; }
QCheckBox { spacing: 8u; background: transparent; padding: 4u 0; }
QCheckBox::indicator { width: 20u; height: 20u; border: 2px solid @edge; border-radius: 4u;
    background: @card; }
QCheckBox::indicator:checked { background: @deep; border-color: @deep; image: url(@tick); }
QTableView { background: @card; border: 1px solid @line; border-radius: 12u;
    gridline-color: @hairline; selection-background-color: @tint; selection-color: @ink;
    outline: 0; }
QListWidget { background: @card; border: 2px solid @edge; border-radius: 8u; padding: 4u;
    outline: 0; }
QListWidget::item { padding: 6u; }
QListWidget::item:selected { background: @tint; color: @ink; }
QHeaderView::section { background: @card; color: @soft; border: 0;
    border-bottom: 1px solid @line; padding: 8u 10u; font-size: 14.5u; font-weight: 600; }
QTableCornerButton::section { background: @card; border: 0; }
QScrollBar:vertical { background: transparent; width: 12u; margin: 2px; }
QScrollBar::handle:vertical { background: @edge; border-radius: 4u; min-height: 40u; }
QScrollBar:horizontal { background: transparent; height: 12u; margin: 2px; }
QScrollBar::handle:horizontal { background: @edge; border-radius: 4u; min-width: 40u; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QToolTip { background: @card; color: @ink; border: 1px solid @edge; padding: 4u; }
"""

_LENGTH = re.compile(r"(\d+(?:\.\d+)?)u\b")
_TOKEN = re.compile(r"@(\w+)")


def style_sheet(palette: Palette, scale: float, tick: str) -> str:
    """The whole sheet; `scale` is the text size, 1.0 for 100 %; `tick` the path of an icon."""
    values = {**palette._asdict(), "tick": tick}
    sized = _LENGTH.sub(lambda match: f"{round(float(match[1]) * scale)}px", _SHEET)
    return _TOKEN.sub(lambda match: values[match[1]], sized)
