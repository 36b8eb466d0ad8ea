"""What the actions of training do, and what is said when a run has ended."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from backprop_gui.app.banner import Banner, Offer
from backprop_gui.app.status import Status
from backprop_gui.app.stop_popover import StopPopover
from backprop_gui.app.toolbar import MainToolBar
from backprop_gui.document.project import Project
from backprop_gui.document.stopping import counted, stop_when
from backprop_gui.explain.divergence import divergence
from backprop_gui.explain.render_text import number
from backprop_gui.session.run import Finish
from backprop_gui.session.session import Session

ADVICE = "A lower learning rate may help"
ONE_ROUND = "Train 1 round"


def training_handlers(
    session: Session, control: Callable[[], "RunControl"]
) -> dict[str, Callable[[], object]]:
    """Say what the actions of training do; the control is made after the actions."""
    return {
        "train": lambda: control().train_or_pause(),
        "run_rounds": lambda: control().run_rounds(),
        "one_round": lambda: control().one_round(),
        "stop_when": lambda: control().choose_stop(),
        "cancel_run": session.run.stop,
        "reset": session.reset,
        "make_start": session.make_start,
    }


class RunControl(QObject):
    """Starts, pauses and steps the session's run, and tells why it ended.

    Attributes
    ----------
    begun : a run of the number in the toolbar's field began
    """

    begun = Signal()

    def __init__(
        self, session: Session, toolbar: MainToolBar, banner: Banner, status: Status, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._toolbar = toolbar
        self._banner = banner
        self._status = status
        self._stop_popover: StopPopover | None = None
        session.run.finished.connect(self._tell_finish)
        session.document.changed.connect(lambda *_: self._tell_stop())
        session.document.made.connect(self._tell_beginning)
        self._tell_stop()

    def train_or_pause(self) -> None:
        """Pause the run, or begin one that goes on until it is paused."""
        run = self._session.run
        if run.is_running:
            run.stop()
        else:
            self._banner.hide()
            run.start()

    def run_rounds(self) -> None:
        """Run as many rounds or epochs as the toolbar says."""
        count = self._toolbar.rounds_field.rounds()
        if count is None or self._session.run.is_running:
            return
        project = self._session.document.present
        if self._toolbar.counts_epochs:
            count *= project.plan.schedule(project.data).rounds_per_epoch
        self._banner.hide()
        self._session.run.start(count)
        self.begun.emit()

    def one_round(self) -> None:
        """Train a single round as the run would, and say what came of it."""
        session = self._session
        session.run.stop()
        session.document.look_at_present()
        before, rounds = session.data_error(), session.document.present.state.rounds
        session.run.one_round(ONE_ROUND, compiled=True)
        done = session.document.present.state.rounds
        if done > rounds:
            after = number(session.data_error(), 6)
            self._status.note(f"Round {done:,}: E_total {number(before, 6)} → {after}")

    def choose_stop(self) -> None:
        """Open the sheet that says when a run ends by itself."""
        if self._stop_popover is None:
            self._stop_popover = StopPopover(self._session, self._toolbar)
        self._stop_popover.open_below(self._toolbar.button("stop_when"))

    def _tell_stop(self) -> None:
        self._toolbar.button("stop_when").setToolTip(stop_when(self._session.document.project).sentence())

    def _tell_finish(self, finish: Finish) -> None:
        if finish.diverged:
            self._tell_divergence(finish.rounds)
        elif finish.stop:
            told = stop_when(self._session.document.present).told(finish.stop, finish.rounds)
            self._status.note(f"Training stopped: {told}.")

    def _tell_beginning(self, step: str, before: Project, now: Project) -> None:
        """Say that a step leaves rounds behind: training begins anew, or goes on from an earlier one."""
        rounds, left = now.state.rounds, before.state.rounds - now.state.rounds
        if left > 0:
            way_back = f"Undo goes back to round {before.state.rounds:,}."
            goes_on = f"goes on from round {rounds:,} and leaves {counted(left, 'round')} behind"
            self._status.note(f"“{step}” {goes_on if rounds else 'begins at round 0'}. {way_back}")

    def _tell_divergence(self, rounds: int) -> None:
        """Name the first number that is not finite; the round that has it is the next one to walk."""
        session = self._session
        found = divergence(session.cursor.round)
        offers = []
        if (step := found.step) is not None:
            offers = [Offer("go_to_step", "Show this step", lambda: session.cursor.go(step + 1))]
        way_back = "; Undo goes back to before the training." if rounds else "."
        self._banner.say(f"{found.sentence} {ADVICE}{way_back}", *offers)
