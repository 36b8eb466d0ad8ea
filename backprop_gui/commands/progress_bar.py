"""A progress bar on a terminal's last line; nothing where standard error is no terminal."""

import sys
from types import TracebackType

from backprop_gui.commands.output import write_to_error

CELLS = 30


class ProgressBar:
    """Shows how many of a number of rounds are done; clears itself in the end."""

    def __init__(self, total: int) -> None:
        self.total = total
        self.is_shown = sys.stderr is not None and sys.stderr.isatty()

    def __enter__(self) -> "ProgressBar":
        return self

    def show(self, done: int, seconds: float) -> None:
        """Draw the bar."""
        if self.is_shown:
            write_to_error(f"\r{bar(done, self.total, seconds)}\x1b[K")

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.is_shown:
            write_to_error("\r\x1b[K")


def bar(done: int, total: int, seconds: float) -> str:
    """Write the bar, the part that is done, and the speed."""
    filled = CELLS * done // total
    speed = f"  {done / seconds:,.0f} rounds/s" if seconds else ""
    return f"[{'#' * filled}{'.' * (CELLS - filled)}] {100 * done // total:3d} %{speed}"
