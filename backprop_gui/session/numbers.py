"""Numbers as people type them into fields, within the bounds that these have."""

import re

from backprop_gui.document.typed_number import parse_number


def parse_count(text: str) -> int:
    """Read a typed whole number of at least 1; thousands may be set apart: 10 000, 10,000, 10.000.

    Raises
    ------
    ValueError
        with one sentence for the user.
    """
    compact = text.strip()
    if re.fullmatch(r"\d{1,3}(?:([ ,.\u00a0\u202f])\d{3}(?:\1\d{3})*)?|\d+", compact):
        count = int(re.sub(r"\D", "", compact))
        if 1 <= count <= 10**12:
            return count
    raise ValueError(f"“{compact}” is not a whole number from 1 to a million millions.")


def parse_between(text: str, low: float, high: float, what: str) -> float:
    """Read a typed number from `low` to `high`, both allowed.

    Raises
    ------
    ValueError
        with one sentence for the user, which begins with `what`.
    """
    value = parse_number(text)
    if not low <= value <= high:
        raise ValueError(f"{what} is a number from {low:,.10g} to {high:,.10g}.")
    return value


def parse_whole(text: str, low: int, high: int, what: str) -> int:
    """Read a typed whole number from `low` to `high`, both allowed.

    Raises
    ------
    ValueError
        with one sentence for the user, which begins with `what`.
    """
    compact = text.strip()
    if not (re.fullmatch(r"[0-9]{1,20}", compact) and low <= int(compact) <= high):
        raise ValueError(f"{what} is a whole number from {low:,} to {high:,}.")
    return int(compact)


def parse_percent(text: str, high: float, what: str) -> float:
    """Read a typed share in percent, the sign with or without, as a share of 1.

    Raises
    ------
    ValueError
        with one sentence for the user, which begins with `what`.
    """
    return parse_between(text.strip().removesuffix("%"), 0.0, high, f"{what} in percent") / 100.0
