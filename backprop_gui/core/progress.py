"""How long work tells how far it is, and how it is told to stop."""

from collections.abc import Callable

Progress = Callable[[float], None]
"""Called now and then with the share that is done, from 0 to 1; raises `Cancelled` to end the work."""


class Cancelled(Exception):  # noqa: N818 (nothing went wrong)
    """Nobody wants the result any more."""


def unwatched(share: float) -> None:
    """Let the work go on; nobody looks how far it is."""
