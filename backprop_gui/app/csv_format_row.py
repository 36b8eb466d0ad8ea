"""The lines of the import dialog that say how the file is written, and let it be changed."""

from dataclasses import replace

from PySide6.QtCore import QLocale, QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QSpinBox, QVBoxLayout, QWidget

from backprop_gui.document.csv_encoding import ENCODINGS, guess_encoding, in_order
from backprop_gui.document.csv_format import DECIMALS, DELIMITERS, detect, has_header
from backprop_gui.look.labels import plain_label

DELIMITER_NAMES = {
    ",": "comma",
    ";": "semicolon",
    "\t": "tab",
    "|": "bar |",
    " ": "space",
    "~": "tilde ~",
    ":": "colon :",
}
DECIMAL_NAMES = {".": "dot: 0.5", ",": "comma: 0,5"}
MOST_LEFT_OUT = 1_000
GUESSED = (
    "The file does not say in which encoding it is written, and this one is a guess. "
    "If letters look wrong below, choose another."
)


class FormatRow(QWidget):
    """Shows how a file seems to be written, and lets each part of it be chosen.

    Attributes
    ----------
    changed : (CsvFormat) another one was chosen
    """

    changed = Signal(object)

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self.setObjectName("csv_format")
        self._data = data
        language = QLocale.system().name()
        self.form = detect(data, language)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._line = self._add_line(column)
        delimiters = {self.form.delimiter: f"“{self.form.delimiter}”"} | DELIMITER_NAMES
        self._add("delimiter", "&Delimiter", {key: delimiters[key] for key in (*DELIMITERS, *delimiters)})
        self._add("decimal", "De&cimal sign", {key: DECIMAL_NAMES[key] for key in DECIMALS})
        self._add("encoding", "&Encoding", {key: ENCODINGS[key] for key in in_order(language)})
        self._line.addStretch(1)
        self._line = self._add_line(column)
        self._add_header()
        self._line.addWidget(plain_label(text="Rows to leave out:"))
        self._add_count("above", "at the to&p")
        self._add_count("below", "at the en&d")
        self._line.addStretch(1)
        self._guess = plain_label("csv_guess", GUESSED)
        self._guess.setWordWrap(True)
        self._guess.setVisible(guess_encoding(data, language).is_weak)
        column.addWidget(self._guess)

    def _add_line(self, column: QVBoxLayout) -> QHBoxLayout:
        line = QHBoxLayout()
        column.addLayout(line)
        return line

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

    def _add_header(self) -> None:
        self._header = QCheckBox("First row holds &names")
        self._header.setObjectName("csv_header")
        self._header.setChecked(self.form.header)
        self._header.toggled.connect(lambda on: self._choose("header", on))
        self._line.addWidget(self._header)
        self._line.addSpacing(16)

    def _add_count(self, part: str, text: str) -> None:
        box, label = QSpinBox(), plain_label(text=text)
        box.setObjectName(f"csv_{part}")
        box.setAccessibleName(f"Rows to leave out {text.replace('&', '')}")
        box.setRange(0, MOST_LEFT_OUT)
        box.setKeyboardTracking(False)
        box.setValue(getattr(self.form, part))
        box.valueChanged.connect(lambda count: self._choose(part, count))
        label.setBuddy(box)
        self._line.addWidget(label)
        self._line.addWidget(box)
        self._line.addSpacing(8)

    def _choose(self, part: str, value: object) -> None:
        if part == "encoding":
            self._guess.hide()
        self.form = replace(self.form, **{part: value})  # type: ignore[arg-type]
        if part == "above":  # another row is the first one now
            self.form = replace(self.form, header=has_header(self._data, self.form))
            with QSignalBlocker(self._header):
                self._header.setChecked(self.form.header)
        self.changed.emit(self.form)
