"""A cell of two lines: what it is, and quieter what goes with it."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.screens.families.model import URGENT_ROLE
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
        urgent = bool(index.data(URGENT_ROLE))
        bold = index.column() == 0 or urgent
        font.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
        if urgent:
            font.setPixelSize(sized(14.5))
            _chip(painter, inner, first, font)
        else:
            _line(painter, inner, first, font, LIGHT.ink, Qt.AlignmentFlag.AlignTop)
        font.setPixelSize(sized(14.5))
        font.setWeight(QFont.Weight.Normal)
        _line(painter, inner, second, font, LIGHT.soft, Qt.AlignmentFlag.AlignBottom)
        painter.restore()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:  # noqa: N802
        return QSize(sized(200), sized(66))


def _chip(painter: QPainter, inner: QRect, words: str, font: QFont) -> None:
    """The words on a red ground, as they stand beside a family's name."""
    metrics = QFontMetrics(font)
    room = QRect(inner.topLeft(), QSize(inner.width(), metrics.height()))
    ground = metrics.horizontalAdvance(words) + sized(20)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(LIGHT.urgent))
    box = QRect(room.topLeft(), QSize(min(ground, room.width()), room.height() + sized(2)))
    painter.drawRoundedRect(box, sized(11), sized(11))
    inside = box.adjusted(sized(10), 0, -sized(8), 0)
    _line(painter, inside, words, font, LIGHT.on_deep, Qt.AlignmentFlag.AlignVCenter)


_THREAD = QColor(LIGHT.thread)


def _line(  # noqa: PLR0913, PLR0917 - one line of paint
    painter: QPainter, box: QRect, words: str, font: QFont, ink: str, where: Qt.AlignmentFlag
) -> None:
    painter.setFont(font)
    painter.setPen(QColor(ink))
    shown = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(box, where | Qt.AlignmentFlag.AlignLeft, shown)
