"""The Network menu, and the same actions as the menu of what is chosen on the diagram."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QActionGroup, QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from backprop_gui.app.actions import ACTIONS, ON_DIAGRAM
from backprop_gui.app.questions import ask_what_rows_are
from backprop_gui.app.recovery import cut
from backprop_gui.core.activations import ACTIVATIONS
from backprop_gui.core.initialisation import SCHEMES
from backprop_gui.core.network import INPUTS, BiasKind, BiasPlace, NeuronPlace
from backprop_gui.session.selection import LayerPlace
from backprop_gui.session.session import Session
from backprop_gui.session.value_blocks import BothFit

if TYPE_CHECKING:
    from backprop_gui.views.diagram.view import DiagramView

ACTIVATION_TEXTS = {name: name.replace("_", " ") for name in ACTIVATIONS}
BIAS_TEXTS = {
    str(BiasKind.NONE): "&None",
    str(BiasKind.SHARED): "&Shared by the layer",
    str(BiasKind.PER_NEURON): "&One for each neuron",
}
OF_THE_GROUND = ("undo", "redo", "select_all", "arrange", "fit")
SHORT = 16
"""Characters of a name on a button."""


class NetworkMenu:
    """Fills the Network menu, keeps it true to what is chosen, and opens it on the diagram."""

    def __init__(self, window: QWidget, session: Session, actions: dict[str, QAction]) -> None:
        self._window, self._session, self._actions = window, session, actions
        self._submenus = {
            "activation": self._choices("&Activation", "activation", ACTIVATION_TEXTS, self._set_activation),
            "bias": self._choices("&Bias", "bias", BIAS_TEXTS, self._set_bias),
            "randomise": self._schemes(),
        }
        session.selection.changed.connect(self.refresh)
        session.document.settled.connect(self.refresh)
        self.refresh()

    def serve(self, diagram: "DiagramView | None") -> None:
        """Give the diagram the keys that work while it has the keyboard, and its menu."""
        if diagram is None:
            return
        for name in ON_DIAGRAM:
            diagram.addAction(self._actions[name])
        diagram.menu_asked.connect(self._open)

    def extend(self, menu: QMenu) -> None:
        """Add the choices for a layer, and the ways to draw weights."""
        menu.addSeparator()
        for submenu in self._submenus.values():
            menu.addMenu(submenu)

    def _choices(
        self, title: str, name: str, texts: Mapping[str, str], choose: Callable[[str], None]
    ) -> QMenu:
        menu = QMenu(title, self._window)
        menu.setObjectName(f"menu_{name}")
        group = QActionGroup(menu)
        for key, text in texts.items():
            action = QAction(text, self._window, checkable=True)
            action.setObjectName(f"action_{name}_{key}")
            action.setData(key)
            action.triggered.connect(lambda _=False, key=key: choose(key))
            group.addAction(action)
            menu.addAction(action)
        return menu

    def _schemes(self) -> QMenu:
        menu = QMenu("&Randomise weights", self._window)
        menu.setObjectName("menu_randomise")
        menu.setToolTipsVisible(True)
        for scheme in SCHEMES.values():
            action = menu.addAction(scheme.title)
            action.setObjectName(f"action_randomise_{scheme.name}")
            action.setToolTip(f"Draws {scheme.sentence}; of all weights where none is chosen")
            action.triggered.connect(lambda _=False, name=scheme.name: self._session.editing.randomise(name))
        menu.addSeparator()
        action = menu.addAction("With range and seed…")
        action.setObjectName("action_randomise_choose")
        action.triggered.connect(lambda _=False: self._choose_drawing())
        return menu

    def _choose_drawing(self) -> None:
        from backprop_gui.app.randomise_dialog import RandomiseDialog

        RandomiseDialog(self._session, self._window).open()

    @property
    def _layer(self) -> int | None:
        """The chosen layer, of those that compute."""
        layer = self._session.selection.layer
        return None if layer == INPUTS else layer

    def _set_activation(self, activation: str) -> None:
        if self._layer is not None:
            self._session.editing.set_activation(self._layer, activation)
        self.refresh()

    def _set_bias(self, kind: str) -> None:
        if self._layer is not None:
            self._session.editing.set_bias_kind(self._layer, BiasKind(kind))
        self.refresh()

    def refresh(self) -> None:
        """Offer what can be done with what is chosen."""
        places, network = self._session.selection.places, self._session.document.project.network
        layer = self._layer
        has_values = any(not isinstance(place, NeuronPlace) or place.layer != INPUTS for place in places)
        nodes = [place for place in places if isinstance(place, NeuronPlace | BiasPlace)]
        can = dict.fromkeys(("add_neuron", "add_layer", "remove", "rename"), bool(places))
        can |= dict.fromkeys(("freeze", "set_values"), has_values)
        can["remove_layer"] = layer is not None and layer < len(network.layers) - 1
        can["add_layer"] = bool(places) and self._session.selection.layer != len(network.layers) - 1
        can["join"] = bool(self._session.selection.neurons)
        can["rename"] = len(places) == 1 and not isinstance(places[0], LayerPlace)
        can |= dict.fromkeys(("align_columns", "align_rows"), len(nodes) > 1)
        for name, enabled in can.items():
            self._actions[name].setEnabled(enabled)
        of_layer = network.layers[layer] if layer is not None else None
        self._mark("activation", of_layer.activation if of_layer else None)
        self._mark("bias", str(of_layer.bias) if of_layer else None)

    def _mark(self, name: str, chosen: str | None) -> None:
        submenu = self._submenus[name]
        submenu.setEnabled(chosen is not None)
        for action in submenu.actions():
            action.setChecked(action.data() == chosen)

    def _open(self, point: QPoint) -> None:
        """Open the menu of what is chosen; on the ground, of the whole diagram."""
        menu = QMenu(self._window)
        menu.setObjectName("diagram_menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self._session.selection.places:
            specs = [
                spec for spec in ACTIONS if spec.menu == "Network" and self._actions[spec.name].isEnabled()
            ]
            for before, spec in zip((None, *specs), specs, strict=False):
                if before is not None and before.group != spec.group:
                    menu.addSeparator()
                menu.addAction(self._actions[spec.name])
            self.extend(menu)
        else:
            menu.addActions([self._actions[name] for name in OF_THE_GROUND])
            menu.addMenu(self._submenus["randomise"])
        menu.popup(point)


def network_handlers(
    window: QWidget, session: Session, on_diagram: Callable[[str], None]
) -> dict[str, Callable[[], object]]:
    """Say what each action of the menu does.

    Parameters
    ----------
    on_diagram : calls the diagram's method of a name, once there is a diagram
    """
    editing = session.editing
    editing.both_fit.connect(partial(_paste_as_answered, session, window))
    return {
        "add_neuron": editing.add_neuron,
        "add_layer": editing.add_layer,
        "remove": editing.remove,
        "remove_layer": editing.remove_layer,
        "rename": lambda: on_diagram("rename_or_edit"),
        "join": editing.join_chosen,
        "freeze": editing.freeze,
        "weights_table": lambda: _open_weights(session, window),
        "set_values": lambda: on_diagram("edit_all_chosen"),
        "copy_values": lambda: copy_values(session),
        "paste_values": lambda: paste_values(session),
        "select_all": lambda: on_diagram("choose_all"),
        "align_columns": lambda: on_diagram("align_columns"),
        "align_rows": lambda: on_diagram("align_rows"),
        "arrange": lambda: _arrange_anew(session),
    }


def _arrange_anew(session: Session) -> None:
    from backprop_gui.views.diagram.aligning import arrange_anew

    arrange_anew(session)


def _open_weights(session: Session, window: QWidget) -> None:
    from backprop_gui.views.inspector.weights_window import open_weights

    open_weights(session, window)


def copy_values(session: Session) -> None:
    """Put the chosen values on the clipboard."""
    if text := session.editing.copied():
        QGuiApplication.clipboard().setText(text)


def paste_values(session: Session) -> None:
    """Take values from the clipboard."""
    session.editing.paste(QGuiApplication.clipboard().text())


def _paste_as_answered(session: Session, window: QWidget, text: str, open_question: BothFit) -> None:
    """Ask what the rows of pasted weights are, and paste them so."""
    network, layer = session.document.project.network, open_question.layer
    neurons, sources = network.layers[layer].neurons, network.source_names(layer)
    where = QApplication.activeWindow() or window
    answer = ask_what_rows_are(where, _first_of(neurons), _first_of(sources), open_question.size)
    if answer is not None:
        session.editing.paste(text, rows_are_sources=answer)


def _first_of(names: Sequence[str]) -> str:
    """Name the first two, short enough for a button."""
    named = ", ".join(cut(name, SHORT) for name in names[:2]) + (", …" if len(names) > 2 else "")
    return named.replace("&", "&&")
