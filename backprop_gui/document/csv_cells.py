"""Cells that spreadsheets would compute instead of showing them: an apostrophe keeps them text."""

from backprop_gui.document.csv_numbers import number_of

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins so is taken for a formula."""


def harmless(text: str) -> str:
    """Put an apostrophe before what a spreadsheet would take for a formula."""
    return f"'{text}" if _looks_like_formula(text) and number_of(text) is None else text


def as_meant(text: str) -> str:
    """Take the apostrophe away that `harmless` put there."""
    return text[1:] if text.startswith("'") and _looks_like_formula(text) else text


def _looks_like_formula(text: str) -> bool:
    """Tell whether a text begins as a formula, behind apostrophes that belong to it."""
    return text.lstrip("'").startswith(FORMULA_SIGNS)
