"""A slider that goes where its track is clicked, and can be dragged on from there."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QSlider, QStyle, QStyleOptionSlider, QWidget

HANDLE, GROOVE = QStyle.SubControl.SC_SliderHandle, QStyle.SubControl.SC_SliderGroove


class TrackSlider(QSlider):
    """A level slider whose handle jumps to a click beside it, where Qt's own would move it by a page."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Bring the handle under the mouse, then grab it."""
        point = event.position().toPoint()
        if event.button() == Qt.MouseButton.LeftButton and not self._part(HANDLE).contains(point):
            self.setSliderPosition(self._position_at(point.x()))
        super().mousePressEvent(event)

    def _position_at(self, x: int) -> int:
        """Tell which position has the handle's middle at a pixel."""
        track, handle = self._part(GROOVE), self._part(HANDLE)
        reached = x - track.left() - handle.width() // 2
        length = track.width() - handle.width()
        from_right = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        return QStyle.sliderValueFromPosition(self.minimum(), self.maximum(), reached, length, from_right)

    def _part(self, part: QStyle.SubControl) -> QRect:
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        return self.style().subControlRect(QStyle.ComplexControl.CC_Slider, option, part, self)
