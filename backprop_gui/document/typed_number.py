"""A number as people type it: 0.35, 0,35, 7/20 and 1e-3 mean the same in every locale."""

import math
import re

_DECIMAL = r"[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:[eE][+-]?\d+)?"
_NUMBER = re.compile(rf"({_DECIMAL})(?:\s*/\s*({_DECIMAL}))?")


def parse_number(text: str) -> float:
    """Read a typed number.

    Raises
    ------
    ValueError
        with one sentence for the user, if the text is no finite number.
    """
    found = _NUMBER.fullmatch(text.strip().replace("−", "-"))
    if not found:
        raise ValueError(f"“{text.strip()}” is not a number: write for example 0.35, 0,35, 7/20 or 1e-3.")
    top, bottom = (_decimal(part) if part else 1.0 for part in found.groups())
    if bottom == 0.0:
        raise ValueError("A fraction cannot be divided by 0.")
    if not math.isfinite(top / bottom):
        raise ValueError(f"{text.strip()} is too large a number.")
    return top / bottom


def _decimal(text: str) -> float:
    return float(text.replace(",", "."))
