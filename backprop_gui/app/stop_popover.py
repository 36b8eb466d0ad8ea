"""The small sheet that sets when a run ends by itself, and says so in a sentence."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QGridLayout, QHBoxLayout, QLineEdit, QWidget

from backprop_gui.document.stopping import StopWhen, stop_when, with_stop_when
from backprop_gui.document.typed_number import parse_number
from backprop_gui.look.fonts import ui_font
from backprop_gui.look.labels import plain_label, plain_tip
from backprop_gui.session.numbers import parse_count
from backprop_gui.session.session import Session

Number = TypeVar("Number", int, float)

FIELD, WIDTH, MARGIN = 76, 372, 14
UNITS = ("rounds", "epochs")


class StopPopover(QFrame):
    """Shows the project's stop conditions and changes them as they are typed."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("stop_popover")
        self.setAccessibleName("Stop when")
        self._session = session
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(MARGIN, 12, MARGIN, 12)
        self._rounds = _Condition("rounds", "", "10,000", "rounds of a run are done")
        self._error = _Condition("error", "the error is below", "0.001", "")
        self._progress = _Condition("patience", "in", "1,000", "")
        self._share = _field("share", "1")
        self._units = QComboBox()
        self._time = _Condition("seconds", "", "60", "seconds have passed")
        self._sentence = plain_label("stop_sentence")
        self._sentence.setWordWrap(True)
        self._lay_out()
        self._connect()
        session.document.changed.connect(lambda *_: self._follow())
        self._follow()

    def _lay_out(self) -> None:
        self._units.setObjectName("stop_unit")
        self._units.setAccessibleName("Unit of progress")
        self._units.addItems(UNITS)
        self._progress.add(self._units, plain_label("", "the error falls"))
        heading = plain_label("", "Stop when…")
        heading.setFont(ui_font(13, 600))
        self._grid.addWidget(heading, 0, 0)
        for row, condition in enumerate((self._rounds, self._error, self._time, self._progress), start=1):
            self._grid.addLayout(condition.row, row, 0)
        share = QHBoxLayout()
        share.setContentsMargins(28, 0, 0, 0)
        for widget in (plain_label("", "by less than"), self._share):
            share.addWidget(widget)
        share.addWidget(plain_label("", "% of its best value"))
        share.addStretch()
        self._grid.addLayout(share, 5, 0)
        self._grid.addWidget(self._sentence, 6, 0)
        self.setFixedWidth(WIDTH)

    def _connect(self) -> None:
        for condition in (self._rounds, self._error, self._time, self._progress):
            condition.box.clicked.connect(self._change)
            condition.field.editingFinished.connect(self._change)
        self._share.editingFinished.connect(self._change)
        self._units.activated.connect(self._change)

    def open_below(self, widget: QWidget) -> None:
        """Show the sheet under a button, within the screen."""
        self._follow()
        self.adjustSize()
        corner = widget.mapToGlobal(QPoint(0, widget.height() + 4))
        room = widget.screen().availableGeometry()
        self.move(max(room.left(), min(corner.x(), room.right() - self.width())), corner.y())
        self.show()
        self._rounds.box.setFocus()

    def _change(self) -> None:
        """Store what is set; a field that cannot be read is marked, and its condition stays as it was."""
        before = stop_when(self._session.document.project)
        share = _read(self._share, lambda text: _positive(text) / 100, before.share)
        stop = StopWhen(
            rounds=self._rounds.read(parse_count, before.rounds),
            error_below=self._error.read(_positive, before.error_below),
            patience=self._progress.read(parse_count, before.patience),
            in_epochs=self._units.currentText() == "epochs",
            share=share if share is not None and share < 1 else before.share,
            seconds=self._time.read(_positive, before.seconds),
        )
        if stop != before:
            self._session.edit("Change when training stops", lambda project: with_stop_when(project, stop))

    def _follow(self) -> None:
        stop = stop_when(self._session.document.project)
        self._rounds.show(stop.rounds, "{:,}")
        self._error.show(stop.error_below, "{!r}")
        self._progress.show(stop.patience, "{:,}")
        self._time.show(stop.seconds, "{:g}")
        self._units.setCurrentText(UNITS[stop.in_epochs])
        self._share.setText(f"{100 * stop.share:g}")
        self._sentence.setText(stop.sentence())
        self._sentence.setFixedHeight(self._sentence.heightForWidth(WIDTH - 2 * MARGIN))
        self.adjustSize()


class _Condition:
    """A box to tick, and a field for the number that belongs to it."""

    def __init__(self, name: str, before: str, usual: str, behind: str) -> None:
        self.box = QCheckBox(before)
        self.box.setObjectName(f"stop_{name}")
        self.box.setAccessibleName(f"Stop by {name}: {before} {behind}".strip(": "))
        self.field = _field(name, usual)
        self.row = QHBoxLayout()
        self.row.setSpacing(6)
        self.add(self.box, self.field)
        if behind:
            self.add(plain_label("", behind))
        self.row.addStretch()

    def add(self, *widgets: QWidget) -> None:
        places = self.row.count() - (1 if self.row.count() > 2 else 0)
        for place, widget in enumerate(widgets, places):
            self.row.insertWidget(place, widget)

    def read(self, parse: Callable[[str], Number], before: Number | None) -> Number | None:
        return _read(self.field, parse, before) if self.box.isChecked() else None

    def show(self, value: float | None, form: str) -> None:
        self.box.setChecked(value is not None)
        self.field.setEnabled(value is not None)
        if value is not None:
            self.field.setText(form.format(value))


def _field(name: str, usual: str) -> QLineEdit:
    field = QLineEdit(usual)
    field.setObjectName(f"stop_{name}_field")
    field.setAccessibleName(f"Number for {name}")
    field.setAlignment(Qt.AlignmentFlag.AlignRight)
    field.setFixedWidth(FIELD)
    return field


def _read(field: QLineEdit, parse: Callable[[str], Number], before: Number | None) -> Number | None:
    """Read a field; where it cannot be read, mark it and leave things as they were."""
    try:
        value: Number | None = parse(field.text())
    except ValueError as error:
        field.setToolTip(plain_tip(str(error)))
        value = before
        refused = True
    else:
        field.setToolTip("")
        refused = False
    field.setProperty("refused", refused)
    field.style().polish(field)
    return value


def _positive(text: str) -> float:
    value = parse_number(text)
    if value <= 0:
        raise ValueError(f"{text.strip()} is not greater than 0.")
    return value
