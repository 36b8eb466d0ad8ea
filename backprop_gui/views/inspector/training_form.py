"""How the network is trained: loss, optimizer, learning rate, batch."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QWidget,
)

from backprop_gui.document.project import Project
from backprop_gui.explain.render_text import number
from backprop_gui.look.fonts import ui_font
from backprop_gui.look.painting import survived
from backprop_gui.look.theme import theme, themes
from backprop_gui.session.edits import with_learning_rate, with_loss, with_optimizer
from backprop_gui.session.numbers import parse_number
from backprop_gui.session.session import Session
from backprop_gui.views.number_editing import RefusalLabel

LARGEST_RATE = 1e6
LOSSES = {
    "half_squared_error": "½ (t − o)²",
    "mean_squared_error": "mean (t − o)²",
    "mean_absolute_error": "mean |t − o|",
    "binary_cross_entropy": "Binary cross-entropy",
    "cross_entropy": "Cross-entropy",
}
OPTIMIZERS = {
    "sgd": "SGD",
    "momentum": "Momentum",
    "nesterov": "Nesterov",
    "adagrad": "AdaGrad",
    "rmsprop": "RMSProp",
    "adam": "Adam",
}


def parse_rate(text: str) -> float:
    """Read a typed learning rate.

    Raises
    ------
    ValueError
        with one sentence for the user.
    """
    rate = parse_number(text)
    if not 0 < rate <= LARGEST_RATE:
        raise ValueError("The learning rate is greater than 0 and at most 1,000,000.")
    return rate


class RateField(QLineEdit):
    """Takes a learning rate: Enter, Tab and clicking away accept, Escape brings the old one back.

    Attributes
    ----------
    chosen : (float) a rate was typed
    judged : (sentence) why a text was refused; empty where one was accepted
    """

    chosen = Signal(float)
    judged = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("learning_rate_field")
        self._rate = 0.0
        self.returnPressed.connect(self._accept)

    def show_rate(self, rate: float) -> None:
        """Show the rate that is in force."""
        self._rate = rate
        self.setText(number(rate))
        self.setToolTip(repr(rate))
        self.setModified(False)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self.isModified() and not self._accept():
            self.show_rate(self._rate)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.show_rate(self._rate)
            self._judge("")
        else:
            super().keyPressEvent(event)

    def _accept(self) -> bool:
        if not self.isModified():
            return True
        try:
            rate = parse_rate(self.text())
        except ValueError as error:
            self._judge(str(error))
            return False
        self._judge("")
        self.show_rate(rate)
        self.chosen.emit(rate)
        return True

    def _judge(self, sentence: str) -> None:
        self.setProperty("refused", bool(sentence))
        self.style().polish(self)
        self.judged.emit(sentence)


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
        for key, words in choices.items():
            self.addItem(words, key)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.activated.connect(lambda index: self.chosen.emit(self.itemData(index)))
        self.currentTextChanged.connect(self.setToolTip)

    def show_choice(self, name: str) -> None:
        """Show the choice that is in force."""
        self.setCurrentIndex(self.findData(name))

    @survived
    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        field = QStyle.SubControl.SC_ComboBoxEditField
        kind = QStyle.ComplexControl.CC_ComboBox
        room = self.style().subControlRect(kind, option, field, self).width() - 4
        text = self.fontMetrics().elidedText(option.currentText, Qt.TextElideMode.ElideRight, room)
        option.currentText = text
        painter = QStylePainter(self)
        painter.drawComplexControl(kind, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        painter.end()


class TrainingForm(QWidget):
    """Shows and edits a session's training plan."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._loss = ChoiceBox("loss_field", LOSSES)
        self._loss.chosen.connect(lambda name: self._change("loss", LOSSES, with_loss, name))
        self._optimizer = ChoiceBox("optimizer_field", OPTIMIZERS)
        self._optimizer.chosen.connect(
            lambda name: self._change("optimizer", OPTIMIZERS, with_optimizer, name)
        )
        self._rate = RateField()
        self._rate.chosen.connect(self._change_rate)
        self._refusal = RefusalLabel("learning_rate_refusal")
        self._rate.judged.connect(self._refusal.say)
        self._batch, self._order = _shown("batch_size_text"), _shown("order_text")
        self._captions: list[QLabel] = []
        self._lay_out()
        session.document.changed.connect(self._follow)
        themes.changed.connect(self._restyle)
        self._restyle()
        self._follow(None, session.document.project)

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(12, 0, 12, 4)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        self._add(grid, 0, "&Loss", self._loss)
        self._add(grid, 1, "&Optimizer", self._optimizer)
        self._add(grid, 2, "Learning r&ate", self._rate)
        grid.addWidget(self._refusal, 3, 0, 1, 2)
        self._add(grid, 4, "Batch", self._batch)
        self._add(grid, 5, "Order", self._order)

    def _add(self, grid: QGridLayout, row: int, caption: str, field: QWidget) -> None:
        label = QLabel(caption)
        label.setFont(ui_font(12))
        label.setBuddy(field)
        field.setFont(ui_font(12))
        field.setMinimumWidth(60)
        self._captions.append(label)
        grid.addWidget(label, row, 0)
        grid.addWidget(field, row, 1)

    def _follow(self, before: Project | None, project: Project) -> None:
        plan = project.plan
        if before is not None and before.plan is plan:
            return
        self._loss.show_choice(plan.loss)
        self._optimizer.show_choice(plan.optimizer.name)
        self._rate.show_rate(plan.optimizer.learning_rate)
        size = plan.batch_size
        self._batch.setText("all samples" if size == "all" else f"{size} sample{'s' if size != 1 else ''}")
        self._order.setText("as they stand" if plan.order == "sequential" else "shuffled")

    def _change(
        self,
        what: str,
        names: Mapping[str, str],
        edit: Callable[[Project, str], Project],
        name: str,
    ) -> None:
        self._session.edit(f"Change {what} to {names[name]}", lambda project: edit(project, name))

    def _change_rate(self, rate: float) -> None:
        text = f"Change learning rate to {number(rate)}"
        self._session.edit(text, lambda project: with_learning_rate(project, rate))

    def _restyle(self) -> None:
        for label in self._captions:
            palette = label.palette()
            palette.setColor(QPalette.ColorRole.WindowText, theme().soft)
            label.setPalette(palette)


def _shown(name: str) -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setContentsMargins(2, 3, 0, 3)
    return label
