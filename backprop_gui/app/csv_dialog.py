"""The dialog that imports samples from a table: how it is written, what its columns are, what comes of it."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from backprop_gui.app.csv_format_row import FormatRow
from backprop_gui.app.csv_preview import PreviewModel, PreviewTable, about_column
from backprop_gui.app.csv_reader import CsvReader
from backprop_gui.document.csv_format import CsvFormat
from backprop_gui.document.csv_import import Imported, Part, Room, Use, room_needed, suggested_uses, taken
from backprop_gui.document.csv_remarks import remarks
from backprop_gui.document.csv_table import CsvTable, first_lines
from backprop_gui.document.errors import FileError, counted
from backprop_gui.document.fitting import MOST_WEIGHTS, weights_when_fitted
from backprop_gui.document.project import Project
from backprop_gui.document.storage import LARGEST_FILE
from backprop_gui.look.buttons import without_icons
from backprop_gui.look.labels import plain_label, plain_title
from backprop_gui.views.number_editing import RefusalLabel


@dataclass(frozen=True, eq=False)
class Import:
    """What the user decided on."""

    imported: Imported
    fit: bool
    classify: bool


class CsvDialog(QDialog):
    """Shows what a file holds and would become.

    Attributes
    ----------
    decided : (Import) the samples shall be taken
    """

    decided = Signal(object)

    def __init__(self, window: QWidget, name: str, data: bytes, project: Project) -> None:
        super().__init__(window)
        self.setObjectName("dialog_import")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"Import data from {plain_title(name)}")
        self.resize(860, 600)
        self._project = project
        self._table: CsvTable | None = None
        self._uses: list[Use] = []
        self._imported: Imported | None = None
        self._is_fresh = True
        self._data = data
        self._build()
        self._reader = CsvReader(data, self)
        self._connect()
        self._read(self._format.form)

    def _build(self) -> None:
        self._format = FormatRow(self._data)
        self._model = PreviewModel(self)
        self._preview = PreviewTable(self._model)
        self._about = plain_label("csv_about", " ")
        self._remarks = plain_label("csv_remarks")
        self._summary = plain_label("csv_summary", " ")
        for label in (self._about, self._remarks, self._summary):
            label.setWordWrap(True)
        self._refusal = RefusalLabel("csv_refusal")
        self._progress = QProgressBar()
        self._progress.setObjectName("csv_progress")
        self._progress.setTextVisible(False)
        self._leave_out = self._check("csv_leave_out", "&Leave out rows with gaps")
        self._leave_out.setChecked(True)
        self._fewer = self._check("csv_fewer", "&Save")
        self._fewer.setChecked(True)
        self._fit = self._check("csv_fit", "&Fit the network to the data")
        self._classify = self._check("csv_classify", "&Softmax and cross-entropy, as is usual for classes")
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        without_icons(self._buttons)
        self._import = self._buttons.addButton("Import", QDialogButtonBox.ButtonRole.AcceptRole)
        self._import.setObjectName("csv_import")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 12)
        column.setSpacing(8)
        column.addWidget(self._format)
        column.addWidget(self._preview, 1)
        column.addWidget(self._about)
        column.addLayout(self._parts_row())
        column.addWidget(self._remarks)
        for check in (self._leave_out, self._fewer, self._fit, self._classify):
            column.addWidget(check)
        for widget in (self._summary, self._refusal, self._progress, self._buttons):
            column.addWidget(widget)

    def _check(self, name: str, text: str) -> QCheckBox:
        check = QCheckBox(text)
        check.setObjectName(name)
        check.toggled.connect(self._take)
        return check

    def _parts_row(self) -> QHBoxLayout:
        """Make the buttons that say what the selected columns are."""
        line = QHBoxLayout()
        self._parts: list[QPushButton] = []
        line.addWidget(plain_label(text="Take the selected columns as"))
        for part, text in ((Part.INPUT, "&Input"), (Part.TARGET, "&Target"), (Part.NEITHER, "Neit&her")):
            line.addWidget(self._button(f"csv_as_{part}", text, self._as(part)))
        line.addWidget(self._button("csv_by_class", "&One number for each class", self._toggle_by_class))
        line.addStretch(1)
        return line

    def _button(self, name: str, text: str, does: Callable[[], None]) -> QPushButton:
        button = QPushButton(text)
        button.setObjectName(name)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _checked=False: does())
        self._parts.append(button)
        return button

    def _connect(self) -> None:
        self._format.changed.connect(self._read)
        self._reader.read.connect(self._show)
        self._reader.refused.connect(self._refuse_file)
        self._reader.progressed.connect(lambda share: self._progress.setValue(round(100 * share)))
        self._preview.selectionModel().selectionChanged.connect(self._tell_column)
        self._buttons.accepted.connect(self._decide)
        self._buttons.rejected.connect(self.reject)
        self.finished.connect(self._reader.close)

    def _read(self, form: CsvFormat) -> None:
        self._forget("")
        self._progress.show()
        self._reader.ask(form)

    def _forget(self, said: str) -> None:
        """Show no table: it is being read, or cannot be."""
        self._table, self._imported, self._uses = None, None, []
        self._model.show_table(None, [])
        self._remarks.hide()
        for widget in (self._progress, self._fewer, self._fit, self._classify):
            widget.hide()
        for button in self._parts:
            button.setEnabled(False)
        self._say("", said)

    def _refuse_file(self, said: str) -> None:
        self._forget(f"The file cannot be read so: {said}.")
        self._model.show_lines(first_lines(self._data, self._format.form.encoding))

    def _show(self, table: CsvTable) -> None:
        self._progress.hide()
        for button in self._parts:
            button.setEnabled(True)
        self._table, self._is_fresh = table, True
        self._uses = suggested_uses(table, self._project.network)
        self._model.show_table(table, self._uses)
        targets = [column for column, use in enumerate(self._uses) if use.part is Part.TARGET]
        self._preview.selectColumn(targets[0] if targets else 0)
        self._take()

    def _as(self, part: Part) -> Callable[[], None]:
        def take() -> None:
            for column in self._preview.chosen:
                self._uses[column] = Use(part, self._by_class(column))
            self._model.show_uses(self._uses)
            self._take()

        return take

    def _by_class(self, column: int) -> bool:
        """Whether a column is taken by its classes; labels always are."""
        assert self._table
        return self._uses[column].by_class or not self._table.columns[column].holds_numbers

    def _toggle_by_class(self) -> None:
        chosen = self._preview.chosen
        wanted = not all(self._uses[column].by_class for column in chosen)
        for column in chosen:
            part = self._uses[column].part
            self._uses[column] = Use(Part.INPUT if wanted and part is Part.NEITHER else part, wanted)
        self._model.show_uses(self._uses)
        self._take()

    def _tell_column(self) -> None:
        chosen = self._preview.chosen
        self._about.setText(about_column(self._table.columns[chosen[0]]) if chosen and self._table else " ")

    def _take(self) -> None:
        """Find what would be imported, and say it or why it cannot be."""
        if self._table is None:
            return
        self._imported = None
        said = remarks(self._table, self._uses)
        self._remarks.setText("\n".join(said))
        self._remarks.setVisible(bool(said))
        try:
            imported = taken(self._table, self._uses, self._leave_out.isChecked())
        except FileError as error:
            self._say("", f"{str(error)[:1].upper()}{str(error)[1:]}.")
            return
        self._offer(imported)
        room = room_needed(imported, self._project)
        self._offer_fewer(imported, room)
        if takes_fewer := len(imported.data) > room.most and self._fewer.isChecked():
            imported = imported.evenly(room.most)
        refusal = self._mismatch(imported)
        self._imported = None if refusal else imported
        self._say(_summed_up(imported, None if takes_fewer else room), refusal)

    def _offer_fewer(self, imported: Imported, room: Room) -> None:
        """Offer to take only what can be saved, where that is not all of it."""
        samples = len(imported.data)
        what = f"{room.most:,} of {samples:,} samples, e&venly chosen"
        self._fewer.setText(f"Take only {what}, so that the project can be saved")
        self._fewer.setVisible(samples > room.most)

    def _offer(self, imported: Imported) -> None:
        """Offer what makes sense for this data; a network that does not fit is to be fitted at first."""
        network = self._project.network
        if self._is_fresh:
            self._is_fresh = False
            with QSignalBlocker(self._fit):
                self._fit.setChecked(not imported.is_named_like(network))
        self._fit.setVisible(not imported.is_named_like(network))
        inputs, outputs = counted(len(imported.inputs), "input"), counted(len(imported.targets), "output")
        fits = imported.fits(network)
        what = "Name inputs and outputs as the columns" if fits else f"Fit the network: {inputs}, {outputs}"
        self._fit.setText(f"&{what}")
        is_classifier = (
            network.layers[-1].activation == "softmax" and self._project.plan.loss == "cross_entropy"
        )
        self._classify.setVisible(imported.says_classes and not is_classifier)

    def _mismatch(self, imported: Imported) -> str:
        """Say why the network cannot take the data; empty where it can."""
        network = self._project.network
        if imported.fits(network):
            return ""
        inputs, outputs = counted(len(network.inputs), "input"), counted(len(network.outputs), "output")
        if not self._fit.isChecked():
            return f"The network has {inputs} and {outputs}: fit it to the data, or take other columns."
        weights = weights_when_fitted(network, len(imported.inputs), len(imported.targets))
        if weights > MOST_WEIGHTS:
            return f"The network would have {weights:,} weights; at most {MOST_WEIGHTS:,} are possible."
        return ""

    def _say(self, summary: str, refusal: str) -> None:
        self._summary.setText(summary)
        self._summary.setVisible(bool(summary))
        self._refusal.say(refusal)
        self._import.setEnabled(self._imported is not None)

    def _decide(self) -> None:
        if self._imported is not None:
            fit = self._fit.isVisible() and self._fit.isChecked()
            classify = self._classify.isVisible() and self._classify.isChecked()
            self.decided.emit(Import(self._imported, fit, classify))
            self.accept()


def _summed_up(imported: Imported, room: Room | None) -> str:
    """Say what would be imported, and whether it could be saved."""
    inputs, targets = counted(len(imported.inputs), "input"), counted(len(imported.targets), "target")
    left = f"; {counted(imported.left_out, 'row')} with gaps left out" if imported.left_out else ""
    much = ""
    if room is not None and len(imported.data) > room.most:
        much = (
            f" As a project that is about {room.size / 1e6:.1f} MB; a file holds {LARGEST_FILE / 1e6:.0f} MB."
            " It can be trained on, but not saved: take fewer samples or columns."
        )
    return f"{imported.samples_in_words}, {inputs}, {targets}{left}.{much}"
