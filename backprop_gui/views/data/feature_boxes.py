"""Which features of a point the network is given: a box to tick for each."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from backprop_gui.core.features import FEATURES, features_of
from backprop_gui.look.fonts import ui_font
from backprop_gui.look.theme import theme, themes

PLACES = ((0, 0), (0, 1), (1, 0), (1, 1), (2, 0), (2, 1), (3, 1))
"""Rows and columns: the widest words, those of the sines, stand in one column."""


class FeatureBoxes(QWidget):
    """Offers the features; the last one that is ticked cannot be taken away.

    Attributes
    ----------
    chosen : (names) those that are ticked now
    """

    chosen = Signal(tuple)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("feature_boxes")
        self._boxes = {name: self._box(name, number) for number, name in enumerate(FEATURES, start=1)}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(0)
        grid.setHorizontalSpacing(2)
        for (row, column), box in zip(PLACES, self._boxes.values(), strict=True):
            grid.addWidget(box, row, column)
        self._features: tuple[str, ...] = ()
        themes.changed.connect(self._restyle)
        self._restyle()

    def _box(self, name: str, number: int) -> QCheckBox:
        box = QCheckBox(name)
        box.setObjectName(f"feature_box_{number}")
        box.setFont(ui_font(11))
        box.clicked.connect(self._choose)
        return box

    def show_features(self, inputs: int, features: tuple[str, ...]) -> None:
        """Show which features are in force, of points with so many coordinates."""
        self._features = features
        known = features_of(inputs)
        for name, box in self._boxes.items():
            box.setVisible(name in known)
            box.setChecked(name in features)
            is_last = features == (name,)
            box.setEnabled(not is_last)
            box.setToolTip("The network needs an input." if is_last else "")

    def _choose(self) -> None:
        ticked = {name for name, box in self._boxes.items() if box.isChecked()}
        kept = [name for name in self._features if name in ticked]
        self.chosen.emit((*kept, *(name for name in FEATURES if name in ticked and name not in kept)))

    def _restyle(self) -> None:
        """Let a box that is not ticked be seen on the panel's ground."""
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Base, theme().hairline)
        for box in self._boxes.values():
            box.setPalette(palette)
