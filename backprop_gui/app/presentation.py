"""Presenting: the whole screen for the diagram and the formula, nothing else."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QHideEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from backprop_gui.explain.render_text import number
from backprop_gui.look.fonts import ui_font
from backprop_gui.look.labels import plain_label
from backprop_gui.look.theme import theme, themes
from backprop_gui.session.session import Session
from backprop_gui.views.diagram.view import DiagramView
from backprop_gui.views.stepper.formula_view import FormulaView
from backprop_gui.views.stepper.phase_words import phase_words, position_words
from backprop_gui.views.stepper.standing import standing_of

DIGITS = 4
LINES_OF_TEXT = 34
LEAVING = "Esc leaves the presentation"


class Presentation(QWidget):
    """A full-screen window with large text: no text is lower than 1/36 of the screen's height.

    Attributes
    ----------
    left : the audience has seen enough
    hidden : the window is gone, however it was closed
    """

    left = Signal()
    hidden = Signal()

    def __init__(self, session: Session, actions: list[QAction]) -> None:
        super().__init__()
        self.setObjectName("presentation")
        self.setWindowTitle("Presentation")
        self._session = session
        self._has_pointer = True
        self.addActions(actions)
        # The window itself has the keys, so that nothing on the diagram is marked until it is clicked.
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._phase = plain_label("present_phase")
        self._leaving = plain_label("present_leaving", LEAVING)
        self._position = plain_label("present_position")
        self._position.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._sentence = plain_label("present_sentence")
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._sentence.setWordWrap(True)
        self._diagram = DiagramView(session, offers_editing=False)
        self._diagram.setObjectName("present_diagram")
        self._formula = FormulaView(one_line=True, within_height=True)
        self._formula.setObjectName("present_formula")
        self._formula.set_digits(DIGITS)
        self._blank = QWidget(self)
        self._blank.setObjectName("present_blank")
        self._blank.setAutoFillBackground(True)
        self._blank.setStyleSheet("#present_blank { background: black; }")
        self._blank.hide()
        self._lay_out()
        session.cursor.moved.connect(self._show_step)
        session.cursor.told.connect(self._show_step)
        session.document.settled.connect(self._show_step)
        session.run.started.connect(self._show_step)
        session.run.finished.connect(lambda _: self._show_step())
        session.run.advanced.connect(self._show_progress)
        themes.changed.connect(self._apply_theme)
        self._apply_theme()
        self._show_step()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self._phase, 1)
        top.addWidget(self._leaving)
        top.addWidget(self._position)
        self._column = QVBoxLayout(self)
        self._column.addLayout(top)
        self._column.addWidget(self._diagram, 7)
        self._column.addWidget(self._formula, 2)
        self._column.addWidget(self._sentence)

    def _apply_theme(self) -> None:
        ground, text = theme().window.name(), theme().soft.name()
        self.setStyleSheet(f"#presentation {{ background: {ground}; }} QLabel {{ color: {text}; }}")

    def _show_step(self) -> None:
        cursor, samples = self._session.cursor, len(self._session.project.data)
        step, standing = cursor.step, standing_of(self._session)
        self._phase.setText(phase_words(step, samples, cursor.chosen, standing.heading))
        self._sentence.setText(step.sentence if step else standing.sentence)
        self._formula.set_step(step, standing.hint)
        self._show_progress()

    def _show_progress(self) -> None:
        """Say how far the walk is, or while training how far that is."""
        session = self._session
        if not session.run.is_running:
            self._position.setText(position_words(session))
            return
        rounds, error = session.project.state.rounds, number(session.data_error(), DIGITS)
        self._position.setText(f"Round {rounds:,} · E_total {error} · {session.run.rate:,.0f} rounds/s")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Scale all text with the screen."""
        super().resizeEvent(event)
        text = max(12.0, self.height() / LINES_OF_TEXT)
        for label in (self._phase, self._leaving, self._position, self._sentence):
            label.setFont(ui_font(text))
        margin = round(text)
        self._leaving.setContentsMargins(0, 0, 2 * margin, 0)
        self._column.setContentsMargins(margin, margin // 2, margin, margin // 2)
        self._sentence.setFixedHeight(round(2.6 * text))
        self._diagram.text_scale = text / 11.0
        self._formula.set_base_size(1.6 * text)
        self._blank.setGeometry(self.rect())

    def showEvent(self, event: QShowEvent) -> None:
        """Show the whole network."""
        super().showEvent(event)
        self._diagram.fit()
        self.setFocus()
        self._leaving.show()
        self.windowHandle().installEventFilter(self)

    def hideEvent(self, event: QHideEvent) -> None:
        """Tell that the presentation is over."""
        super().hideEvent(event)
        self._show_pointer(True)
        self.hidden.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hide the mouse's pointer while keys are pressed, until it moves."""
        if event.type() in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride):
            self._show_pointer(False)
            self._leaving.hide()
        elif event.type() in (QEvent.Type.MouseMove, QEvent.Type.MouseButtonPress):
            self._show_pointer(True)
        return super().eventFilter(watched, event)

    def _show_pointer(self, shown: bool) -> None:
        if shown == self._has_pointer:
            return
        self._has_pointer = shown
        if shown:
            QGuiApplication.restoreOverrideCursor()
        else:
            QGuiApplication.setOverrideCursor(Qt.CursorShape.BlankCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave by Esc, blank the screen by B or a full stop."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in (Qt.Key.Key_B, Qt.Key.Key_Period):
            self._blank.setVisible(not self._blank.isVisible())
            self._blank.raise_()
        else:
            super().keyPressEvent(event)
