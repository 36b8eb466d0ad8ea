"""The window with all samples as a large table; it stands beside the program's and follows it."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from backprop_gui.look.buttons import without_icons
from backprop_gui.session.session import Session
from backprop_gui.views.beside import lend_keys, size_around
from backprop_gui.views.data.samples_editor import SamplesEditor

LEAST = QSize(420, 300)


class SamplesWindow(QDialog):
    """Shows as many rows and columns as the screen has room for."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("dialog_samples")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Samples")
        self.editor = SamplesEditor(session, "samples", folds=False)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close = buttons.button(QDialogButtonBox.StandardButton.Close)
        # Enter is for the samples.
        close.setAutoDefault(False)
        without_icons(buttons)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self.editor, 1)
        column.addWidget(buttons)
        table = self.editor.table
        self.resize(size_around(self, table, table.whole_size, LEAST))
        table.setFocus()


def open_samples(session: Session, parent: QWidget) -> SamplesWindow:
    """Open the table, or bring the open one to the front."""
    program = parent.window()
    is_open = (each for each in program.findChildren(SamplesWindow) if each.isVisible())
    window = next(is_open, None) or SamplesWindow(session, program)
    lend_keys(program, window)
    window.show()
    window.activateWindow()
    return window
