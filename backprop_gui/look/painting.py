"""Painting that survives its own errors.

An error that leaves ``paintEvent`` keeps its painter alive, and Qt crashes over a widget that is still being
painted; one that leaves an item's ``paint`` is handed through everything that Qt calls until it is told. So
it is caught in there, the painters are ended, and it is handed to the interpreter's own hook.
"""

import functools
import sys
from collections.abc import Callable
from types import TracebackType
from typing import Any, TypeVar

from PySide6.QtGui import QPainter
from shiboken6 import Shiboken

Paint = TypeVar("Paint", bound=Callable[..., None])


def survived(paint: Paint) -> Paint:
    """Let a ``paintEvent`` or an item's ``paint`` end half painted rather than crash the program."""

    @functools.wraps(paint)
    def painted(*arguments: Any) -> None:
        try:
            paint(*arguments)
        except Exception as error:
            end_painting(error.__traceback__)
            sys.excepthook(type(error), error, error.__traceback__)

    return painted  # type: ignore[return-value]


def end_painting(trace: TracebackType | None) -> None:
    """End the painters that an error has left at work."""
    while trace is not None:
        for value in list(trace.tb_frame.f_locals.values()):
            if isinstance(value, QPainter) and Shiboken.isValid(value) and Shiboken.createdByPython(value):
                value.end()
        trace = trace.tb_next
