"""The dialogs of the Help menu; none of them holds up the window."""

import platform

import PySide6
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from backprop_gui import __version__
from backprop_gui.app.actions import ACTIONS, ActionSpec
from backprop_gui.core import engine
from backprop_gui.document.project import Project
from backprop_gui.look.buttons import without_icons
from backprop_gui.look.fonts import ui_font
from backprop_gui.look.labels import plain_label, plain_title


def show_about(window: QWidget, project: Project) -> None:
    """Say what program this is, and what computes in it."""
    text = (
        f"Backprop GUI {__version__}\n\n"
        "One round of backpropagation, told term by term, and trained live.\n\n"
        f"Engine: {engine.description()}\n"
        f"PySide6 {PySide6.__version__}, Python {platform.python_version()}\n\n"
        "MIT licence. Typefaces: Inter and STIX Two (SIL Open Font License). Icons: Tabler (MIT). "
        "Iris and digits: UCI Machine Learning Repository (CC BY 4.0)."
    )
    _open(window, "about", "About Backprop GUI", _plain(text, "about_text"))


def show_notes(window: QWidget, project: Project) -> None:
    """Show what the project says of itself."""
    from backprop_gui.views.long_text import LongText

    notes = LongText(str(project.view.get("notes", "")))
    notes.setObjectName("notes_text")
    notes.setMinimumSize(520, 320)
    _open(window, "notes", f"Notes on {plain_title(project.title)}", notes)


def show_keys(window: QWidget, project: Project) -> None:
    """List every action with its keys."""
    table = QWidget()
    grid = QGridLayout(table)
    grid.setHorizontalSpacing(24)
    for row, (spec, keys) in enumerate((spec, _keys_of(spec)) for spec in ACTIONS if spec.keys):
        name = _plain(spec.text.replace("&", "").rstrip("…"))
        keys_label = _plain(keys)
        keys_label.setFont(ui_font(13, 600))
        grid.addWidget(name, row, 0)
        grid.addWidget(keys_label, row, 1)
    for row, (keys, does) in enumerate(PRESENTING_KEYS, start=len(ACTIONS)):
        grid.addWidget(_plain(does), row, 0)
        label = _plain(keys)
        label.setFont(ui_font(13, 600))
        grid.addWidget(label, row, 1)
    scrolled = QScrollArea(widgetResizable=True)
    scrolled.setWidget(table)
    scrolled.setMinimumSize(460, 420)
    _open(window, "keys", "Keys", scrolled)


PRESENTING_KEYS = (
    ("Esc", "Presenting: leave"),
    ("B, .", "Presenting: blank the screen"),
    ("Enter", "Diagram: edit the chosen number"),
    ("Tab", "Diagram: choose the next thing"),
    ("Shift+click", "Diagram: choose one more, or one less"),
    ("Shift+Down, Shift+Up", "Diagram: choose the next or the previous thing too"),
    ("Ctrl+Down, Ctrl+Up", "Diagram: go on with the one chosen last, keep the others"),
    ("Shift+drag", "Diagram: choose all in a frame"),
    ("Ctrl+Shift+arrows", "Diagram: move the chosen nodes"),
    ("Menu", "Diagram: all that can be done with what is chosen"),
    ("Ctrl+wheel", "Diagram: zoom"),
    ("Enter", "Data: walk through the current sample"),
    ("Ins, Del, Ctrl+D", "Data: add, remove, duplicate samples"),
    ("Alt+Up, Alt+Down", "Data: move samples"),
    ("Ctrl+C, Ctrl+V", "Data: copy, paste numbers"),
)


def _keys_of(spec: ActionSpec) -> str:
    native = QKeySequence.SequenceFormat.NativeText
    return ", ".join(QKeySequence(key).toString(native) for key in spec.keys)


def _plain(text: str, name: str = "") -> QLabel:
    label = plain_label(name, text)
    label.setWordWrap(True)
    return label


def _open(window: QWidget, name: str, title: str, content: QWidget) -> None:
    dialog = QDialog(window)
    dialog.setObjectName(f"dialog_{name}")
    dialog.setWindowTitle(title)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    without_icons(buttons)
    buttons.rejected.connect(dialog.reject)
    column = QVBoxLayout(dialog)
    column.setContentsMargins(20, 20, 20, 16)
    column.setSpacing(16)
    column.addWidget(content)
    column.addWidget(buttons)
    dialog.open()
    if column.hasHeightForWidth():  # only now the labels have their typeface, and know how high they are
        dialog.resize(dialog.width(), column.totalHeightForWidth(dialog.width()))


OPENERS = {"about": show_about, "notes": show_notes, "keys": show_keys}
