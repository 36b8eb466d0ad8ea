"""What can be done with the rows of the table of samples: by key, by menu and by button."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QObject,
    Qt,
    Signal,
)
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QTableView

from backprop_gui.core.dataset import Dataset
from backprop_gui.document.errors import FileError, counted
from backprop_gui.document.pasted_table import copied_text, pasted_block
from backprop_gui.document.project import Project
from backprop_gui.document.samples import (
    column_names,
    table_of,
    with_blank_rows,
    with_block,
    with_rows_duplicated,
    with_rows_moved,
    without_rows,
)
from backprop_gui.session.session import Session


@dataclass(frozen=True)
class RowAction:
    """One thing to do with rows; its objectName is ``action_rows_`` and its name."""

    name: str
    text: str
    key: str = ""
    group: int = 0


ROW_ACTIONS = (
    RowAction("tell", "&Walk through this sample", "Return"),
    RowAction("tell_next", "Walk through training's &next batch"),
    RowAction("add", "&Add a sample below", "Ins", 1),
    RowAction("duplicate", "&Duplicate", "Ctrl+D", 1),
    RowAction("remove", "&Remove", "Del", 1),
    RowAction("up", "Move &up", "Alt+Up", 2),
    RowAction("down", "Move &down", "Alt+Down", 2),
    RowAction("copy", "&Copy", "Ctrl+C", 3),
    RowAction("paste", "&Paste", "Ctrl+V", 3),
)

ONE_STAYS = "One sample stays: a network needs one to learn from."


class TableRows(QObject):
    """Edits the rows of a table that are selected, each time in one step to undo.

    Attributes
    ----------
    actions : by their names
    judged : (sentence) why something was refused; empty where it was done
    """

    judged = Signal(str)

    def __init__(self, session: Session, table: QTableView) -> None:
        super().__init__(table)
        self._session = session
        self._table = table
        handlers: dict[str, Callable[[], None]] = {
            "tell": self.tell,
            "tell_next": lambda: session.cursor.choose(None),
            "add": self.add,
            "duplicate": self.duplicate,
            "remove": self.remove,
            "up": lambda: self.move(-1),
            "down": lambda: self.move(1),
            "copy": self.copy,
            "paste": self.paste,
        }
        self.actions = {spec.name: self._action(spec, handlers[spec.name]) for spec in ROW_ACTIONS}
        table.installEventFilter(self)
        self._fill_menu()
        table.verticalHeader().sectionClicked.connect(self._click_number)
        table.selectionModel().selectionChanged.connect(self._refresh)
        table.selectionModel().currentChanged.connect(self._refresh)
        session.document.settled.connect(self._refresh)
        session.document.changed.connect(self._follow)
        session.cursor.told.connect(self._refresh)
        # The headings show no selection: to find whether a column is selected, Qt asks every row of it.
        headings = table.horizontalHeader()
        headings.setSelectionModel(QItemSelectionModel(table.model(), headings))
        self._keep_place()
        self._refresh()

    def _action(self, spec: RowAction, handler: Callable[[], None]) -> QAction:
        action = QAction(spec.text, self)
        action.setObjectName(f"action_rows_{spec.name}")
        action.setShortcut(QKeySequence(spec.key))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        plain = spec.text.replace("&", "")
        action.setToolTip(f"{plain} ({keys})" if keys else plain)
        action.triggered.connect(lambda _checked=False: handler())
        return action

    def _fill_menu(self) -> None:
        group = 0
        for spec in ROW_ACTIONS:
            if spec.group != group:
                line = QAction(self)
                line.setSeparator(True)
                self._table.addAction(line)
                group = spec.group
            self._table.addAction(self.actions[spec.name])
        self._table.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    @property
    def rows(self) -> list[int]:
        """The rows of what is selected, in their order; of nothing selected the current one."""
        rows = {index for part in self._parts() for index in _rows_of(part)}
        current = self._table.currentIndex()
        return sorted(rows) or ([current.row()] if current.isValid() else [])

    def tell(self) -> None:
        """Let the walk be through the current row's sample alone."""
        current = self._table.currentIndex()
        if current.isValid():
            self._session.cursor.choose(current.row())

    def add(self) -> None:
        """Add a row of zeros below the selected ones, or at the end."""
        at = self.rows[-1] + 1 if self.rows else len(self._data)
        if self._edit("Add a sample", lambda project: with_blank_rows(project, at)):
            self._select([at])

    def duplicate(self) -> None:
        """Put copies of the selected rows below them."""
        rows = self.rows
        if rows and self._edit(
            f"Duplicate {_named(rows)}", lambda project: with_rows_duplicated(project, rows)
        ):
            self._select(range(rows[-1] + 1, rows[-1] + 1 + len(rows)))

    def remove(self) -> None:
        """Remove the selected rows; of all rows, the first stays."""
        selected = self.rows
        is_all = len(selected) == len(self._data)
        rows = selected[1:] if is_all else selected
        if rows and self._edit(f"Remove {_named(rows)}", lambda project: without_rows(project, rows)):
            self._select([min(rows[0], len(self._data) - 1)])
        if is_all:
            self.judged.emit(ONE_STAYS)

    def move(self, by: int) -> None:
        """Move the selected rows up (-1) or down (1)."""
        rows, chosen, before = self.rows, self._session.cursor.chosen, self._data
        way = "up" if by < 0 else "down"
        if not rows or not self._edit(
            f"Move {_named(rows)} {way}", lambda project: with_rows_moved(project, rows, by)
        ):
            return
        if self._data is not before:
            self._select([row + by for row in rows])
            if chosen in rows:
                self._session.cursor.choose(chosen + by)

    def copy(self) -> None:
        """Copy the selected cells, or of whole rows all numbers, with all their digits."""
        rows = self.rows
        if not rows:
            return
        first, last = self._columns()
        table = table_of(self._session.project, rows)[:, first : last + 1]
        try:
            QGuiApplication.clipboard().setText(copied_text(table))
        except FileError as error:
            self.judged.emit(str(error))
        else:
            self.judged.emit("")

    def paste(self) -> None:
        """Write the numbers on the clipboard into the table, from the first selected cell on."""
        row = self.rows[0] if self.rows else 0
        column = self._columns()[0]
        text = QGuiApplication.clipboard().text()

        def pasted(project: Project) -> Project:
            names = column_names(project)
            block = pasted_block(text, names, len(names) - column)
            return with_block(project, row, column, block)

        self._edit("Paste numbers", pasted)

    @property
    def _data(self) -> Dataset:
        return self._session.document.project.data

    def _parts(self) -> list[QItemSelectionRange]:
        return self._table.selectionModel().selection().toList()

    def _columns(self) -> tuple[int, int]:
        """The first and last column of what is selected."""
        parts = self._parts()
        if parts:
            return min(part.left() for part in parts), max(part.right() for part in parts)
        return 0, self._table.model().columnCount() - 1

    def _edit(self, text: str, editing: Callable[[Project], Project]) -> bool:
        """Edit in one step to undo; where that is refused, say why and change nothing."""
        try:
            self._session.edit(text, editing)
        except FileError as error:
            self.judged.emit(str(error))
            return False
        self.judged.emit("")
        return True

    def _select(self, rows: Sequence[int]) -> None:
        """Select whole rows and bring them into view."""
        model, picked = self._table.model(), QItemSelection()
        last = model.columnCount() - 1
        for first, end in _runs(rows):
            picked.select(model.index(first, 0), model.index(end, last))
        flags = QItemSelectionModel.SelectionFlag
        self._table.selectionModel().setCurrentIndex(model.index(rows[0], 0), flags.NoUpdate)
        self._table.selectionModel().select(picked, flags.ClearAndSelect)
        self._table.scrollTo(model.index(rows[-1], 0))

    def _keep_place(self) -> None:
        """Stay at the same row and column where the table is shown anew."""
        model, place = self._table.model(), [0, 0]

        def note() -> None:
            current = self._table.currentIndex()
            place[:] = [current.row(), current.column()] if current.isValid() else [-1, -1]

        def come_back() -> None:
            row, column = min(place[0], model.rowCount() - 1), min(place[1], model.columnCount() - 1)
            if row >= 0 and column >= 0:
                self._table.setCurrentIndex(model.index(row, column))

        model.modelAboutToBeReset.connect(note)
        model.modelReset.connect(come_back)

    def _click_number(self, row: int) -> None:
        """Tell the sample whose number was clicked; with Shift or Ctrl a click selects alone."""
        if QGuiApplication.keyboardModifiers() == Qt.KeyboardModifier.NoModifier and len(self._data) > 1:
            self._session.cursor.choose(row)

    def _follow(self, before: Project | None, project: Project) -> None:
        """Take a refusal back when the samples are others."""
        if before is not None and before.data is not project.data:
            self.judged.emit("")

    def _refresh(self) -> None:
        rows, count = self.rows, len(self._data)
        can = {
            "tell": self._table.currentIndex().isValid() and count > 1,
            "tell_next": self._session.cursor.chosen is not None,
            "duplicate": bool(rows),
            "remove": bool(rows),
            "up": bool(rows) and rows[0] > 0,
            "down": bool(rows) and rows[-1] < count - 1,
            "copy": bool(rows),
        }
        for name, action in self.actions.items():
            action.setEnabled(can.get(name, True))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys of the actions before the window's own."""
        if isinstance(event, QKeyEvent) and self._table.state() is not QAbstractItemView.State.EditingState:
            action = self._of_key(event)
            if action and event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if action and event.type() == QEvent.Type.KeyPress:
                action.trigger()
                return True
        return super().eventFilter(watched, event)

    def _of_key(self, event: QKeyEvent) -> QAction | None:
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        key = Qt.Key.Key_Return if event.key() == Qt.Key.Key_Enter else event.key()
        pressed = QKeySequence(modifiers.value | key)
        return next((each for each in self.actions.values() if each.shortcut() == pressed), None)


def _rows_of(part: QItemSelectionRange) -> range:
    return range(part.top(), part.bottom() + 1)


def _runs(rows: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and last of rows that lie together."""
    first = last = rows[0]
    for row in rows:
        if row > last + 1:
            yield first, last
            first = row
        last = row
    yield first, last


def _named(rows: Sequence[int]) -> str:
    """Name rows for the Edit menu."""
    return f"sample {rows[0] + 1}" if len(rows) == 1 else counted(len(rows), "sample")
