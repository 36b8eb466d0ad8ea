"""A label whose words are wrapped, and broken where one alone is wider than the label."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from backprop_gui.look.painting import survived
from backprop_gui.look.theme import theme, themes

RADIUS = 8.0


class WrappedLabel(QLabel):
    """Shows plain text in as many lines as it needs.

    Parameters
    ----------
    font : of the text
    color : the theme's colour of the text, by name
    ground : the theme's colour of a card behind it, by name, if any
    usual_lines : so much room is kept, so that what is below stays where it is
    """

    def __init__(
        self,
        font: QFont,
        color: str = "ink",
        ground: str = "",
        usual_lines: int = 1,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._color, self._ground, self._usual_lines = color, ground, usual_lines
        self._broken: QTextLayout | None = None
        self._heights: dict[int, int] = {}
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setFont(font)
        self.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        if ground:
            self.setContentsMargins(12, 10, 12, 10)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        themes.changed.connect(self._restyle)
        self._restyle()

    def setText(self, text: str) -> None:
        if text == self.text():
            return
        self._heights.clear()
        super().setText(text)
        self._break_words()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._break_words()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            self._heights[width] = self._height_for(width)
        return self._heights[width]

    def _height_for(self, width: int) -> int:
        margins = self.contentsMargins()
        lines = _laid_out(self.text(), self.font(), width - margins.left() - margins.right())
        usual = self._usual_lines * QFontMetricsF(self.font()).lineSpacing()
        height = max(lines.boundingRect().height(), usual)
        return int(height + 0.99) + margins.top() + margins.bottom()

    def sizeHint(self) -> QSize:
        width = max(self.width(), 120)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(60, self.heightForWidth(max(self.width(), 120)))

    def _restyle(self) -> None:
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.WindowText, getattr(theme(), self._color))
        self.setPalette(palette)

    def _break_words(self) -> None:
        """Set the text here where a word is too wide for Qt's own label, which would clip it."""
        metrics, room = QFontMetricsF(self.font()), self.contentsRect().width()
        too_wide = any(metrics.horizontalAdvance(word) > room for word in self.text().split())
        self._broken = _laid_out(self.text(), self.font(), room) if too_wide and room > 0 else None
        self.update()

    @survived
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._ground:
            self._draw_ground()
        if self._broken is None:
            super().paintEvent(event)
            return
        painter = QPainter(self)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        self._broken.draw(painter, QPointF(self.contentsRect().topLeft()))
        painter.end()

    def _draw_ground(self) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(getattr(theme(), self._ground))
        painter.drawRoundedRect(QRectF(self.rect()), RADIUS, RADIUS)
        painter.end()


def _laid_out(text: str, font: QFont, width: float) -> QTextLayout:
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout = QTextLayout(text, font)
    layout.setTextOption(option)
    layout.beginLayout()
    height = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(width, 1.0))
        line.setPosition(QPointF(0.0, height))
        height += line.height()
    layout.endLayout()
    return layout
