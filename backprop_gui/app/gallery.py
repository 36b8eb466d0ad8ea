"""The dialog that offers the examples."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from backprop_gui.app.files import Files
from backprop_gui.look.buttons import without_icons

USUAL_SIZE = QSize(900, 660)
AROUND = QSize(60, 80)
"""How much smaller than the screen the dialog is at least."""


def open_gallery(window: QWidget, files: Files) -> None:
    """Open the gallery; choosing an example asks about unsaved work, as opening a file does."""
    from backprop_gui.views.gallery.cards import Cards

    dialog = QDialog(window)
    dialog.setObjectName("dialog_gallery")
    dialog.setWindowTitle("Examples")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    cards = Cards()

    def choose(name: str) -> None:
        dialog.accept()
        files.open_example(name)

    cards.chosen.connect(choose)
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    buttons.setContentsMargins(16, 0, 16, 0)
    buttons.button(QDialogButtonBox.StandardButton.Close).setAutoDefault(False)
    without_icons(buttons)
    buttons.rejected.connect(dialog.reject)
    column = QVBoxLayout(dialog)
    column.setContentsMargins(0, 0, 0, 12)
    column.setSpacing(10)
    column.addWidget(cards, 1)
    column.addWidget(buttons)
    dialog.resize(USUAL_SIZE.boundedTo(window.screen().availableSize() - AROUND))
    dialog.open()
    cards.cards[0].setFocus()
