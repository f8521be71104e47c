"""A cell of two lines: what it is, and quieter what goes with it."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.theme.palette import LIGHT
from desktop.widgets.panes import sized

_Index = QModelIndex | QPersistentModelIndex


class TwoLines(QStyledItemDelegate):
    """Paints both lines, each cut with dots where the column ends."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        words = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        first, _, second = words.partition("\n")
        box = option.rect
        state = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(box, QColor(LIGHT.tint if chosen else LIGHT.card))
        painter.fillRect(QRect(box.left(), box.bottom(), box.width(), 1), QColor(LIGHT.hairline))
        if chosen and index.column() == 0:
            painter.fillRect(QRect(box.left(), box.top(), sized(4), box.height()), _THREAD)
        inner = box.adjusted(sized(14), sized(8), -sized(8), -sized(8))
        font = QFont(option.font)
        font.setPixelSize(sized(16))
        font.setWeight(QFont.Weight.Bold if index.column() == 0 else QFont.Weight.Normal)
        _line(painter, inner, first, font, LIGHT.ink, Qt.AlignmentFlag.AlignTop)
        font.setPixelSize(sized(14.5))
        font.setWeight(QFont.Weight.Normal)
        _line(painter, inner, second, font, LIGHT.soft, Qt.AlignmentFlag.AlignBottom)
        painter.restore()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:  # noqa: N802
        return QSize(sized(200), sized(66))


_THREAD = QColor(LIGHT.thread)


def _line(  # noqa: PLR0913, PLR0917 - one line of paint
    painter: QPainter, box: QRect, words: str, font: QFont, ink: str, where: Qt.AlignmentFlag
) -> None:
    painter.setFont(font)
    painter.setPen(QColor(ink))
    shown = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(box, where | Qt.AlignmentFlag.AlignLeft, shown)
