"""What a name may be: those of inputs and neurons, and a project's title; and files' names, to be shown."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from backprop_gui.document.errors import FileError, quoted, refusal

LONGEST_NAME = 64
LONGEST_TITLE = 200

TARGET = "target "
"""What stands before an output's name over the column of its targets."""

LONGEST_HEADING = len(TARGET) + LONGEST_NAME

_CONTROLS = {*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029}
_DIRECTION_OVERRIDES = {*range(0x202A, 0x202F), *range(0x2066, 0x206A)}
_SURROGATES = range(0xD800, 0xE000)


def fault_of_text(text: str, longest: int) -> str | None:
    """Say what was expected of a text instead, or None where it may stand."""
    if len(text) > longest:
        return f"at most {longest} characters"
    codes = set(map(ord, text))
    if codes & _CONTROLS:
        return "no control characters"
    if codes & _DIRECTION_OVERRIDES:
        return "no characters that change the direction of writing"
    if any(code in _SURROGATES for code in codes):
        return "whole characters (no lone surrogates)"
    return None


def fault_of_name(name: str) -> str | None:
    """Say what was expected of a neuron's or input's name instead, or None where it is good."""
    return fault_of_text(name, LONGEST_NAME) if name.strip() else "a name that is not empty"


def fault_of_title(title: str) -> str | None:
    """Say what was expected of a title instead, or None where it is good."""
    return fault_of_text(title, LONGEST_TITLE)


def readable(text: str) -> str:
    """Put a mark in the place of each character that may not stand in a name."""
    return "".join(character if fault_of_text(character, 1) is None else "\ufffd" for character in text)


def file_name(path: str | Path) -> str:
    """Return a file's name as it can be shown: a system allows line ends and half characters in it."""
    return readable(Path(path).name or str(path))


def check_names(names: Iterable[tuple[str, str]]) -> None:
    """Check names that stand together in a network.

    Parameters
    ----------
    names : each with its place in the file

    Raises
    ------
    FileError
        at the first name that may not stand, or that another one has already.
    """
    for fault in faults_of_names(names):
        raise fault


def faults_of_names(names: Iterable[tuple[str, str]]) -> Iterator[FileError]:
    """Yield the error of each name that may not stand, or that another one has already."""
    taken: set[str] = set()
    for place, name in names:
        expected = fault_of_name(name)
        if name in taken:
            expected = "a name that no other neuron or input has"
        if expected:
            yield refusal(place, expected, quoted(name))
        taken.add(name)
