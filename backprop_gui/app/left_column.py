"""The column at the window's left: the network above the samples, each as high as it needs to be."""

from PySide6.QtCore import QObject, QSettings, Qt, QTimer
from PySide6.QtWidgets import QDockWidget, QMainWindow, QStyle

from backprop_gui.views.data.panel import DataPanel
from backprop_gui.views.inspector.panel import InspectorPanel

DRAGGED_KEY = "left_column_dragged"
MOST_FOR_SAMPLES = 0.7
"""Of the column, where not even the least heights have room."""


def samples_height(total: int, network: tuple[int, int], samples: tuple[int, int]) -> int:
    """Return the height for the samples, of what both have together.

    Parameters
    ----------
    network, samples : the least height and the wanted one
    """
    least, wanted = network[0] + samples[0], network[1] + samples[1]
    if total < least:
        return min(samples[0], max(total - network[0], round(MOST_FOR_SAMPLES * total)))
    if total < wanted:
        return samples[0] + (total - least) * (samples[1] - samples[0]) // (wanted - least)
    return total - network[1]


class LeftColumn(QObject):
    """Shares the column out when a section opens or closes, until somebody drags the line between.

    Attributes
    ----------
    follows : whether nobody has dragged it
    """

    def __init__(self, window: QMainWindow, network: QDockWidget, samples: QDockWidget) -> None:
        super().__init__(window)
        self._window, self._network, self._samples = window, network, samples
        self._settings: QSettings | None = None
        self._given = 0
        self.follows = False
        inspector, data = network.widget(), samples.widget()
        assert isinstance(inspector, InspectorPanel)
        assert isinstance(data, DataPanel)
        for changed in (inspector.choices.needs_changed, data.choices.needs_changed, data.needs_changed):
            changed.connect(self.share, Qt.ConnectionType.QueuedConnection)

    def recall(self, settings: QSettings) -> None:
        """Remember from now on whether somebody has dragged; do what was remembered."""
        self._settings = settings
        self.follows = settings.value(DRAGGED_KEY, False, bool) is not True
        self.share()

    def follow(self) -> None:
        """Follow the needs again."""
        self._remember(dragged=False)
        self.share()

    def share(self) -> None:
        """Give both what they need, as far as there is room."""
        network, samples = self._network.widget(), self._samples.widget()
        assert isinstance(network, InspectorPanel)
        assert isinstance(samples, DataPanel)
        if not (self.follows and self._is_shared):
            return
        frames = [self._network.height() - network.height(), self._samples.height() - samples.height()]
        total = self._height - sum(frames)
        wanted = samples_height(total, network.needs, samples.needs)
        heights = [total - wanted + frames[0], wanted + frames[1]]
        self._window.resizeDocks([self._network, self._samples], heights, Qt.Orientation.Vertical)
        QTimer.singleShot(0, self, self._note_height)

    @property
    def _height(self) -> int:
        """What both docks share: not the sum of their heights, as one may just grow over the other."""
        between = self._window.style().pixelMetric(
            QStyle.PixelMetric.PM_DockWidgetSeparatorExtent, None, self._window
        )
        return self._window.statusBar().y() - self._network.y() - between

    def _note_height(self) -> None:
        self._given = self._samples.height()

    def note_drag(self) -> None:
        """Leave the heights alone from now on, if the mouse has just changed them."""
        if self.follows and self._is_shared and abs(self._samples.height() - self._given) > 1:
            self._remember(dragged=True)

    @property
    def _is_shared(self) -> bool:
        """Whether both stand in the column, one above the other."""
        docks = (self._network, self._samples)
        area = Qt.DockWidgetArea.LeftDockWidgetArea
        if any(dock.isFloating() or not dock.isVisible() for dock in docks):
            return False
        stand = all(self._window.dockWidgetArea(dock) == area for dock in docks)
        return stand and self._network.y() < self._samples.y()

    def _remember(self, dragged: bool) -> None:
        self.follows = not dragged
        if self._settings is not None:
            self._settings.setValue(DRAGGED_KEY, dragged)
