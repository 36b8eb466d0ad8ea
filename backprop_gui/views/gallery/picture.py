"""Which picture shows an example best."""

import math

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPixmap

from backprop_gui.document.examples import FAULTS, Example
from backprop_gui.document.project import Project
from backprop_gui.views.gallery.network_picture import draw_network
from backprop_gui.views.gallery.point_pictures import draw_classes, draw_curve, draw_heights, draw_images

LEAST_IMAGE = 16
MARGIN = 10.0


def picture_of(example: Example, size: QSize, ratio: float) -> QPixmap:
    """Draw an example in the look's colours.

    Parameters
    ----------
    size : in the window's units
    ratio : the screen's pixels for each of them
    """
    project = example.project()
    picture = QPixmap(size * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    area = QRectF(0, 0, size.width(), size.height()).adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
    _draw(painter, area, example, project)
    painter.end()
    return picture


def _draw(painter: QPainter, area: QRectF, example: Example, project: Project) -> None:
    inputs = len(project.network.inputs)
    if inputs >= LEAST_IMAGE and math.isqrt(inputs) ** 2 == inputs:
        draw_images(painter, area, project)
    elif len(project.data) == 1 or (example.group == FAULTS and inputs > 1):
        draw_network(painter, area, project)
    elif inputs == 1:
        draw_curve(painter, area, project)
    elif len(set(project.data.targets[:, 0].tolist())) > 2:
        draw_heights(painter, area, project)
    else:
        draw_classes(painter, area, project)
