"""A hand that edits, trains and saves at random, and reports what it has done."""

import random
import time

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget
from reliability.living import Reports

from backprop_gui.app.main_window import MainWindow
from backprop_gui.core.network import WeightPlace
from backprop_gui.document.project import Project
from backprop_gui.session.edits import with_value

W1 = WeightPlace(0, 0, 0)
PAUSE = 0.02
"""Seconds between two reports of training."""


class Hand(QTimer):
    """Edits w1 to the count of edits, again and again, and trains and saves in between.

    Parameters
    ----------
    pace : seconds between two deeds
    """

    def __init__(self, window: MainWindow, reports: Reports, seed: int, pace: float) -> None:
        super().__init__(window)
        self._window = window
        self._session = window.session
        self._reports = reports
        self._random = random.Random(seed)
        self._pace = pace
        self._is_ready = False
        self._told = 0.0
        self.timeout.connect(self._act)
        window.closed.connect(self.stop)
        run = self._session.run
        run.started.connect(lambda: reports.say("training"))
        run.advanced.connect(self._tell_rounds)
        run.finished.connect(lambda _: reports.say("trained"))
        self.start(round(1000 * pace))

    def _act(self) -> None:
        if self._window.findChild(QWidget, "error_plot") is None:
            return  # nobody can edit what is not there yet
        if not self._is_ready:
            self._is_ready = True
            self._reports.say("open")
        run = self._session.run
        deed = self._random.random()
        if deed < 0.1 and not run.is_running:
            run.start()
        elif deed < 0.15:
            run.stop()
        elif deed < 0.3 and self._session.document.path is not None:
            self._save()
        else:
            self._edit(edits_in(self._session.present) + 1)
        self.start(round(1000 * self._random.uniform(0.2, 1.8) * self._pace))

    def _save(self) -> None:
        self._reports.say("saving")
        self._window.files.save()
        self._reports.say("saved")

    def _edit(self, count: int) -> None:
        wanted = float(count)
        self._session.edit(f"Change w1 to {wanted}", lambda project: with_value(project, W1, wanted, 0))
        self._session.document.show_differently("edits", count)
        self._reports.say(f"edit {count}")

    def _tell_rounds(self) -> None:
        if time.monotonic() - self._told > PAUSE:
            self._told = time.monotonic()
            self._reports.say(f"rounds {self._session.present.state.rounds}")


def edits_in(project: Project) -> int:
    """Tell which edit a project is of."""
    return int(project.view.get("edits", 0))
