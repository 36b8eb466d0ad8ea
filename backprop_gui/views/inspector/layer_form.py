"""What one layer is like: its activation, its kind of bias, and the way to its weights as a grid."""

from collections.abc import Callable

from PySide6.QtWidgets import QCheckBox, QPushButton

from backprop_gui.core.activations import ACTIVATIONS
from backprop_gui.core.network import BiasKind
from backprop_gui.document.project import Project
from backprop_gui.look.fonts import ui_font
from backprop_gui.session.network_editing import layer_words
from backprop_gui.session.session import Session
from backprop_gui.views.fields import ChoiceBox
from backprop_gui.views.form import FONT_SIZE, Form
from backprop_gui.views.inspector.weights_window import open_weights
from backprop_gui.views.number_editing import RefusalLabel

ACTIVATION_WORDS = {name: name.replace("_", " ") for name in ACTIVATIONS}
BIAS_WORDS = {
    str(BiasKind.NONE): "none",
    str(BiasKind.SHARED): "shared by the layer",
    str(BiasKind.PER_NEURON): "one for each neuron",
}


class LayerForm(Form):
    """Shows and edits the layer in which something is chosen, or the one that is picked here."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._shown = 0
        self._layer = ChoiceBox("layer_field", {})
        self._layer.chosen.connect(self._pick)
        self._activation = ChoiceBox("layer_activation_field", ACTIVATION_WORDS)
        self._activation.chosen.connect(self._set_activation)
        self._bias = ChoiceBox("layer_bias_field", BIAS_WORDS)
        self._bias.chosen.connect(self._set_bias)
        self._trained = QCheckBox("Train the bias")
        self._trained.setObjectName("layer_bias_trained")
        self._trained.setFont(ui_font(FONT_SIZE))
        self._trained.clicked.connect(self._train_bias)
        self._weights = QPushButton("Weights as a table…")
        self._weights.setObjectName("layer_weights_button")
        self._weights.setFont(ui_font(FONT_SIZE))
        self._weights.clicked.connect(lambda _=False: open_weights(session, self, self._shown))
        self._refusal = RefusalLabel("layer_refusal")
        self._lay_out()
        session.selection.changed.connect(self._follow_selection)
        session.document.changed.connect(self._follow)
        self._follow(None, session.document.project)

    def _lay_out(self) -> None:
        self.add_row("La&yer", self._layer)
        self.add_row("A&ctivation", self._activation)
        self.add_row("&Bias", self._bias)
        for widget in (self._trained, self._refusal, self._weights):
            self.add_wide(widget)

    def _pick(self, layer: str) -> None:
        self._shown = int(layer)
        self._show()

    def _follow_selection(self) -> None:
        layer = self._session.selection.layer
        if layer is not None and layer >= 0 and layer != self._shown:
            self._shown = layer
            self._show()

    def _follow(self, before: Project | None, project: Project) -> None:
        network = project.network
        if before is not None and before.network is network:
            return
        self._layer.clear()
        for number in range(len(network.layers)):
            words = layer_words(network, number).removeprefix("the ").capitalize()
            self._layer.addItem(words, str(number))
        self._shown = min(self._shown, len(network.layers) - 1)
        self._show()

    def _show(self) -> None:
        layer = self._session.document.project.network.layers[self._shown]
        self._layer.show_choice(str(self._shown))
        self._activation.show_choice(layer.activation)
        self._bias.show_choice(str(layer.bias))
        self._trained.setEnabled(layer.bias is not BiasKind.NONE)
        self._trained.setChecked(layer.bias_trainable)
        self._refusal.say("")

    def _set_activation(self, name: str) -> None:
        self._try(lambda: self._session.editing.set_activation(self._shown, name))

    def _set_bias(self, kind: str) -> None:
        self._try(lambda: self._session.editing.set_bias_kind(self._shown, BiasKind(kind)))

    def _train_bias(self, trained: bool) -> None:
        self._try(lambda: self._session.editing.set_bias_trained(self._shown, trained))

    def _try(self, edit: Callable[[], None]) -> None:
        """Edit; what is said against it is said here, and the fields show what is in force."""
        said: list[str] = []
        self._session.editing.said.connect(said.append)
        edit()
        self._session.editing.said.disconnect(said.append)
        self._show()
        self._refusal.say(" ".join(said))
