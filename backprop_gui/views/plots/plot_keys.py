"""A plot by keyboard: the line moves from round to round, and from one curve to the next."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from backprop_gui.look.theme import theme
from backprop_gui.views.plots.curve_plot import CurvePlot

ZOOM = 2.0
LEAST_ROUNDS = 1.0
PLAIN = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.KeypadModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


class PlotKeys(QObject):
    """Gives a focused plot its keys, before the window's shortcuts.

    ← and → go from one drawn round to the next, Home and End to the first and the last; ↑ and ↓ go from
    curve to curve; + and - look closer and from farther away, 0 shows all; Esc takes the line away.
    """

    def __init__(self, plot: CurvePlot) -> None:
        super().__init__(plot)
        self._plot = plot
        self._at: float | None = None
        self._frame = QWidget(plot)
        self._frame.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._frame.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._frame.hide()
        keys = Qt.Key
        self._handlers: dict[int, Callable[[], None]] = {
            keys.Key_Left: lambda: self._step(-1),
            keys.Key_Right: lambda: self._step(1),
            keys.Key_Home: lambda: self._go(0),
            keys.Key_End: lambda: self._go(-1),
            keys.Key_Up: lambda: self._step_curve(-1),
            keys.Key_Down: lambda: self._step_curve(1),
            keys.Key_Plus: lambda: self._zoom(1 / ZOOM),
            keys.Key_Equal: lambda: self._zoom(1 / ZOOM),
            keys.Key_Minus: lambda: self._zoom(ZOOM),
            keys.Key_0: plot.whole_asked.emit,
            keys.Key_Escape: self._leave,
        }
        plot.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        plot.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Claim the plot's keys, and do what they say."""
        match event.type():
            case QEvent.Type.ShortcutOverride if self._is_ours(event):
                event.accept()
                return True
            case QEvent.Type.KeyPress if self._is_ours(event):
                assert isinstance(event, QKeyEvent)
                self._handlers[event.key()]()
                return True
            case QEvent.Type.FocusIn:
                self._show_frame()
            case QEvent.Type.Resize:
                self._frame.setGeometry(self._plot.rect())
            case QEvent.Type.FocusOut:
                self._frame.hide()
                self._leave()
        return False

    def _is_ours(self, event: QEvent) -> bool:
        return isinstance(event, QKeyEvent) and event.modifiers() in PLAIN and event.key() in self._handlers

    def _show_frame(self) -> None:
        self._frame.setStyleSheet(f"border: 1px solid {theme().accent.name()}; border-radius: 4px;")
        self._frame.setGeometry(self._plot.rect())
        self._frame.show()

    def _step(self, by: int) -> None:
        rounds = self._plot.drawn_rounds
        if self._at is None:
            self._go(-1 if by < 0 else 0)
        else:
            place = int(rounds.searchsorted(self._at)) + by
            self._go(min(max(place, 0), rounds.size - 1))

    def _go(self, place: int) -> None:
        """Show the numbers of a drawn round here and in all other plots."""
        if rounds := self._plot.drawn_rounds.tolist():
            self._at = rounds[place]
            self._tell()
            self._plot.hovered.emit(self._at)

    def _tell(self) -> None:
        self._plot.share_round(self._at)
        self._plot.setAccessibleDescription(self._plot.told)

    def _step_curve(self, by: int) -> None:
        shown = self._plot.shown_curves
        if not shown:
            return
        now = self._plot.emphasised
        place = shown.index(now) + by if now in shown else (0 if by > 0 else -1)
        self._plot.pointed.emit(shown[place % len(shown)])
        if self._at is None:
            self._go(-1)
        else:
            self._tell()

    def _zoom(self, factor: float) -> None:
        """Look closer at the round in question, or at the middle."""
        first, last = self._plot.window.first, self._plot.window.last
        centre = (first + last) / 2 if self._at is None else self._at
        half = max(factor * (last - first), LEAST_ROUNDS) / 2
        self._plot.zoomed.emit(centre - half, centre + half)

    def _leave(self) -> None:
        if self._at is not None:
            self._at = None
            self._plot.share_round(None)
            self._plot.hovered.emit(None)
            self._plot.pointed.emit(None)
