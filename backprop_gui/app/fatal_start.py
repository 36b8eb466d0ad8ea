"""What is said where Qt can open no window at all: it would end the program by a signal, over many lines."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

CODE = 1

LEAST_DEPTH = 15
"""Bits of a pixel's colour: Qt paints nothing at all on a display of 256 colours."""


@contextmanager
def telling_fatal_start() -> Iterator[None]:
    """End the program with one sentence and a code where Qt can open no window; its other messages wait."""
    held: list[str] = []

    def take(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
        if kind == QtMsgType.QtFatalMsg:
            _say(f"backprop-gui: {objection(message, os.environ.get('QT_QPA_PLATFORM', ''))}\n")
            os._exit(CODE)
        held.append(message)

    before = qInstallMessageHandler(take)
    try:
        yield
    finally:
        qInstallMessageHandler(before)
        for message in held:
            _say(f"{message}\n")


def end_without_colours(depth: int) -> None:
    """End the program with one sentence where a display has too few colours for Qt to paint."""
    if depth < LEAST_DEPTH:
        _say(f"backprop-gui: {few_colours(depth)}\n")
        os._exit(CODE)


def few_colours(depth: int) -> str:
    """Say in one sentence why a display cannot show the window, and what may help."""
    return f"this display has {depth} bits a pixel, too few to paint on: start it with 24"


def objection(message: str, platform: str) -> str:
    """Say in one sentence why no window can be opened, and what may help."""
    if not platform:
        return f"no window can be opened on this display: {message.partition(chr(10))[0]}"
    known = message.partition("Available platform plugins are: ")[2].strip().rstrip(".")
    others = f"; this Qt knows {known}" if known else ""
    return (
        f"no window can be opened with QT_QPA_PLATFORM={platform}: leave it away, or choose another{others}"
    )


def _say(text: str) -> None:
    with suppress(OSError, ValueError, AttributeError):  # closed, full, or none at all
        sys.stderr.write(text)
        sys.stderr.flush()
