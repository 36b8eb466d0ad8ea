"""The two typefaces: Inter for the interface, with figures of equal width, STIX Two for mathematics."""

from functools import cache

from PySide6.QtGui import QFont, QFontDatabase

from backprop_gui.resource_files import resource

# What Inter and STIX Two Text lack, such as ▸ and ∂, comes from STIX Two Math.
UI_FAMILIES = ["Inter", "STIX Two Math"]
MATH_FAMILIES = ["STIX Two Text", "STIX Two Math"]


@cache
def load_fonts() -> None:
    """Make the bundled fonts known to Qt; needs a running application."""
    for path in sorted(resource("fonts").rglob("*.[ot]tf")):
        QFontDatabase.addApplicationFont(str(path))


def ui_font(size: float, weight: int = 400) -> QFont:
    """Return the interface's font.

    Parameters
    ----------
    size : height in pixels
    weight : 400 is regular, 600 is half bold
    """
    font = QFont(UI_FAMILIES)
    font.setPixelSize(round(size))
    font.setWeight(QFont.Weight(weight))
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


def math_font(size: float, italic: bool = False, bold: bool = False) -> QFont:
    """Return the font of mathematics, `size` pixels high."""
    font = QFont(MATH_FAMILIES)
    font.setPixelSize(round(size))
    font.setItalic(italic)
    font.setBold(bold)
    return font
