"""Let a monkey work in the window: whatever it does, nothing may break, and everything can be undone.

    python tests/reliability/monkey.py --seconds 300 --seed 1 --example xor --size 1024x768

After each stretch of deeds all is put aside that stands before the window, and everything is undone: the
project has to be, byte for byte, what it was when it was opened; everything is redone: what it was before. No
error may have happened inside the program, no warning of Python's or Qt's, and the window's own thread may
never have worked for a second without letting the window answer. A seed does the same deeds again, as far as
training, which takes its time, allows it.
"""

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import traceback
import warnings
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from PySide6.QtCore import QMessageLogContext, QObject, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QFileDialog
from reliability.living import NOT_MEANT
from reliability.whims import Whims, other_windows, press

from backprop_gui.app import startup
from backprop_gui.app.main_window import MainWindow
from backprop_gui.document.examples import EXAMPLES, example_file
from backprop_gui.document.project import Project
from backprop_gui.document.schema import encode

STRETCH = 60
"""Deeds between two times that everything is undone."""

LONGEST_HOLD = 1.0
"""Seconds that the window's thread may work before it answers again."""

REMEMBERED = 40
"""The last deeds, told with a fault."""

HEARTBEAT, PACE = 10, 4
"""Milliseconds between two looks at the thread's time, and between two deeds."""

MOST_PASSES = 50
"""Windows, menus and questions that may stand one behind the other before the main window."""


class Findings:
    """What went wrong, each with the deeds before it."""

    def __init__(self) -> None:
        self.faults: dict[str, tuple[str, ...]] = {}
        self.deeds: deque[str] = deque(maxlen=REMEMBERED)

    def note(self, fault: str) -> None:
        """Note a fault when it comes for the first time."""
        self.faults.setdefault(fault, tuple(self.deeds))

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Note every error that nobody caught, and every warning, of Python's and of Qt's."""
        sys.excepthook = lambda *found: self._failed("".join(traceback.format_exception(*found)))
        threading.excepthook = lambda found: self._failed(
            "".join(traceback.format_exception(found.exc_type, found.exc_value, found.exc_traceback))
        )
        sys.unraisablehook = lambda found: self._failed(
            f"unraisable: {found.exc_value!r} in {found.object!r}"
        )
        qInstallMessageHandler(self._heard)
        with warnings.catch_warnings():
            warnings.simplefilter("always")
            warnings.showwarning = lambda message, kind, file, line, *_: self.note(
                f"{kind.__name__}: {message} ({file}:{line})"
            )
            yield

    def _failed(self, trace: str) -> None:
        self.note(trace.strip())

    def _heard(self, kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        if not any(said in message for said in NOT_MEANT):
            self.note(f"{kind.name}: {message}")


class Monkey(QObject):
    """Does one deed after another, each from the event loop, so that dialogs do not hold it up."""

    def __init__(self, window: MainWindow, chance: random.Random, findings: Findings, seconds: float) -> None:
        super().__init__(window)
        self._window, self._chance, self._findings = window, chance, findings
        self._whims = Whims(window, chance, lambda deed: findings.deeds.append(f"{self.done} {deed}"))
        self._until = time.monotonic() + seconds
        self.done = self.stretches = 0
        self.longest = self._worked = 0.0
        self._ends_stretch = False
        self._opened = content(window.session.present)
        window.session.document.changed.connect(self._note_opened)
        self._heart = QTimer(self, interval=HEARTBEAT)
        self._heart.timeout.connect(self._beat)
        self._heart.start()
        self._worked = time.thread_time()
        QTimer.singleShot(PACE, self._act)

    def _note_opened(self, before: Project | None, project: Project) -> None:
        """Begin anew where it is another project, and not a change of the one before."""
        if before is None:
            self._opened = content(project)

    def _act(self) -> None:
        """Order the next deed before this one, which may open a dialog and wait for it."""
        QTimer.singleShot(PACE, self._act)
        if self._ends_stretch:
            return
        self.done += 1
        if self.done % STRETCH == 0:
            self._end_stretch()
            return
        self._whims.act()

    def _end_stretch(self) -> None:
        """Put aside what stands before the window, one thing a turn of the event loop; then look."""
        self._ends_stretch = True
        self._passes = 0
        self._put_aside()

    def _put_aside(self) -> None:
        held = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        others = other_windows(self._window)
        if held is None and not others:
            QTimer.singleShot(PACE, self._look)
            return
        self._passes += 1
        if self._passes > MOST_PASSES:
            self._findings.note(f"cannot be left: {held or others[0]!r}")
            QApplication.exit(1)
            return
        QTimer.singleShot(PACE, self._put_aside)
        if held is not None:
            press(held, "Escape")
        else:
            others[0].close()

    def _look(self) -> None:
        session = self._window.session
        session.run.stop()
        stack = session.document.undo_stack
        session.document.look_at_present()
        here, end = stack.index(), content(session.present)
        while stack.canUndo():
            stack.undo()
        if content(session.present) != self._opened:
            self._findings.note("undoing everything led to another project")
        while stack.index() < here:
            stack.redo()
        if content(session.present) != end:
            self._findings.note("redoing everything led to another project")
        if "inside the program" in self._window.banner.sentence:
            self._findings.note(self._window.banner.sentence)
        self.stretches += 1
        self._ends_stretch = False
        self._worked = time.thread_time()  # undoing everything at once is the monkey's own work
        if time.monotonic() > self._until:
            QApplication.exit(0)

    def _beat(self) -> None:
        now = time.thread_time()
        held, self._worked = now - self._worked, now
        self.longest = max(self.longest, held)
        if held > LONGEST_HOLD:
            self._findings.note(f"the window did not answer for {held:.1f} s of its own work")


def content(project: Project) -> bytes:
    """Write a project as its file, but for the title: it goes with the file and stays, whatever is undone."""
    return encode(replace(project, title="any"))


def answer_file_dialogs(folder: Path, chance: random.Random) -> None:
    """Let a question for a file be answered at once: one in the monkey's folder, or none."""

    def chosen(*_: object) -> tuple[str, str]:
        return (
            str(folder / chance.choice(["one.bpnet", "two.bpnet", "table.csv"]))
            if chance.random() < 0.6
            else "",
            "",
        )

    QFileDialog.getOpenFileName = chosen  # type: ignore[method-assign]
    QFileDialog.getSaveFileName = chosen  # type: ignore[method-assign]
    QFileDialog.exec = lambda self: 0  # type: ignore[method-assign, assignment]


def run(chosen: argparse.Namespace, folder: Path) -> int:
    """Open the window in a folder of its own, let the monkey in, and tell what was found."""
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "HOME"):
        os.environ[name] = str(folder / name.lower())
    os.chdir(folder)
    file, chance, findings = folder / "one.bpnet", random.Random(chosen.seed), Findings()
    file.write_bytes(example_file(chosen.example))
    (folder / "table.csv").write_text("a,b,c\n" + "0.1,0.2,1\n0.3,0.5,0\n" * 20)
    answer_file_dialogs(folder, chance)
    application = startup.build_application()
    with findings.listening():
        window = startup.open_window(str(file))
        width, height = map(int, chosen.size.split("x"))
        window.resize(width, height)
        window.show()
        monkey = Monkey(window, chance, findings, chosen.seconds)
        code = application.exec()
        window.close_without_asking()
    print(
        f"seed {chosen.seed}, {chosen.example}, {chosen.size}: {monkey.done} deeds, {monkey.stretches} times "
        f"undone and redone, {len(findings.faults)} faults; the longest hold {monkey.longest:.2f} s"
    )
    for fault, deeds in findings.faults.items():
        print(fault, *deeds, sep="\n    ")
    sys.stdout.flush()
    code = int(bool(code or findings.faults))
    startup.end(application, code)


@contextmanager
def display() -> Iterator[None]:
    """Give the window a screen of its own, where Xvfb is there; else it is drawn, but not shown."""
    if shutil.which("Xvfb") is None:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        yield
        return
    reader, writer = os.pipe()
    command = ["Xvfb", "-displayfd", str(writer), "-screen", "0", "1920x1080x24", "-nolisten", "tcp"]
    quiet = subprocess.DEVNULL  # whoever reads what the monkey says is not to wait for the server, too
    server = subprocess.Popen(command, pass_fds=[writer], stdout=quiet, stderr=quiet)
    os.close(writer)
    with os.fdopen(reader) as answer:
        os.environ["DISPLAY"] = f":{answer.readline().strip()}"
    os.environ["QT_QPA_PLATFORM"] = "xcb"
    try:
        yield
    finally:
        server.terminate()
        server.wait()


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seconds", type=float, default=300.0)
    parser.add_argument("--seed", type=int, default=random.randrange(2**32))
    parser.add_argument("--example", default="seed", choices=[example.name for example in EXAMPLES])
    parser.add_argument("--size", default="1280x800", help="the window's, such as 1024x768")
    chosen = parser.parse_args()
    with display(), tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        child = os.fork()
        if child == 0:
            try:
                run(chosen, Path(folder))
            except BaseException:
                sys.excepthook = sys.__excepthook__  # not the monkey's, who would keep it to himself
                raise
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


if __name__ == "__main__":
    sys.exit(main())
