"""The switch between numbers and small pictures in the diagram's nodes."""

from PySide6.QtCore import QObject, QSettings
from PySide6.QtGui import QAction

from backprop_gui.session.session import Session

KEY = "answers_in_nodes"
CHOICES = {"on": True, "off": False}


class HeatSwitch(QObject):
    """Keeps the action and the session together, and the choice for the next start."""

    def __init__(self, action: QAction, session: Session, settings: QSettings) -> None:
        super().__init__(action)
        self._action = action
        self._pictures = session.pictures
        self._settings = settings
        self._pictures.choose_in_nodes(CHOICES.get(str(settings.value(KEY))))
        session.document.changed.connect(self._refresh)
        self._refresh()

    def toggle(self) -> None:
        """Show the other of the two from now on."""
        chosen = not self._pictures.in_nodes
        self._settings.setValue(KEY, "on" if chosen else "off")
        self._pictures.choose_in_nodes(chosen)
        self._refresh()

    def _refresh(self, *_: object) -> None:
        self._action.setEnabled(self._pictures.plane is not None)
        self._action.setChecked(self._pictures.in_nodes)
