"""One page of a PDF, drawn as large as its room allows."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QSizePolicy, QWidget

_PAGE_SHAPE = 297 / 210


class PdfPage(QWidget):
    """Shows page after page; its spoken description is the letter's plain text."""

    def __init__(self) -> None:
        super().__init__()
        self._document = QPdfDocument(self)
        self._bytes = QByteArray()
        self._buffer = QBuffer(self)
        self._page = 0
        self._drawn: tuple[int, int, QImage] | None = None
        self.setAccessibleName("The letter")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_pdf(self, pdf: bytes, text: str) -> None:
        """Load this PDF and show its first page, or the same page as before if it is there."""
        if self._bytes.data() == pdf:
            return
        self._document.close()
        self._buffer.close()
        self._bytes = QByteArray(pdf)
        self._buffer.setBuffer(self._bytes)
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._document.load(self._buffer)
        self.setAccessibleDescription(text)
        self.turn_to(min(self._page, max(0, self.pages - 1)))

    @property
    def pages(self) -> int:
        return self._document.pageCount()

    @property
    def page(self) -> int:
        """The page shown, counted from 0."""
        return self._page

    def turn_to(self, page: int) -> None:
        if 0 <= page < max(1, self.pages):
            self._page = page
            self._drawn = None
            self.update()

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        return round(width * _PAGE_SHAPE)

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        return True

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(480, self.heightForWidth(480))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(260, self.heightForWidth(260))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        width = min(self.width(), round(self.height() / _PAGE_SHAPE))
        height = round(width * _PAGE_SHAPE)
        left = (self.width() - width) // 2
        painter.fillRect(left, 0, width, height, QColor("#FFFFFF"))
        if self.pages:
            painter.drawImage(left, 0, self._image(width, height))

    def _image(self, width: int, height: int) -> QImage:
        ratio = self.devicePixelRatioF()
        if self._drawn is None or self._drawn[:2] != (self._page, width):
            size = QSize(round(width * ratio), round(height * ratio))
            image = self._document.render(self._page, size)
            image.setDevicePixelRatio(ratio)
            self._drawn = (self._page, width, image)
        return self._drawn[2]
