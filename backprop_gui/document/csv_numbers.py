"""Numbers in tables of text: read strictly, with the decimal sign that the table has."""

import math
import re
from collections.abc import Iterable, Sequence

import numpy as np

from backprop_gui.core.array import Array
from backprop_gui.document.errors import quoted

GAPS = {"", "-", "?", "n/a", "na", "nan", "none", "null"}
"""What stands, in small letters, where a number is missing."""

_DECIMAL = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(?:[.,'’\s]\d{3})+(?:[.,]\d+)?")
_PLAIN = b"0123456789.eE+-\n"


def number_of(text: str, decimal: str = ".") -> float | None:
    """Read a cell; None where it is no finite number.

    Parameters
    ----------
    decimal : "." or ","; the other one is then no part of a number
    """
    text = with_dot(text.strip().replace("−", "-"), decimal)
    if not _DECIMAL.fullmatch(text):
        return None
    value = float(text)
    return value if math.isfinite(value) else None


def is_grouped(text: str) -> bool:
    """Tell whether signs stand between thousands, as in ``1.234,5`` and ``1,234``."""
    return _THOUSANDS.fullmatch(text.strip()) is not None


def no_number(text: str) -> str:
    """Say why a cell is no number, in a sentence without its end."""
    said = f"{quoted(text.strip())} is not a number"
    if is_grouped(text):
        return f"{said}: write it without signs between the thousands"
    return f"{said}: write it without the %" if text.strip().endswith("%") else said


def with_dot(text: str, decimal: str) -> str:
    """Write a decimal comma as a dot, and what is a dot in such a table as what no number has."""
    return text if decimal == "." else text.replace(".", "x").replace(decimal, ".")


def is_gap(text: str) -> bool:
    """Tell whether a cell says that nothing is known."""
    return text.strip().lower() in GAPS


def column_of_numbers(texts: Sequence[str], decimal: str) -> Array:
    """Read a column; NaN where a cell is no finite number."""
    known = [text for text in texts if text]
    together = with_dot("\n".join(known), decimal)
    if not known or not together.isascii() or together.encode().translate(None, _PLAIN):
        return _cell_by_cell(texts, decimal)
    try:
        values = np.array(together.split("\n"), dtype=object).astype(np.float64)
    except ValueError:
        return _cell_by_cell(texts, decimal)
    numbers = np.full(len(texts), np.nan)
    numbers[np.fromiter(map(bool, texts), dtype=np.bool_, count=len(texts))] = values
    return np.where(np.isfinite(numbers), numbers, np.nan)


def _cell_by_cell(texts: Iterable[str], decimal: str) -> Array:
    values = (number_of(text, decimal) for text in texts)
    return np.array([math.nan if value is None else value for value in values], dtype=np.float64)
