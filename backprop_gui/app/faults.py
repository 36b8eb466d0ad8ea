"""Errors of the program that nobody caught: logged, said in one banner, and survived."""

import logging
import re
import sys
import threading
import traceback
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal

MOST_TOLD = 20
"""A fault that comes again at every painting is written down so many times, and then only counted."""

PREFIXES = re.compile(r"^(Error calling Python override of [\w:]+\(\): )+")
"""What PySide puts before an error that was raised in something that Qt called."""

_logger = logging.getLogger(__name__)


class Faults(QObject):
    """Receives every error that reaches the interpreter's own hooks, from any thread.

    Attributes
    ----------
    happened : (sentence, details) something went wrong; emitted once for each place in the program
    """

    happened = Signal(str, str)
    _taken = Signal(str, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._times: dict[str, int] = {}
        # Not at once: an error may come in the middle of painting, where nothing may be shown or hidden.
        self._taken.connect(self.happened, Qt.ConnectionType.QueuedConnection)
        self._hooks = sys.excepthook, threading.excepthook, sys.unraisablehook
        sys.excepthook = self._take
        threading.excepthook = lambda found: self._take(
            found.exc_type, found.exc_value or found.exc_type(), found.exc_traceback
        )
        sys.unraisablehook = lambda found: self._take(
            found.exc_type, found.exc_value or found.exc_type(), found.exc_traceback
        )

    def end(self) -> None:
        """Give the hooks back."""
        sys.excepthook, threading.excepthook, sys.unraisablehook = self._hooks

    def _take(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        place = f"{kind.__name__} at {_innermost(trace)}"
        times = self._times[place] = self._times.get(place, 0) + 1
        if times > MOST_TOLD:
            return
        details = "".join(traceback.format_exception(kind, error, trace))
        _logger.error("%s", details)
        print(details, file=sys.stderr, end="")
        if times == 1:
            said = PREFIXES.sub("", str(error)).partition("\n")[0]
            reason = f"{kind.__name__}: {said}".rstrip(": ")
            self._taken.emit(
                f"Something went wrong inside the program ({reason}). It goes on, and your work is kept.",
                details,
            )


def _innermost(trace: TracebackType | None) -> str:
    """Name the line where an error arose."""
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "nowhere"
