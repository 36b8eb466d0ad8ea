"""The widget that a picture is painted on: axes, a hint while it is empty, the pointer, zooming."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from backprop_gui.look.fonts import ui_font
from backprop_gui.look.labels import plain_label, plain_tip, whole_words
from backprop_gui.look.painting import survived
from backprop_gui.look.theme import theme
from backprop_gui.views.pictures.axes_painting import BOTTOM, LEFT, RIGHT, TEXT, TOP
from backprop_gui.views.pictures.controls import Switch
from backprop_gui.views.pictures.frame import Frame

ZOOM_STEP = 1.25
WHEEL_NOTCH = 120.0
ROOM_FOR_FACTS = 216
WIDE = 420
"""Pixels: from this width on the facts stand beside the picture, else above it."""

SMALLEST = 40.0
LEAST_HEIGHT = 90
"""Pixels that lines of facts leave to the picture and its axis."""

BETWEEN = "   "
PROGRESS = 3.0


class Canvas(QWidget):
    """What the pictures have in common; a picture says what to paint and what to read.

    Attributes
    ----------
    zoomed : (ranges of both axes) the user wants to look at these
    whole_asked : the user wants to see all there is again
    cancel_asked : the user does not want to wait for the picture that is being computed
    seen : (bool) the widget is shown, or hidden
    """

    zoomed = Signal(object)
    whole_asked = Signal()
    cancel_asked = Signal()
    seen = Signal(bool)

    def __init__(self, name: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMinimumSize(90, 70)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        self.setMouseTracking(True)
        self.can_zoom = False
        self.hint = ""
        self.share: float | None = None
        self.cancel = Switch(f"{name}_cancel", "cancel", "Cancel computing this picture (Esc)", self)
        self.cancel.setCheckable(False)
        self.cancel.hide()
        self.cancel.clicked.connect(self.cancel_asked)
        self._facts: list[str] = []
        self._brief: Sequence[str] = ()
        self._pointer: QPointF | None = None
        self._dragged: QPointF | None = None
        self.facts = self._label(f"{name}_facts")
        self.facts.setWordWrap(True)
        self.facts.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.facts.hide()
        self._reading = self._label(f"{name}_reading")
        self._reading.hide()
        self.restyle()

    def _label(self, name: str) -> QLabel:
        label = plain_label(name)
        label.setParent(self)
        label.setFont(ui_font(TEXT))
        label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        return label

    # What a picture says

    def frame(self) -> Frame | None:
        """Say where the picture stands; None while there is none."""
        raise NotImplementedError

    def paint_picture(self, painter: QPainter, frame: Frame) -> None:
        """Paint the picture with all that belongs to it."""
        raise NotImplementedError

    def reading(self, across: float, up: float) -> str:
        """Say what there is at a place."""
        raise NotImplementedError

    @property
    def is_wide(self) -> bool:
        """Whether there is room for facts beside the picture."""
        return self.width() >= WIDE

    # Showing

    def restyle(self) -> None:
        """Take the colours of the look in use."""
        look = theme()
        self.cancel.restyle()
        self.facts.setStyleSheet(f"color: {look.ink.name()};")
        self._reading.setStyleSheet(
            f"color: {look.ink.name()}; background: {look.panel.name()}; padding: 1px 4px;"
            f"border: 1px solid {look.hairline.name()}; border-radius: 4px;"
        )
        self.update()

    def show_facts(self, facts: list[str], brief: Sequence[str]) -> None:
        """Write what belongs to the picture beside it, or where it is narrow only briefly above it.

        Whatever there is room for, the tooltip says all.
        """
        self.setToolTip(plain_tip("\n".join(facts)))
        self._facts, self._brief = facts, brief
        self._write_facts()
        self.update()
        self.read_again()

    def _write_facts(self) -> None:
        wide = self.is_wide
        self.facts.setVisible(bool(self._facts if wide else self._brief))
        if wide:
            self.facts.setText("\n".join(self._facts))
            self.facts.setGeometry(self.width() - ROOM_FOR_FACTS, 8, ROOM_FOR_FACTS - 4, self.height() - 16)
        else:
            width, metrics = self.width() - 12, self.facts.fontMetrics()
            lines = flowed(self._brief, width, metrics)
            most = max(1, (self.height() - LEAST_HEIGHT) // metrics.lineSpacing())
            self.facts.setText("\n".join(lines[:most]))
            self.facts.setGeometry(8, 0, width, metrics.lineSpacing() * min(most, len(lines)) + 1)

    def room(self) -> QRectF:
        """Return what is left for the picture beside its labels and facts."""
        room = QRectF(self.rect()).adjusted(LEFT, TOP, -RIGHT, -BOTTOM)
        if self._facts and self.is_wide:
            room.adjust(0.0, 0.0, -ROOM_FOR_FACTS, 0.0)
        elif self._brief:
            room.adjust(0.0, self.facts.height(), 0.0, 0.0)
        room.setSize(room.size().expandedTo(QRectF(0, 0, SMALLEST, SMALLEST).size()))
        return room

    @survived
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), theme().panel)
        frame = self.frame()
        if frame is not None:
            self.paint_picture(painter, frame)
        elif self.hint:
            painter.setFont(ui_font(TEXT))
            painter.setPen(theme().soft)
            room = self.room()
            middle = QRectF(12.0, room.top(), room.right() - 12.0, room.height())
            painter.drawText(middle, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self.hint)
        self._paint_progress(painter)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme().accent, 1.0))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    def show_progress(self, share: float | None) -> None:
        """Show how much of a picture that takes long is done; None: nothing takes long."""
        self.share = share
        self.cancel.setVisible(share is not None)
        self.cancel.move(self.width() - self.cancel.width() - 4, self.height() - self.cancel.height() - 4)
        self.update()

    def _paint_progress(self, painter: QPainter) -> None:
        if self.share is not None:
            painter.fillRect(QRectF(0.0, 0.0, self.width() * self.share, PROGRESS), theme().accent)

    def resizeEvent(self, event: object) -> None:
        self._write_facts()

    def showEvent(self, event: object) -> None:
        self.seen.emit(True)

    def hideEvent(self, event: object) -> None:
        self.seen.emit(False)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.update()

    # The pointer

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Read what is under the pointer; a drag moves the picture."""
        self._pointer = event.position()
        frame = self.frame()
        if self._dragged is not None and frame is not None:
            by, self._dragged = self._pointer - self._dragged, self._pointer
            self.zoomed.emit(frame.moved(by))
        self.read_again()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.can_zoom and event.button() == Qt.MouseButton.LeftButton:
            self._dragged = event.position()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._dragged = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Go back to all there is to see."""
        self._dragged = None
        self.whole_asked.emit()

    def leaveEvent(self, event: QEvent) -> None:
        self._pointer = None
        self.read_again()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Look closer, or from farther away."""
        frame = self.frame()
        if self.can_zoom and frame is not None:
            notches = event.angleDelta().y() / WHEEL_NOTCH
            self.zoomed.emit(frame.zoomed(ZOOM_STEP**-notches, event.position()))
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Zoom by + and -, go back to all by 0; cancel by Esc what takes long."""
        frame, key = self.frame(), event.text()
        if event.key() == Qt.Key.Key_Escape and self.share is not None:
            self.cancel_asked.emit()
        elif frame is None or not self.can_zoom or key not in ("+", "=", "-", "0"):
            event.ignore()
        elif key == "0":
            self.whole_asked.emit()
        else:
            factor = ZOOM_STEP if key == "-" else 1 / ZOOM_STEP
            self.zoomed.emit(frame.zoomed(factor, frame.rect.center()))

    def read_again(self) -> None:
        """Say what is under the pointer now; pictures change under a pointer that rests."""
        frame = self.frame()
        inside = self._pointer is not None and frame is not None and frame.rect.contains(self._pointer)
        text = self.reading(*frame.numbers(self._pointer)) if inside and frame and self._pointer else ""
        self._reading.setVisible(bool(text))
        if text and frame is not None:
            self._reading.setText(text)
            self._reading.adjustSize()
            left = min(frame.rect.left() + 4, self.width() - self._reading.width() - 2)
            self._reading.move(round(max(0.0, left)), round(frame.rect.top() + 4))
        self.update()


def flowed(facts: Sequence[str], width: int, metrics: QFontMetrics) -> list[str]:
    """Write facts on as few lines as they need; one that is longer than a line is cut."""
    lines: list[str] = []
    for fact in facts:
        longer = f"{lines[-1]}{BETWEEN}{fact}" if lines else ""
        if lines and metrics.horizontalAdvance(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(whole_words(fact, metrics, width))
    return lines
