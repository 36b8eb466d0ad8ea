"""The diagram's ground: it fits the window until somebody zooms or moves it."""

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QWheelEvent
from PySide6.QtWidgets import QFrame, QGraphicsScene, QGraphicsView, QWidget

ZOOM_STEP = 1.2
LEAST_ZOOM, MOST_ZOOM = 0.25, 8.0
WHEEL_NOTCH = 120.0
SMALLEST_SIDE = 40


class GroundView(QGraphicsView):
    """Zooms about a point and moves in all directions.

    Attributes
    ----------
    ground_moved : what stands over the picture has to follow
    ground : what is fitted into the window; None before there is anything
    fits : whether the whole ground is shown
    most_zoom : how many times larger than when it fits the ground is shown at the most
    room : how many times larger the ground is than when it fits
    """

    ground_moved = Signal()

    def __init__(self, scene: QGraphicsScene, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setScene(scene)
        self.ground: QRectF | None = None
        self.fits = True
        self.room = 1.0
        self.most_zoom = MOST_ZOOM
        self._set_up()

    def _set_up(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.SmartViewportUpdate)
        self.setResizeAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        # A picture would welcome what is dragged over it, and then not take it: the window does.
        self.setAcceptDrops(False)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(2 * SMALLEST_SIDE, 2 * SMALLEST_SIDE)

    def zoom_in(self) -> None:
        """Show everything larger."""
        self._zoom(ZOOM_STEP, self.viewport().rect().center())

    def zoom_out(self) -> None:
        """Show everything smaller."""
        self._zoom(1 / ZOOM_STEP, self.viewport().rect().center())

    def _zoom(self, factor: float, still: QPoint) -> None:
        """Scale the picture about a point of the viewport, which stays where it is."""
        now = self.transform().m11() * self.room
        factor = min(max(now * factor, LEAST_ZOOM), self.most_zoom) / now
        self._leave_fitting()
        shown_there = self.mapToScene(still)
        self.scale(factor, factor)
        self._scroll(still - self.mapFromScene(shown_there))
        self.ground_moved.emit()

    def _leave_fitting(self) -> None:
        """Give room to move the ground in all directions."""
        ground = self.ground
        if not self.fits or ground is None:
            return
        self.fits = False
        corner = self.mapFromScene(ground.topLeft())
        self._open_room(ground)
        self._scroll(corner - self.mapFromScene(ground.topLeft()))

    def _open_room(self, ground: QRectF) -> None:
        around = 2.0 * max(ground.width(), ground.height())
        self.setSceneRect(ground.adjusted(-around, -around, around, around))

    def show_at(self, middle: QPointF, scale: float) -> None:
        """Show a point of the ground in the middle of the window, at a scale."""
        if self.ground is not None:
            self._open_room(self.ground)
        self.resetTransform()
        self.scale(scale, scale)
        self._scroll(self.viewport().rect().center() - self.mapFromScene(middle))
        self.ground_moved.emit()

    def _scroll(self, by: QPoint) -> None:
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        across.setValue(across.value() - by.x())
        down.setValue(down.value() - by.y())

    def pan(self, by: QPoint) -> None:
        """Move the ground by pixels of the screen."""
        self._leave_fitting()
        self._scroll(by)
        self.ground_moved.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl; without it move the ground, once it does not fit any more."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            notches = event.angleDelta().y() / WHEEL_NOTCH
            self._zoom(ZOOM_STEP**notches, event.position().toPoint())
        elif not self.fits:
            self.pan(event.angleDelta() / 2)
        event.accept()
