"""The pictures of a session, computed at once so that no test has to wait for a thread."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from backprop_gui.core.progress import unwatched
from backprop_gui.core.trainer import Trainer
from backprop_gui.document.project import Project
from backprop_gui.look.fonts import load_fonts
from backprop_gui.look.theme import themes
from backprop_gui.session.session import Session
from backprop_gui.session.subject import Subject
from backprop_gui.views.pictures.boundary_view import BoundaryView
from backprop_gui.views.pictures.landscape_view import LandscapeView

View = LandscapeView | BoundaryView


class Shown:
    """A view in a window of its own."""

    def __init__(self, qtbot: QtBot, project: Project, kind: type[View]) -> None:
        self._qtbot = qtbot
        self.session = Session(project)
        self.requests = 0
        for subject in (self.session.pictures.landscape, self.session.pictures.answers):
            subject.asked.connect(lambda *order, subject=subject: self._answer(subject, *order))
        self.window = QWidget()
        self.view = kind(self.session, self.window)
        column = QVBoxLayout(self.window)
        column.addWidget(self.view.header)
        column.addWidget(self.view.plot, 1)
        qtbot.addWidget(self.window)
        self.window.resize(760, 300)

    def _answer(self, subject: Subject, generation: int, request) -> None:
        self.requests += 1
        subject.take(generation, request.compute(unwatched))

    @property
    def subject(self) -> Subject:
        return self.view._subject

    def open(self) -> "Shown":
        self.window.show()
        self._qtbot.waitExposed(self.window)
        self.settle()
        return self

    def settle(self) -> None:
        """Wait until everything that was asked for has come."""
        self._qtbot.waitUntil(lambda: not self.subject._wait.isActive())

    def train(self, rounds: int) -> None:
        run = self.session.run
        run.start(rounds)
        self.train_on(rounds)
        run.stop()
        self.settle()

    def train_on(self, rounds: int) -> None:
        run, now = self.session.run, self.session.project
        trainer = Trainer(now.network, now.plan, now.data, now.state)
        run.take(trainer.advance(rounds, state_stride=run.history.strides[1]), trainer.data_error())

    def picture(self):
        """Return what is painted."""
        return self.view.plot.grab().toImage()

    def colors(self) -> set[int]:
        """Return the colours that are painted."""
        image = self.picture()
        return {image.pixel(x, y) for x in range(0, image.width(), 2) for y in range(0, image.height(), 2)}


@pytest.fixture
def show(qtbot: QtBot) -> Callable[[Project, type[View]], Shown]:
    """Show a project's landscape or boundary."""
    load_fonts()
    themes.choose("light")
    return lambda project, kind: Shown(qtbot, project, kind).open()
