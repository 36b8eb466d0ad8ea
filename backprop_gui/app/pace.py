"""How long training may compute in each frame: as long as the window stays on time."""

LEAST, MOST = 0.005, 0.010
"""Seconds of a frame for NumPy, which holds the interpreter meanwhile, so that the window waits."""

BEGIN = 0.006
LATE = 0.004
"""Seconds by which a frame may be late before training gets less."""


class Pace:
    """Grows the credit while frames come on time, and shrinks it, faster, when they are late.

    Parameters
    ----------
    frame : seconds from one frame to the next
    """

    def __init__(self, frame: float) -> None:
        self.credit = BEGIN
        self._frame = frame
        self._last: float | None = None

    def tick(self, now: float) -> None:
        """Note that a frame begins at this time."""
        if self._last is not None:
            late = now - self._last - self._frame > LATE
            self.credit = max(LEAST, 0.8 * self.credit) if late else min(MOST, 1.05 * self.credit)
        self._last = now
