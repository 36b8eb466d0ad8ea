"""The panel beside the diagram that tells the current step."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from backprop_gui.explain.render_text import step_line
from backprop_gui.look.fonts import ui_font
from backprop_gui.look.labels import plain_label
from backprop_gui.look.theme import theme, themes
from backprop_gui.session.session import Session
from backprop_gui.views.stepper.choice_row import ChoiceRow
from backprop_gui.views.stepper.formula_view import FormulaView
from backprop_gui.views.stepper.phase_words import phase_words, position_words
from backprop_gui.views.stepper.prefetch import Prefetch
from backprop_gui.views.stepper.round_model import RoundModel
from backprop_gui.views.stepper.standing import standing_of
from backprop_gui.views.stepper.step_table import StepTable
from backprop_gui.views.stepper.wrapped_label import WrappedLabel

MARGIN = 16
TOLD_SHARE, LEAST_LIST = 0.64, 128
"""What formula and words take at most: this share, or in a low panel what leaves the list two rows."""
BASE_SIZES = (17.0, 22.0)
EMS_ACROSS = 16.5


class StepperPanel(QWidget):
    """Shows where the walk is, the step's formula and words, and the list of all steps."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("stepper_panel")
        self._session = session
        self._cursor = session.cursor
        self._make_labels()
        self.formula = FormulaView()
        self._told = _ToldArea([self.formula, self._sentence, self._text])
        self.table = StepTable(RoundModel(session, self), self)
        self.table.chosen.connect(lambda row: self._cursor.go(row + 1))
        self._lay_out()
        self.prefetch = Prefetch(self._cursor, self.formula)
        self._cursor.told.connect(self._show)
        self._cursor.moved.connect(self._show)
        session.document.settled.connect(self._show)
        session.run.started.connect(self._show)
        session.run.finished.connect(lambda _: self._show())
        themes.changed.connect(self._restyle)
        self._restyle()
        self._show()

    def _make_labels(self) -> None:
        self._phase = WrappedLabel(ui_font(14, 600))
        self._phase.setObjectName("step_phase")
        self._position = plain_label("step_position")
        self._position.setFont(ui_font(12))
        self._position.setMinimumHeight(18)
        self._text = WrappedLabel(ui_font(11), color="soft", usual_lines=3)
        self._text.setObjectName("step_text")
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._sentence = WrappedLabel(ui_font(13), ground="accent_ground", usual_lines=4)
        self._sentence.setObjectName("step_sentence")
        self._heading = plain_label("step_table_heading", "Steps of this round")
        self._heading.setFont(ui_font(11, 600))

    def _lay_out(self) -> None:
        header = QHBoxLayout()
        header.setContentsMargins(MARGIN, 0, MARGIN, 0)
        header.setSpacing(12)
        header.addWidget(self._phase, 1)
        header.addWidget(self._position, 0, Qt.AlignmentFlag.AlignTop)
        self._heading.setContentsMargins(MARGIN, 0, MARGIN, 0)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(8)
        column.addLayout(header)
        column.addWidget(ChoiceRow(self._cursor))
        column.addWidget(self._told)
        column.addWidget(self._heading)
        column.addWidget(self.table, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        smallest, largest = BASE_SIZES
        room = (self.width() - 2 * MARGIN) / EMS_ACROSS
        self.formula.set_base_size(min(max(round(room), smallest), largest))
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(380, 640)

    def minimumSizeHint(self) -> QSize:
        return QSize(270, 300)

    def _show(self) -> None:
        step, standing = self._cursor.step, standing_of(self._session)
        samples = len(self._session.document.project.data)
        self._phase.setText(phase_words(step, samples, self._cursor.chosen, standing.heading))
        self._position.setText(position_words(self._session))
        self._text.setText(step_line(step) if step else "")
        self._sentence.setText(step.sentence if step else standing.sentence)
        self.formula.set_step(step, standing.hint)
        self.table.show_row(self._cursor.position - 1 if step else None)
        self._fit()

    def _fit(self) -> None:
        """Give formula and words the height they need, as long as the table keeps its share."""
        self._told.fit(round(max(TOLD_SHARE * self.height(), self.height() - LEAST_LIST)))
        # At once, or the area would show a scroll bar and set everything narrower until it has grown.
        self._column.activate()

    def _restyle(self) -> None:
        for label in (self._position, self._heading):
            palette = label.palette()
            palette.setColor(QPalette.ColorRole.WindowText, theme().soft)
            label.setPalette(palette)


class _ToldArea(QScrollArea):
    """Holds formula and words below each other; scrolls where they are higher than there is room."""

    def __init__(self, widgets: list[QWidget]) -> None:
        super().__init__()
        self.setObjectName("step_area")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        content = QWidget()
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(MARGIN, 4, MARGIN, 0)
        self._column.setSpacing(8)
        for widget in widgets:
            self._column.addWidget(widget)
        self._column.addStretch(1)
        self.setWidget(content)

    def fit(self, most: int) -> None:
        """Take the height that the content needs, at most so much."""
        needed = self._column.heightForWidth(self.width())
        # Without a scroll bar the area need not try how everything would stand beside one.
        policies = Qt.ScrollBarPolicy
        policy = policies.ScrollBarAsNeeded if needed > most else policies.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(policy)
        self.setFixedHeight(max(60, min(needed, most)))
        self.verticalScrollBar().setValue(0)
