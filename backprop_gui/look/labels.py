"""Texts shown as they are: what a user or a file writes is never taken for markup, keys or marks."""

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QFontMetricsF
from PySide6.QtGui import Qt as RichText
from PySide6.QtWidgets import QLabel

ELLIPSIS = "…"


def plain_label(name: str = "", text: str = "") -> QLabel:
    """Make a label of plain text with an objectName."""
    label = QLabel(text)
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def plain_tip(text: str) -> str:
    """Write a tooltip so that it shows just this text: Qt guesses whether one is markup."""
    return f'<p style="white-space: pre">{escape(text)}</p>' if RichText.mightBeRichText(text) else text


def plain_entry(text: str) -> str:
    """Write a menu's or a button's text so that no & in it becomes a key, and no tab a shortcut."""
    return text.replace("&", "&&").replace("\t", " ")


def whole_words(text: str, metrics: QFontMetrics | QFontMetricsF, width: float) -> str:
    """Shorten a text to a width by leaving out whole words at its end: a number in it is never cut."""
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)  # type: ignore[arg-type]
    kept = shown.removesuffix(ELLIPSIS)
    if shown == text or text[len(kept) : len(kept) + 1] == " " or " " not in kept.strip():
        return shown
    return f"{kept.rstrip().rpartition(' ')[0].rstrip()} {ELLIPSIS}"


def plain_title(text: str) -> str:
    """Write a part of a window's title so that it holds no place for the mark of unsaved changes."""
    return text.replace("[*]", "[*][*]")
