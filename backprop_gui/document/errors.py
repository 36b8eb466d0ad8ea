"""What is said when a file cannot be read or written: one line, with the place in the file."""

import json
from collections.abc import Iterable
from typing import Any

LONGEST_QUOTE = 40


class FileError(Exception):
    """A file that cannot be read or written.

    Parameters
    ----------
    message : one line, ``place in file: what was expected``
    file : the file's name, as whoever asked for it wrote it
    """

    def __init__(self, message: str, file: str | None = None) -> None:
        super().__init__(printable(message))
        self.file = file


def printable(text: str) -> str:
    """Write characters that a terminal would act on or could not show as escapes."""
    return "".join(
        character if character.isprintable() else character.encode("unicode_escape").decode()
        for character in text
    )


def quoted(text: str) -> str:
    """Quote a text of the file, shortened to where it is still recognised."""
    short = text if len(text) <= LONGEST_QUOTE else text[: LONGEST_QUOTE - 1] + "…"
    return json.dumps(short, ensure_ascii=False)


def counted(count: int, noun: str) -> str:
    """Write a count with its noun, as in ``2 numbers``."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def choice(names: Iterable[str]) -> str:
    """Write names to choose from, as in ``one of "sgd", "adam"``."""
    return "one of " + ", ".join(map(quoted, names))


def described(value: Any) -> str:
    """Say what was found in the file."""
    match value:
        case None | bool():
            return json.dumps(value)
        case str():
            return quoted(value)
        case list():
            return f"a list of {len(value)}"
        case dict():
            return "an object"
        case _:
            return repr(value)


def at_key(place: str, key: str) -> str:
    """Write the place of an object's entry, as in ``training.loss``."""
    if not key.isidentifier() or len(key) > LONGEST_QUOTE:
        return f"{place}[{quoted(key)}]"
    return f"{place}.{key}" if place else key


def refusal(place: str, expected: str, found: str) -> FileError:
    """Make the error of a place where something else was expected."""
    where = f"{place}: " if place else ""
    return FileError(f"{where}expected {expected}, found {found}")
