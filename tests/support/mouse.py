"""The mouse, for what pytest-qt's own functions do not say exactly."""

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget


def hover(widget: QWidget, point: QPoint) -> None:
    """Move over a widget with no button held, whatever an earlier double-click has left held."""
    nothing, at = Qt.MouseButton.NoButton, QPointF(point)
    on_screen = widget.mapToGlobal(at)
    no_keys = Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(
        widget, QMouseEvent(QEvent.Type.MouseMove, at, on_screen, nothing, nothing, no_keys)
    )
