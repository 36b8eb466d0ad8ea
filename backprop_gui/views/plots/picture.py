"""A plot with its header as a picture: as pixels, or as lines and text."""

from collections.abc import Sequence

from PySide6.QtCore import QBuffer, QIODevice, QPoint, QRect
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QWidget

from backprop_gui.look.theme import theme

SCALE = 2.0
"""Pixels of a picture to each pixel of the screen."""

MARGIN = 8


def plot_image(parts: Sequence[QWidget]) -> QImage:
    """Draw widgets of one parent, as they stand, twice as large."""
    size = _region(parts).size()
    image = QImage(size * SCALE, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(SCALE)
    _draw(parts, image)
    return image


def plot_png(parts: Sequence[QWidget]) -> bytes:
    """Draw widgets into a PNG file's bytes."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    # PySide6's signature asks for bytes; a text is what it takes.
    plot_image(parts).save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def plot_svg(parts: Sequence[QWidget], title: str) -> bytes:
    """Draw widgets into an SVG file's bytes, text as text."""
    buffer, region = QBuffer(), _region(parts)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    drawing = QSvgGenerator()
    drawing.setOutputDevice(buffer)
    drawing.setTitle(title)
    drawing.setSize(region.size())
    drawing.setViewBox(QRect(QPoint(), region.size()))
    _draw(parts, drawing)
    return bytes(buffer.data().data())


def _region(parts: Sequence[QWidget]) -> QRect:
    region = QRect()
    for part in parts:
        region = region.united(part.geometry())
    return region.adjusted(-MARGIN, -MARGIN, MARGIN, MARGIN)


def _draw(parts: Sequence[QWidget], onto: QImage | QSvgGenerator) -> None:
    region = _region(parts)
    painter = QPainter(onto)
    painter.fillRect(QRect(QPoint(), region.size()), theme().panel)
    for part in parts:
        offset = part.geometry().topLeft() - region.topLeft()
        # As a widget: a view's own way of drawing is of its scene alone.
        QWidget.render(part, painter, offset, renderFlags=QWidget.RenderFlag.DrawChildren)
    painter.end()
