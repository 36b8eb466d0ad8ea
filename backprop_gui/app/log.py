"""The log: what went wrong, in the program's own folder, in files that do not grow without bound."""

import faulthandler
import logging
from collections.abc import Callable
from contextlib import suppress
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import IO

LARGEST = 500_000
KEPT = 3
NAME = "backprop-gui.log"
CRASHES = "crashes.log"

_crashes: list[IO[str]] = []


class Log(RotatingFileHandler):
    """Writes what the program's loggers say; on a full disk it says so once and goes on without.

    Parameters
    ----------
    complain : told, once, that the log cannot be written
    """

    def __init__(self, folder: Path, complain: Callable[[str], object]) -> None:
        super().__init__(folder / NAME, maxBytes=LARGEST, backupCount=KEPT, encoding="utf-8", delay=True)
        self.setFormatter(logging.Formatter("%(asctime)s %(process)d %(levelname)s %(message)s"))
        self._complain = complain
        self._has_complained = False

    def handleError(self, record: logging.LogRecord) -> None:
        """Say once that nothing can be written, instead of a traceback for each line."""
        if not self._has_complained:
            self._has_complained = True
            self._complain(f"The log cannot be written to {self.baseFilename}. Everything else goes on.")


def begin_log(folder: Path, complain: Callable[[str], object]) -> Log:
    """Log from now on, crashes of the interpreter included."""
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
    log = Log(folder, complain)
    logging.getLogger().addHandler(log)
    with suppress(OSError):
        path = folder / CRASHES
        is_long = path.exists() and path.stat().st_size > LARGEST
        crashes = path.open("w" if is_long else "a", encoding="utf-8")
        faulthandler.enable(crashes)
        _crashes.append(crashes)
    return log


def end_log(log: Log) -> None:
    """Log no more."""
    logging.getLogger().removeHandler(log)
    log.close()
    if _crashes:
        faulthandler.disable()
    while _crashes:
        _crashes.pop().close()
