"""The line of the import dialog that says how the file is written, and lets it be changed."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QWidget

from backprop_gui.document.csv_format import DECIMALS, DELIMITERS, ENCODINGS, CsvFormat
from backprop_gui.look.labels import plain_label

DELIMITER_NAMES = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar |", " ": "space"}
DECIMAL_NAMES = {".": "dot: 0.5", ",": "comma: 0,5"}
ENCODING_NAMES = {
    "utf-8": "UTF-8",
    "cp1252": "Windows 1252",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16 LE",
    "utf-16-be": "UTF-16 BE",
}


class FormatRow(QWidget):
    """Shows a format, and lets each part of it be chosen.

    Attributes
    ----------
    changed : (CsvFormat) another one was chosen
    """

    changed = Signal(object)

    def __init__(self, form: CsvFormat) -> None:
        super().__init__()
        self.setObjectName("csv_format")
        self.form = form
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        delimiters = {form.delimiter: f"“{form.delimiter}”"} | DELIMITER_NAMES
        self._add("delimiter", "&Delimiter", {key: delimiters[key] for key in (*DELIMITERS, form.delimiter)})
        self._add("decimal", "De&cimal sign", {key: DECIMAL_NAMES[key] for key in DECIMALS})
        self._add("encoding", "&Encoding", {key: ENCODING_NAMES[key] for key in ENCODINGS})
        self._header = QCheckBox("First row holds &names")
        self._header.setObjectName("csv_header")
        self._header.setChecked(form.header)
        self._header.toggled.connect(lambda on: self._choose("header", on))
        self._line.addWidget(self._header)
        self._line.addStretch(1)

    def _add(self, part: str, text: str, choices: dict[str, str]) -> None:
        box, label = QComboBox(), plain_label(text=text)
        box.setObjectName(f"csv_{part}")
        box.setAccessibleName(text.replace("&", ""))
        label.setBuddy(box)
        for value, words in choices.items():
            box.addItem(words, value)
        box.setCurrentIndex(box.findData(getattr(self.form, part)))
        box.activated.connect(lambda place: self._choose(part, box.itemData(place)))
        self._line.addWidget(label)
        self._line.addWidget(box)
        self._line.addSpacing(8)

    def _choose(self, part: str, value: object) -> None:
        self.form = replace(self.form, **{part: value})  # type: ignore[arg-type]
        self.changed.emit(self.form)
