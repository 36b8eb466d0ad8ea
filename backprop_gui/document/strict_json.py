"""JSON, read strictly: what cannot be held exactly, or could be read in two ways, is refused.

Refused are NaN and infinities, numbers beyond floating point, integers of hundreds of digits, keys
that an object has twice, and nesting that no project needs; each with its place in the file.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from backprop_gui.document.errors import FileError, at_key, quoted, refusal

DEEPEST = 16
LONGEST_INTEGER = 32

_SYNTAX = {
    "Expecting value": "a value",
    "Expecting property name enclosed in double quotes": "a key in double quotes",
    "Extra data": "the end of the file",
    "Unterminated string starting at": 'a closing "',
    "Invalid control character at": "no control character in a text",
    "Invalid \\escape": "a valid escape after \\",
    "Invalid \\uXXXX escape": "four hexadecimal digits after \\u",
}

_LAST_WORD = re.compile(r"[\\\w.+-]*\s*")


class Flaw:
    """Stands in the tree where a value was refused, until its place is known."""

    def __init__(self, expected: str, found: str) -> None:
        self.expected = expected
        self.found = found


class _Reader:
    """Reads values and leaves a flaw where one is refused."""

    def __init__(self) -> None:
        self.is_flawed = False

    def flaw(self, expected: str, found: str) -> Flaw:
        self.is_flawed = True
        return Flaw(expected, found)

    def constant(self, text: str) -> Flaw:
        return self.flaw("a finite number", text)

    def real(self, text: str) -> float | Flaw:
        value = float(text)
        if value - value != 0.0:  # infinite; faster than calling math.isfinite on every number
            return self.flaw("a finite number", _shortened(text))
        return value

    def integer(self, text: str) -> int | Flaw:
        if len(text) > LONGEST_INTEGER:
            return self.flaw(f"at most {LONGEST_INTEGER} digits", f"{len(text)}")
        return int(text)

    def entries(self, entries: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(entries)
        if len(made) < len(entries):
            twice, times = Counter(key for key, _ in entries).most_common(1)[0]
            made[twice] = self.flaw("this key once", f"it {times} times")
        return made


def parse(data: bytes) -> Any:
    """Read JSON into dicts, lists, texts, numbers, booleans and None.

    Raises
    ------
    FileError
        where the text is no JSON, or holds what is refused.
    """
    reader = _Reader()
    text = _text(data)
    if not text.strip():
        raise refusal("", "a project", "an empty file")
    decoder = json.JSONDecoder(
        object_pairs_hook=reader.entries,
        parse_float=reader.real,
        parse_int=reader.integer,
        parse_constant=reader.constant,
    )
    try:
        tree = decoder.decode(text)
    except json.JSONDecodeError as error:
        raise _syntax_error(error) from None
    except RecursionError:
        raise _too_deep(_place_of_depth(text)) from None
    if reader.is_flawed:
        _refuse_flaws(tree)
    if re.search(r"\\u[dD][89a-fA-F]", text):  # the only way in, since UTF-8 has no surrogates
        _refuse_half_characters(tree)
    return tree


def check_depth(tree: Any, place: str, around: int) -> None:
    """Check the nesting of a part that may hold any JSON.

    Parameters
    ----------
    around : how many objects and lists stand around the part

    Raises
    ------
    FileError
        where the whole is nested too deeply.
    """
    level = _containers([tree])
    for _ in range(around, DEEPEST):
        level = _containers(below for part in level for below in _values(part))
    if level:
        raise _too_deep(place)


def _containers(values: Iterable[Any]) -> list[Any]:
    return [value for value in values if isinstance(value, dict | list)]


def _values(part: Any) -> Iterable[Any]:
    return part.values() if isinstance(part, dict) else part


def _has_half_character(value: Any) -> bool:
    texts = [value] if isinstance(value, str) else value if isinstance(value, dict) else ()
    return any("\ud800" <= character <= "\udfff" for text in texts for character in text)


def _first(tree: Any, wanted: Callable[[Any], bool]) -> tuple[str, Any] | None:
    """Find the first part that is wanted; return its place and it."""
    keys: list[str | int] = []
    open_parts = [_entries({"": tree})]
    while open_parts:
        for key, value in open_parts[-1]:
            if wanted(value):
                return _place([*keys, key][1:]), value
            if isinstance(value, dict | list):
                keys.append(key)
                open_parts.append(_entries(value))
                break
        else:
            open_parts.pop()
            del keys[-1:]
    return None


def _entries(value: Any) -> Iterator[tuple[str | int, Any]]:
    return iter(value.items() if isinstance(value, dict) else enumerate(value))


def _place(keys: list[str | int]) -> str:
    place = ""
    for key in keys:
        place = at_key(place, key) if isinstance(key, str) else f"{place}[{key}]"
    return place


def _refuse_flaws(tree: Any) -> None:
    if found := _first(tree, lambda value: isinstance(value, Flaw)):
        raise refusal(found[0], found[1].expected, found[1].found)
    # A flaw that is in none of the values kept was in an entry whose key came again.
    raise refusal("", "every key once in an object", "one again")


def _refuse_half_characters(tree: Any) -> None:
    if found := _first(tree, _has_half_character):
        raise refusal(found[0], "whole characters", "half of one (a lone surrogate)")


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise refusal(f"line {line}", "UTF-8 text", f"the byte 0x{data[error.start]:02x}") from None


def _syntax_error(error: json.JSONDecodeError) -> FileError:
    expected = _SYNTAX.get(error.msg) or error.msg.removeprefix("Expecting ").replace(" delimiter", "")
    rest = error.doc[error.pos : error.pos + 12].split("\n")[0]
    end = "the end of the line" if error.pos < len(error.doc) else "the end of the file"
    place = f"line {error.lineno}, column {error.colno}"
    found = quoted(rest) if rest else end
    return refusal(place, expected, f"{found}; it seems to be cut off" if _is_cut_off(error) else found)


def _is_cut_off(error: json.JSONDecodeError) -> bool:
    """Whether nothing is wrong but that the text ends too soon, perhaps within a word or a number."""
    if error.msg == "Extra data":
        return False
    return error.msg.startswith("Unterminated") or bool(_LAST_WORD.fullmatch(error.doc, error.pos))


def _too_deep(place: str) -> FileError:
    return refusal(place, f"at most {DEEPEST} levels of nesting", "more")


def _place_of_depth(text: str) -> str:
    """Find the line of the bracket that goes too deep, in a text too deeply nested to be read."""
    depth = 0
    for token in re.finditer(r'"(?:[^"\\]|\\.)*"|[\[\]{}]', text, re.DOTALL):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(token[0], 0)
        if depth > DEEPEST:
            return f"line {text.count(chr(10), 0, token.start()) + 1}"
    return ""


def _shortened(text: str) -> str:
    return text if len(text) <= 20 else text[:19] + "…"
