"""Watches a run for the conditions that end it, and says which one has."""

from backprop_gui.document.project import Project
from backprop_gui.document.stopping import StopWhen, counted, stop_when


class StopWatch:
    """Looks at every report of one run.

    Parameters
    ----------
    base : what the run begins with
    wanted : how many rounds somebody asked for, if anybody did
    now : the run's beginning, in seconds
    """

    def __init__(self, base: Project, wanted: int | None, now: float) -> None:
        self.stop: StopWhen = stop_when(base)
        self._first = base.state.rounds
        self._per_epoch = base.plan.schedule(base.data).rounds_per_epoch if len(base.data) else 1
        self._began = now
        self._best: tuple[int, float] | None = None
        limits = [limit for limit in (wanted, self.stop.rounds) if limit is not None]
        self.rounds = min(limits, default=None)

    def look(self, rounds: int, error: float, now: float) -> str:
        """Say which condition is met now; nothing where none is.

        Parameters
        ----------
        rounds : done in all
        error : of the training samples
        """
        stop = self.stop
        if stop.error_below is not None and error < stop.error_below:
            return f"the error is below {stop.error_below:g}"
        if self.rounds is not None and rounds - self._first >= self.rounds:
            return f"{counted(self.rounds, 'round')} {'is' if self.rounds == 1 else 'are'} done"
        if self._has_no_progress(rounds, error):
            return f"{stop.patience_words} brought the error down by less than {100 * stop.share:g} %"
        if stop.seconds is not None and now - self._began >= stop.seconds:
            return f"{stop.seconds:g} second{'' if stop.seconds == 1 else 's'} have passed"
        return ""

    def _has_no_progress(self, rounds: int, error: float) -> bool:
        if self.stop.patience is None:
            return False
        if self._best is None or error < self._best[1] * (1 - self.stop.share):
            self._best = (rounds, error)
        patience = self.stop.patience * (self._per_epoch if self.stop.in_epochs else 1)
        return rounds - self._best[0] >= patience
