"""An error put into every action, everything that paints, and every thread: said, and survived."""

import importlib
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from types import CellType
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction, QPainter, QPixmap
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

import backprop_gui
from backprop_gui.app import files, main_window
from backprop_gui.app.faults import Faults
from backprop_gui.app.main_window import MainWindow
from backprop_gui.core.trainer import Trainer

PAINTED_BY_QT = 8
"""Of what paints, at least so many kinds are in sight in the window as it begins."""


@pytest.fixture
def handlers_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every action of the window that is opened next do nothing but fail."""
    build = main_window.build_actions

    def failing(window: QWidget, handlers: Mapping[str, Callable[[], object]]) -> dict[str, QAction]:
        return build(window, {name: partial(fail, name) for name in handlers})

    monkeypatch.setattr(main_window, "build_actions", failing)


@pytest.fixture
def faults(window: MainWindow) -> Iterator[Faults]:
    made = Faults()
    made.happened.connect(window.keeping.tell_fault)
    yield made
    made.end()


def fault(name: str) -> Exception:
    """Make an error of a kind of its own: the same error at one place is said once only."""
    kind: type[Exception] = type(f"Fault_{name}", (RuntimeError,), {})
    return kind("injected")


def fail(name: str, *_: object) -> None:
    raise fault(name)


def test_every_action_may_fail(
    handlers_fail: None, window: MainWindow, qtbot: QtBot, faults: Faults, capfd: pytest.CaptureFixture[str]
) -> None:
    actions = dict(window.actions_by_name)
    for menu in window.menuBar().findChildren(QMenu):
        for action in menu.actions():
            if action not in actions.values() and action.menu() is None and not action.isSeparator():
                name = f"other_{len(actions)}"
                actions[name] = action
                action.triggered.connect(partial(fail, name))
    assert len(actions) > len(window.actions_by_name)
    for name, action in actions.items():
        action.setEnabled(True)
        with qtbot.waitSignal(faults.happened):
            action.trigger()
        assert f"(Fault_{name}: injected)" in window.banner.sentence
    window.session.next_step()
    assert window.session.cursor.position == 1


def painting_kinds() -> dict[str, Callable[..., None]]:
    """Find everything of the program's own that Qt lets paint: its guarded method by class."""
    found = {}
    for module in pkgutil.walk_packages(backprop_gui.__path__, "backprop_gui."):
        if module.name.endswith("__main__"):
            continue
        for kind in vars(importlib.import_module(module.name)).values():
            if isinstance(kind, type) and kind.__module__ == module.name:
                methods = (vars(kind).get(name) for name in ("paint", "paintEvent"))
                found.update((kind.__name__, method) for method in methods if hasattr(method, "__wrapped__"))
    return found


@contextmanager
def failing_paintings(kinds: dict[str, Callable[..., None]]) -> Iterator[set[str]]:
    """Put an error inside the guard of each kind of painting; give those that have failed."""
    failed, cells = set[str](), list[tuple[CellType, Any]]()

    def failing(name: str, itself: object, *given: object) -> None:
        failed.add(name)
        painter = QPainter(itself) if isinstance(itself, QWidget) else given[0] if given else None
        if isinstance(painter, QPainter):
            painter.drawLine(0, 0, 9, 9)
        raise fault(name)

    for name, painted in kinds.items():
        (cell,) = (cell for cell in painted.__closure__ if cell.cell_contents is painted.__wrapped__)
        cells.append((cell, cell.cell_contents))
        cell.cell_contents = partial(failing, name)
    try:
        yield failed
    finally:
        for cell, paint in cells:
            cell.cell_contents = paint


def test_everything_that_paints_may_fail(
    window: MainWindow, qtbot: QtBot, faults: Faults, capfd: pytest.CaptureFixture[str]
) -> None:
    kinds = painting_kinds()
    said: list[str] = []
    faults.happened.connect(lambda sentence, _: said.append(sentence))
    with failing_paintings(kinds) as failed:
        for widget in window.findChildren(QWidget):
            widget.update()
        qtbot.waitUntil(lambda: len(failed) >= PAINTED_BY_QT)
        canvas = QPixmap(50, 50)
        for name in kinds.keys() - failed:  # what is not in sight is painted as Qt would
            with_painter = QPainter(canvas)
            kinds[name](None, with_painter, None, None)
        qtbot.waitUntil(lambda: len(said) >= len(kinds))
    assert {name for name in kinds if any(f"Fault_{name}:" in sentence for sentence in said)} == set(kinds)
    window.session.next_step()
    assert window.session.cursor.position == 1
    assert "active painter" not in capfd.readouterr().err


def test_training_may_fail(
    window: MainWindow, qtbot: QtBot, faults: Faults, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Trainer, "advance", lambda *_: fail("training"))
    window.session.run.start()
    qtbot.waitUntil(lambda: "(Fault_training: injected)" in window.banner.sentence)
    assert not window.session.run.is_running


def test_a_save_may_fail(
    window: MainWindow, qtbot: QtBot, faults: Faults, monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    monkeypatch.setattr(files, "save", partial(fail, "files"))
    with qtbot.waitSignal(faults.happened):
        QTimer.singleShot(0, partial(window.files._write, str(tmp_path / "net.bpnet")))
    assert "(Fault_files: injected)" in window.banner.sentence
    assert list(tmp_path.glob("*.bpnet")) == []
