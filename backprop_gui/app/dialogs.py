"""The dialogs of the Help menu; none of them holds up the window."""

import platform
from collections.abc import Iterator, Sequence

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
from backprop_gui.app.actions import ACTIONS, MENUS, ActionSpec
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
    for title, keys in _groups():
        heading = _plain(title)
        heading.setFont(ui_font(14, 700))
        heading.setContentsMargins(0, 12 if grid.count() else 0, 0, 0)
        grid.addWidget(heading, grid.rowCount(), 0, 1, 2)
        for does, pressed in keys:
            label = _plain(pressed)
            label.setFont(ui_font(13, 600))
            grid.addWidget(_plain(does), (row := grid.rowCount()), 0)
            grid.addWidget(label, row, 1)
    scrolled = QScrollArea(widgetResizable=True)
    scrolled.setWidget(table)
    scrolled.setMinimumSize(460, 420)
    _open(window, "keys", "Keys", scrolled)


def _groups() -> Iterator[tuple[str, Sequence[tuple[str, str]]]]:
    """Yield what the keys do, in groups: what one looks for first, then the menus, then what has no menu."""
    for title in ("Walk", "Train"):
        yield title, _keys_of_menu(title)
    yield "Presenting", PRESENTING
    for title in MENUS:
        if title not in ("Walk", "Train") and (keys := _keys_of_menu(title)):
            yield title, keys
    yield from OTHERS.items()


def _keys_of_menu(title: str) -> list[tuple[str, str]]:
    specs = [spec for spec in ACTIONS if spec.menu == title and spec.keys]
    return [(spec.text.replace("&", "").rstrip("…"), _keys_of(spec)) for spec in specs]


PRESENTING = (
    ("Present, and leave the presentation", "F5"),
    ("Leave the presentation", "Esc"),
    ("Blank the screen, and show it again", "B, ."),
)
OTHERS = {
    "On the diagram": (
        ("Edit the chosen number", "Enter"),
        ("Choose the next thing", "Tab"),
        ("Choose one more, or one less", "Shift+click"),
        ("Choose the next or the previous thing too", "Shift+Down, Shift+Up"),
        ("Go on with the one chosen last, keep the others", "Ctrl+Down, Ctrl+Up"),
        ("Choose all in a frame", "Shift+drag"),
        ("Move the chosen nodes", "Ctrl+Shift+arrows"),
        ("All that can be done with what is chosen", "Menu"),
        ("Zoom", "Ctrl+wheel"),
    ),
    "In the samples": (
        ("Walk through the current sample", "Enter"),
        ("Add, remove, duplicate samples", "Ins, Del, Ctrl+D"),
        ("Move samples", "Alt+Up, Alt+Down"),
        ("Copy, paste numbers", "Ctrl+C, Ctrl+V"),
    ),
    "In the list of steps": (
        ("Look for a step by the beginning of its id", "letters"),
        ("Go to the step that is found", "Enter"),
    ),
}


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
