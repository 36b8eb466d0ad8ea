"""Letters, names and numbers as paths: the smallest boxes that formulas are set from.

All boxes here are `EM` units to the em; typesetting brings them to size.
"""

import re
import warnings
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainterPath, QTransform

from backprop_gui.look.fonts import load_fonts, math_font, ui_font

EM = 100.0
BEARING = 0.03 * EM

_PATH_TOKEN = re.compile(r"[MLQCZ]|-?\d+(?:\.\d+)?(?:e-?\d+)?")
_ARGUMENTS = {"M": 2, "L": 2, "Q": 4, "C": 6, "Z": 0}


@dataclass(frozen=True, slots=True)
class Box:
    """Something that stands on a baseline.

    Attributes
    ----------
    path : its outline, the baseline at y = 0, y downwards
    width : how far it reaches along the baseline
    ascent, descent : how far it reaches above and below, both counted positive
    """

    path: QPainterPath
    width: float
    ascent: float
    descent: float


def empty_path() -> QPainterPath:
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    return path


def scaled(box: Box, factor: float) -> Box:
    """Return the same box larger or smaller."""
    if factor == 1.0:
        return box
    path = QTransform.fromScale(factor, factor).map(box.path)
    return Box(path, box.width * factor, box.ascent * factor, box.descent * factor)


@cache
def _figures_font(bold: bool) -> QFont:
    load_fonts()
    return _outlined(math_font(EM, bold=bold))


@cache
def _plain_font() -> QFont:
    load_fonts()
    return _outlined(ui_font(0.9 * EM))


def _outlined(font: QFont) -> QFont:
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


@lru_cache(8192)
def upright(text: str, bold: bool = False) -> Box:
    """Set a name or a number in the upright type of mathematics; other scripts in what the system has."""
    return _of_font(text, _figures_font(bold))


@lru_cache(1024)
def plain(text: str) -> Box:
    """Set text in the interface's type."""
    return _of_font(text, _plain_font())


def _of_font(text: str, font: QFont) -> Box:
    path = empty_path()
    path.addText(0.0, 0.0, font, text)
    drawn = path.boundingRect()
    metrics = QFontMetricsF(font)
    width = max(metrics.horizontalAdvance(text), drawn.right())
    return Box(path, width, max(metrics.capHeight(), -drawn.top()), max(0.0, drawn.bottom()))


@lru_cache(2048)
def slanted(latex: str) -> Box:
    """Set letters or a command by ziamath; what it cannot set stands there as plain text."""
    try:
        return _by_ziamath(latex)
    except Exception:  # whatever a LaTeX engine stumbles over, the formula still has to be shown
        return plain(latex)


def _by_ziamath(latex: str) -> Box:
    path = empty_path()
    for element in _drawing(latex).iter():
        _add_element(path, element)
    drawn = path.boundingRect()
    if drawn.isEmpty():
        raise ValueError(f"nothing to see of {latex}")
    return Box(path, drawn.right() + BEARING, max(0.0, -drawn.top()), max(0.0, drawn.bottom()))


def _drawing(latex: str) -> ElementTree.Element:
    with warnings.catch_warnings():
        # ziafont opens its fonts in a way that Python is going to give up.
        warnings.simplefilter("ignore", DeprecationWarning)
        # Imported on first use: it takes 0.2 s.
        from ziamath.config import config
        from ziamath.zmath import Latex

        config.svg2 = False
        drawing: ElementTree.Element = Latex(latex, size=EM).svgxml()
        return drawing


def _add_element(path: QPainterPath, element: ElementTree.Element) -> None:
    match element.tag.rsplit("}", 1)[-1]:
        case "path":
            for command, numbers in _path_commands(element.get("d", "")):
                _add_command(path, command, numbers)
        case "rect":
            path.addRect(*(float(element.get(key, "0")) for key in ("x", "y", "width", "height")))


def _path_commands(text: str) -> Iterator[tuple[str, list[float]]]:
    """Read an SVG path; a command is repeated where more numbers follow than it takes."""
    tokens = _PATH_TOKEN.findall(text)
    place, command = 0, "M"
    while place < len(tokens):
        if tokens[place] in _ARGUMENTS:
            command = tokens[place]
            place += 1
        count = _ARGUMENTS[command]
        yield command, [float(token) for token in tokens[place : place + count]]
        place += count


def _add_command(path: QPainterPath, command: str, numbers: list[float]) -> None:
    match command:
        case "M":
            path.moveTo(*numbers)
        case "L":
            path.lineTo(*numbers)
        case "Q":
            path.quadTo(*numbers)
        case "C":
            path.cubicTo(*numbers)
        case _:
            path.closeSubpath()
