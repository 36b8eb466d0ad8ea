"""The “…” of a plot: its picture and its numbers, into files and onto the clipboard."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QMenu, QToolButton, QWidget

from backprop_gui.document.errors import FileError
from backprop_gui.document.names import file_name
from backprop_gui.document.whole_files import write_whole
from backprop_gui.export.curves import curves_csv, write_curves
from backprop_gui.look.flat_style import axis_choice_style
from backprop_gui.look.fonts import ui_font
from backprop_gui.views.plots.picture import plot_image, plot_png, plot_svg
from backprop_gui.views.plots.plot_view import PlotView, Tabulated

PICTURES = {"PNG picture (*.png)": "png", "SVG drawing (*.svg)": "svg"}
TABLES = {"Comma-separated values (*.csv)": "csv"}

Beside = Callable[[str, Callable[[], None]], None]
Folder = Callable[[], str]


def at_once(_: str, work: Callable[[], None]) -> None:
    """Do the work here and now."""
    work()


class TakingAway(QToolButton):
    """A small button with a menu, which opens on the plot too.

    Parameters
    ----------
    title : the plot's, for the names of files
    folder : finds where files are kept
    beside : does some work, of which it is told what it is, beside the window

    Attributes
    ----------
    failed : (sentence) a file could not be written
    told : (sentence) what was done
    """

    failed = Signal(str)
    told = Signal(str)

    def __init__(self, view: PlotView, title: str, folder: Folder, beside: Beside, parent: QWidget) -> None:
        super().__init__(parent)
        self._view, self._title, self._folder, self._beside = view, title, folder, beside
        name = view.plot.objectName()
        self.setObjectName(f"more_{name}")
        self.setText("…")
        self.setAccessibleName(f"Save or copy {title}")
        self.setToolTip("Save or copy the picture or its numbers")
        self.setFont(ui_font(11))
        self.setFixedSize(QSize(22, 18))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.menu_of_plot = self._make_menu(name)
        self.clicked.connect(lambda: self._open(self.mapToGlobal(self.rect().bottomLeft())))
        view.plot.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.plot.customContextMenuRequested.connect(lambda place: self._open(view.plot.mapToGlobal(place)))
        self.restyle()

    def _make_menu(self, name: str) -> QMenu:
        menu = QMenu(self)
        menu.setObjectName(f"menu_{name}")
        entries: list[tuple[str, str, Callable[[], None]]] = [
            ("save_picture", "Save &picture…", self.save_picture),
            ("copy_picture", "&Copy picture", self.copy_picture),
        ]
        if isinstance(self._view, Tabulated):
            entries[1:1] = [("save_data", "Save &data…", self.save_data)]
            entries.append(("copy_data", "C&opy data", self.copy_data))
        for action_name, text, handler in entries:
            action = menu.addAction(text)
            action.setObjectName(f"{action_name}_{name}")
            action.triggered.connect(handler)
        return menu

    def restyle(self) -> None:
        """Take the colours of the look in use."""
        self.setStyleSheet(axis_choice_style())

    def _open(self, place: QPoint) -> None:
        self.menu_of_plot.popup(place)

    @property
    def _parts(self) -> Sequence[QWidget]:
        return self._view.header, self._view.plot

    def save_picture(self) -> None:
        """Ask for a file, and draw the plot into it."""
        if not (path := self._ask("Save the picture", PICTURES)):
            return
        is_drawing = Path(path).suffix.lower() == ".svg"
        data = plot_svg(self._parts, self._title) if is_drawing else plot_png(self._parts)
        self._write(path, lambda: write_whole(path, data))

    def save_data(self) -> None:
        """Ask for a file, and write the numbers into it."""
        assert isinstance(self._view, Tabulated)
        table = self._view.table()
        if path := self._ask("Save the data", TABLES):
            self._write(path, lambda: write_curves(path, table))

    def copy_picture(self) -> None:
        """Put the picture onto the clipboard."""
        QGuiApplication.clipboard().setImage(plot_image(self._parts))
        self.told.emit(f"The picture of {self._title} is on the clipboard.")

    def copy_data(self) -> None:
        """Put the numbers onto the clipboard."""
        assert isinstance(self._view, Tabulated)
        QGuiApplication.clipboard().setText(curves_csv(self._view.table()))
        self.told.emit(f"The numbers of {self._title} are on the clipboard.")

    def _ask(self, question: str, kinds: dict[str, str]) -> str:
        """Ask for a file; the dialog itself adds the ending, and asks before replacing."""
        dialog = QFileDialog(self.window(), question, self._folder())
        dialog.setObjectName("save_plot")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters(list(kinds))
        dialog.setDefaultSuffix(next(iter(kinds.values())))
        dialog.filterSelected.connect(lambda chosen: dialog.setDefaultSuffix(kinds[chosen]))
        dialog.selectFile(self._title.lower())
        chosen = dialog.selectedFiles() if dialog.exec() else []
        dialog.deleteLater()
        return chosen[0] if chosen else ""

    def _write(self, path: str, write: Callable[[], None]) -> None:
        try:
            self._beside(f"Saving {file_name(path)}", write)
        except FileError as error:
            self.failed.emit(f"{file_name(path)} was not saved: {error}")
        else:
            self.told.emit(f"{file_name(path)} is saved.")
