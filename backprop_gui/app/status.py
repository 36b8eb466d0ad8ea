"""The status bar: the round, the error, and while training the rate and how far it is."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QProgressBar, QSizePolicy, QStatusBar, QToolButton, QWidget

from backprop_gui.explain.render_text import number
from backprop_gui.look.labels import plain_label, plain_tip
from backprop_gui.session.chosen_words import counted_words, named_words
from backprop_gui.session.measured import MeasuredErrors
from backprop_gui.session.session import Session
from backprop_gui.views.stepper.phase_words import PHASES, layer_words

NOTE_STAYS = 8000
"""Milliseconds."""


class Status(QStatusBar):
    """Follows the session."""

    def __init__(self, session: Session, cancel: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("status")
        self.setSizeGripEnabled(False)
        self._session = session
        self._measured = MeasuredErrors()
        self._round = self._label("status_round")
        self._error = self._label("status_error")
        self._rate = self._label("status_rate")
        self._pass = self._label("status_pass")
        self._chosen = self._label("status_chosen")
        # Where there is no room it is cut, rather than that the window grows.
        self._chosen.setMinimumWidth(1)
        self._progress = QProgressBar()
        self._progress.setObjectName("run_progress")
        self._progress.setTextVisible(False)
        self._progress.setAccessibleName("Progress of the run")
        self._progress.setFixedWidth(160)
        self._cancel = QToolButton()
        self._cancel.setObjectName("button_cancel_run")
        self._cancel.setDefaultAction(cancel)
        self._cancel.setAutoRaise(True)
        self._cancel.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._note = plain_label("status_note")
        self._note_ends = QTimer(self)
        self._note_ends.setSingleShot(True)
        self._note_ends.timeout.connect(self._clear_note)
        # Or a long note would make the window wider than its screen.
        self._note.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.addPermanentWidget(self._note, 1)
        for widget in (self._progress, self._cancel):
            self.addPermanentWidget(widget)
            widget.hide()
        self._connect(session)
        self.refresh()

    def _connect(self, session: Session) -> None:
        session.document.changed.connect(lambda before, _: None if before else self._measured.forget())
        signals = (session.document.settled, session.cursor.moved)
        for signal in (*signals, session.run.started, session.run.advanced, session.run.finished):
            signal.connect(lambda *_: self.refresh())
        session.run.started.connect(self._clear_note)
        # Before any view follows: what is said of this step itself comes after it, and stays.
        session.document.replaced.connect(self._clear_note)
        session.run.swept.connect(lambda: self._pass.setText(self._pass_words()))
        session.selection.changed.connect(self._tell_chosen)
        session.figures_changed.connect(self._renew_number)

    def refresh(self) -> None:
        """Show the present round, error and rate."""
        run = self._session.run
        self._round.setText(f"Round {self._session.project.state.rounds:,}")
        self._tell_error()
        self._rate.setText(f"{run.rate:,.0f} rounds/s" if run.is_running else "")
        self._pass.setText(self._pass_words())
        limited = run.is_running and run.wanted is not None
        self._progress.setVisible(limited)
        self._cancel.setVisible(limited)
        if limited and run.wanted:
            self._progress.setValue(int(100 * run.done / run.wanted))

    def _tell_error(self) -> None:
        """Show the data's error; before the round's own error step, the last that was known."""
        rounds = self._session.project.state.rounds
        if self._session.is_error_known:
            error = self._session.data_error()
            self._measured.note(rounds, error)
            self._error.setText(f"E_total {number(error)}")
            self._error.setToolTip(f"The error of the training data with the present parameters: {error!r}")
            return
        last = self._measured.last_before(rounds)
        self._error.setText(
            f"E_total of round {last.rounds:,}: {number(last.error)}" if last else "E_total ?"
        )
        self._error.setToolTip("This round's error is known when its step is taken.")

    def _tell_chosen(self) -> None:
        """Name the single thing that is chosen, or count several; where a note needs the room, in short."""
        places = self._session.selection.places
        words = named_words(self._session, places[0]) if len(places) == 1 else counted_words(places)
        short = words.partition(":")[0].partition(" = ")[0]
        self._chosen.setText(short if self._note.text() else words)
        self._chosen.setToolTip(plain_tip(words))

    def _renew_number(self) -> None:
        """Follow the number of the single thing that is named."""
        if len(self._session.selection.places) == 1:
            self._tell_chosen()

    def _pass_words(self) -> str:
        """Say which pass of the coming round is lit, if the run is slow enough."""
        sweep = self._session.run.sweep
        if sweep is None or not self._session.run.is_running:
            return ""
        words = [PHASES[sweep.phase]]
        if sweep.layer is not None:
            words.append(layer_words(self._session.project.network, sweep.layer))
        return " · ".join(words)

    def note(self, sentence: str) -> None:
        """Say something for a while, beside the numbers."""
        self._note.setText(sentence)
        self._note.setToolTip(plain_tip(sentence))
        self._note_ends.start(NOTE_STAYS)
        self._tell_chosen()

    def _clear_note(self) -> None:
        self._note.clear()
        self._tell_chosen()

    def _label(self, name: str) -> QLabel:
        label = plain_label(name)
        self.addWidget(label)
        return label
