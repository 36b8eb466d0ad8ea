"""What is pointed at: a neuron or a parameter, on the diagram or by its curve."""

from PySide6.QtCore import QObject, Signal

from backprop_gui.core.network import Place
from backprop_gui.document.project import Project
from backprop_gui.session.document import Document


class Pointer(QObject):
    """One place, the same for all views: whoever has the mouse over something points, all others show it.

    Attributes
    ----------
    changed : another place is pointed at, or none any more
    """

    changed = Signal()

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._place: Place | None = None
        self._is_lost = False
        document.replaced.connect(self._follow)
        document.settled.connect(self._announce)

    @property
    def place(self) -> Place | None:
        return self._place

    def point(self, place: Place | None) -> None:
        """Point at a place, or at none."""
        if place != self._place:
            self._place = place
            self.changed.emit()

    def _follow(self, before: Project | None, project: Project) -> None:
        """Point at nothing of a network that is gone."""
        if self._place is not None and (before is None or before.network is not project.network):
            self._place, self._is_lost = None, True

    def _announce(self) -> None:
        """Tell of it, once all views show the new network."""
        if self._is_lost:
            self._is_lost = False
            self.changed.emit()
