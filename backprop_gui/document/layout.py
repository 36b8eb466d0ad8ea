"""JSON laid out for people: indented, short parts on one line, and every row of numbers on one line.

Every finite number is written with all the digits that it takes to read back the very same number.
"""

import json
from collections.abc import Iterable, Iterator
from json.encoder import encode_basestring
from typing import Any

WIDTH = 100
INDENT = " "


def laid_out(tree: Any) -> str:
    """Write a tree of dicts, lists, texts, numbers, booleans and None as JSON, with a final newline.

    Raises
    ------
    ValueError
        for a number that is not finite.
    """
    return "".join(laid_out_parts(tree))


def laid_out_parts(tree: Any) -> Iterator[str]:
    """Write what `laid_out` does part by part; a list may be an iterator, whose items are made meanwhile.

    Raises
    ------
    ValueError
        for a number that is not finite.
    """
    yield from _parts(tree, "")
    yield "\n"


def _parts(value: Any, indent: str, room: int = 0) -> Iterator[str]:
    """Yield the text of a value in pieces; `room` is how many characters are left on its line."""
    short = _on_one_line(value, room)
    if short is not None:
        yield short
    elif isinstance(value, dict):
        yield from _entries(value, indent)
    elif isinstance(value, Iterator) or any(isinstance(item, dict | list) for item in value):
        yield from _items(value, indent)
    else:
        yield f"[{', '.join(map(_scalar, value))}]"


def _entries(value: dict[str, Any], indent: str) -> Iterator[str]:
    inner, mark = indent + INDENT, "{"
    for key, entry in value.items():
        start = f"{inner}{_scalar(key)}: "
        yield f"{mark}\n{start}"
        yield from _parts(entry, inner, WIDTH - len(start))
        mark = ","
    yield f"\n{indent}}}"


def _items(value: Iterable[Any], indent: str) -> Iterator[str]:
    inner, mark = indent + INDENT, "["
    for item in value:
        yield f"{mark}\n{inner}"
        yield from _parts(item, inner, WIDTH - len(inner))
        mark = ","
    yield f"\n{indent}]" if mark == "," else "[]"


def _on_one_line(value: Any, room: int) -> str | None:
    """Write a value that fits into the room; None where it does not. Single values always fit."""
    if isinstance(value, Iterator):
        return None
    if not isinstance(value, dict | list):
        return _scalar(value)
    if not value:
        return "{}" if isinstance(value, dict) else "[]"
    if 3 * len(value) > room:
        return None
    parts, left = [], room
    for key, item in value.items() if isinstance(value, dict) else ((None, item) for item in value):
        part = _on_one_line(item, left)
        if part is None:
            return None
        parts.append(part if key is None else f"{_scalar(key)}: {part}")
        left -= len(parts[-1]) + 2
        if left < 0:
            return None
    text = ", ".join(parts)
    return f"{{{text}}}" if isinstance(value, dict) else f"[{text}]"


def _scalar(value: Any) -> str:
    if type(value) is float and value - value == 0.0:
        return repr(value)
    if type(value) is str:
        return encode_basestring(value)
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
