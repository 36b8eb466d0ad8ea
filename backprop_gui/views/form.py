"""Rows of captions and fields, with a line under a field that says why a text was refused."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from backprop_gui.look.fonts import ui_font
from backprop_gui.look.labels import plain_label
from backprop_gui.look.theme import theme, themes

FONT_SIZE = 12


class Form(QWidget):
    """Lays out rows; a row can be hidden, and takes no room then.

    Attributes
    ----------
    grown : somebody has chosen what has further rows
    """

    grown = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(12, 0, 12, 4)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(5)
        self._grid.setColumnStretch(1, 1)
        self._captions: dict[QWidget, QLabel] = {}
        self._soft: list[QLabel] = []
        themes.changed.connect(self._restyle)

    def add_row(self, caption: str, field: QWidget) -> None:
        """Add a field with its caption, whose & marks the letter that leads to it with Alt."""
        label = plain_label(text=caption)
        label.setFont(ui_font(FONT_SIZE))
        label.setBuddy(field)
        field.setFont(ui_font(FONT_SIZE))
        field.setMinimumWidth(60)
        row = self._grid.rowCount()
        self._grid.addWidget(label, row, 0)
        self._grid.addWidget(field, row, 1)
        self._captions[field] = label
        self._soften(label)

    def add_wide(self, widget: QWidget) -> None:
        """Add a widget over the whole width."""
        self._grid.addWidget(widget, self._grid.rowCount(), 0, 1, 2)

    def add_note(self, name: str, text: str) -> QLabel:
        """Add a line that explains what stands above it."""
        note = plain_label(name, text)
        note.setWordWrap(True)
        note.setFont(ui_font(FONT_SIZE - 1))
        self.add_wide(note)
        self._soften(note)
        return note

    def show_row(self, field: QWidget, is_shown: bool) -> None:
        """Show or hide a field with its caption."""
        field.setVisible(is_shown)
        self._captions[field].setVisible(is_shown)

    def _soften(self, label: QLabel) -> None:
        self._soft.append(label)
        _color(label)

    def _restyle(self) -> None:
        for label in self._soft:
            _color(label)


def _color(label: QLabel) -> None:
    palette = label.palette()
    palette.setColor(QPalette.ColorRole.WindowText, theme().soft)
    label.setPalette(palette)
