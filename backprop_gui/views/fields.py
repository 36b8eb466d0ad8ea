"""Fields of forms: a text that is read as a number, and a choice among words."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QSizePolicy,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
)

from backprop_gui.look.labels import plain_tip
from backprop_gui.look.painting import survived


class ValueField(QLineEdit):
    """Takes a typed value: Enter, Tab and clicking away accept, Escape brings the old one back.

    Parameters
    ----------
    read : text -> value; raises ValueError with one sentence for the user
    write : value -> text

    Attributes
    ----------
    chosen : (value) one was typed
    judged : (sentence) why a text was refused; empty where one was accepted

    A refused text stays while it is edited. Where it is left, the old value comes back, and the sentence
    says so.
    """

    chosen = Signal(object)
    judged = Signal(str)

    def __init__(self, name: str, read: Callable[[str], object], write: Callable[[object], str]) -> None:
        super().__init__()
        self.setObjectName(name)
        self._read, self._write = read, write
        self._value: object = None
        self.returnPressed.connect(self._accept)

    def show_value(self, value: object) -> None:
        """Show the value that is in force; what was said about another one is said no more."""
        if self.property("refused") or value != self._value:
            self._judge("")
        self._value = value
        self.setText(self._write(value))
        self.setCursorPosition(0)
        self.setToolTip(repr(value) if isinstance(value, float) else "")
        self.setModified(False)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        text = self.text().strip()
        if self.isModified() and (reason := self._accept()):
            self.show_value(self._value)
            self.judged.emit(_not_taken(text, reason, self.text()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.show_value(self._value)
            self._judge("")
        else:
            super().keyPressEvent(event)

    def _accept(self) -> str:
        """Take what was typed; return why not, or nothing."""
        if not self.isModified():
            return ""
        try:
            value = self._read(self.text())
        except ValueError as error:
            self._judge(str(error))
            return str(error)
        self._judge("")
        self.show_value(value)
        self.chosen.emit(value)
        return ""

    def _judge(self, sentence: str) -> None:
        self.setProperty("refused", bool(sentence))
        self.style().polish(self)
        self.judged.emit(sentence)


def _not_taken(text: str, reason: str, kept: str) -> str:
    """Say that a text was not taken, why, and what holds instead."""
    names_it = reason.startswith(("“", text))
    told = reason if names_it else f"{text} was not taken: {reason[0].lower()}{reason[1:]}"
    return f"{told} It is still {kept}."


class ChoiceBox(QComboBox):
    """Offers choices by their words; where they are wider than the box, their end is left out.

    Attributes
    ----------
    chosen : (name) one was chosen
    """

    chosen = Signal(str)

    def __init__(self, name: str, choices: Mapping[str, str]) -> None:
        super().__init__()
        self.setObjectName(name)
        self.addItems(list(choices.values()))
        for place, key in enumerate(choices):
            self.setItemData(place, key)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.activated.connect(lambda index: self.chosen.emit(self.itemData(index)))
        self._hint = ""
        self.currentTextChanged.connect(lambda _: self._tell())

    def hint(self, sentence: str) -> None:
        """Say in the tooltip what comes of choosing, besides the words of what is chosen."""
        self._hint = sentence
        self.setAccessibleDescription(sentence)
        self._tell()

    def _tell(self) -> None:
        self.setToolTip(plain_tip("\n".join(filter(None, (self.currentText(), self._hint)))))

    def show_choice(self, name: str) -> None:
        """Show the choice that is in force; nothing where it is none of those that are offered."""
        self.setCurrentIndex(self.findData(name))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to what scrolls around the box, unless the box was entered."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    @survived
    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        field = QStyle.SubControl.SC_ComboBoxEditField
        kind = QStyle.ComplexControl.CC_ComboBox
        room = self.style().subControlRect(kind, option, field, self).width() - 4
        words = option.currentText or self.placeholderText()
        option.currentText = self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room)
        painter = QStylePainter(self)
        painter.drawComplexControl(kind, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        painter.end()
