"""The dialog that draws weights with a chosen scheme, range and seed."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QVBoxLayout, QWidget

from backprop_gui.core.initialisation import SCHEMES, SPREADABLE
from backprop_gui.look.buttons import without_icons
from backprop_gui.session.numbers import parse_between, parse_whole
from backprop_gui.session.session import Session
from backprop_gui.session.topology_edits import next_seed
from backprop_gui.views.fields import ChoiceBox
from backprop_gui.views.form import Form
from backprop_gui.views.number_editing import RefusalLabel

LARGEST_SEED = 2**63 - 1
LEAST_SPREAD, LARGEST_SPREAD = 1e-6, 1000.0
WIDTH = 420


class RandomiseDialog(QDialog):
    """Draws the chosen weights, or where none is chosen all of them, in one step."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("dialog_randomise")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Randomise weights")
        self._session = session
        self._scheme = ChoiceBox("randomise_scheme", {each.name: each.title for each in SCHEMES.values()})
        self._scheme.chosen.connect(lambda _: self._tell())
        self._spread = _field("randomise_range", "by the layer's size")
        self._seed = _field("randomise_seed", "")
        self._seed.setText(str(next_seed(session.document.project)))
        self._refusal = RefusalLabel("randomise_refusal")
        self._lay_out()
        self._tell()

    def _lay_out(self) -> None:
        form = Form()
        form.add_row("S&cheme", self._scheme)
        self._sentence = form.add_note("randomise_sentence", "")
        form.add_row("&Range ±, or deviation", self._spread)
        form.add_row("&Seed", self._seed)
        form.add_wide(self._refusal)
        kinds = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(kinds.Ok | kinds.Cancel)
        buttons.button(kinds.Ok).setText("&Draw")
        without_icons(buttons)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(form)
        column.addWidget(buttons)
        self.setMinimumWidth(WIDTH)

    @property
    def _name(self) -> str:
        return str(self._scheme.currentData())

    def _tell(self) -> None:
        """Say what is drawn, and offer a range where the scheme takes one."""
        count = self._session.editing.drawable
        of = f"the {count:,} chosen weight{'s' if count > 1 else ''}" if count else "all weights"
        self._sentence.setText(f"Draws {of}, {SCHEMES[self._name].sentence}. Frozen ones stay.")
        self._spread.setEnabled(self._name in SPREADABLE)

    def accept(self) -> None:
        """Draw, or say what is wrong with what was typed."""
        read_seed = partial(parse_whole, low=0, high=LARGEST_SEED, what="The seed")
        wants_spread = self._spread.isEnabled() and self._spread.text().strip()
        try:
            seed = read_seed(self._seed.text())
            spread = (
                parse_between(self._spread.text(), LEAST_SPREAD, LARGEST_SPREAD, "The range")
                if wants_spread
                else None
            )
        except ValueError as fault:
            self._refusal.say(str(fault))
            return
        self._session.editing.randomise(self._name, seed, spread)
        super().accept()


def _field(name: str, placeholder: str) -> QLineEdit:
    field = QLineEdit()
    field.setObjectName(name)
    field.setPlaceholderText(placeholder)
    return field
