"""How much of many connections is drawn: values, lines, or a picture."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from backprop_gui.core.network import Parameters
from backprop_gui.document.project import Project
from backprop_gui.look.theme import theme
from backprop_gui.views.diagram.bundle_detail import (
    Detail,
    detail_of,
    draw_values,
    in_sight,
    weight_picture,
)
from backprop_gui.views.diagram.bundle_item import BundleItem
from backprop_gui.views.diagram.view import DiagramView

Show = Callable[..., DiagramView]
Make = Callable[..., Project]


@pytest.mark.parametrize(
    ("connections", "scale", "detail"),
    [
        (100_352, 1.0, Detail.PICTURE),
        (100_352, 8.0, Detail.PICTURE),
        (8192, 1.0, Detail.PICTURE),
        (640, 1.0, Detail.PICTURE),
        (640, 2.0, Detail.LINES),
        (400, 1.0, Detail.LINES),
        (640, 8.0, Detail.VALUES),
    ],
)
def test_detail_follows_the_scale(connections: int, scale: float, detail: Detail) -> None:
    assert detail_of(connections, height=600.0, spacing=9.0, scale=scale) is detail


def test_a_weights_sign_is_its_cells_colour() -> None:
    present = np.ones((2, 2), dtype=bool)
    present[1, 1] = False
    image = weight_picture(np.array([[1.0, -1.0], [0.0, 0.0]]), present, theme())
    blue, orange = image.pixelColor(0, 0), image.pixelColor(1, 0)
    assert blue.blue() > blue.red() and orange.red() > orange.blue()
    middle, missing = image.pixelColor(0, 1), image.pixelColor(1, 1)
    assert middle.lightness() > 230 and missing == QColor(theme().faint.rgb())


def test_only_lines_in_sight_are_drawn() -> None:
    ends = np.array([[0.0, 0.0, 10.0, 10.0], [20.0, 20.0, 30.0, 30.0], [0.0, 30.0, 30.0, 0.0]])
    assert in_sight(ends, QRectF(18.0, 18.0, 5.0, 5.0)).tolist() == [False, True, True]


def test_values_keep_clear_of_one_another(qapp: QApplication) -> None:
    image = QImage(400, 400, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    box = QRectF(0.0, 0.0, 400.0, 400.0)
    same = np.array([[0.0, 100.0, 400.0, 100.0]] * 3)
    apart = np.array([[0.0, y, 400.0, y] for y in (50.0, 150.0, 250.0)])
    assert draw_values(painter, same, np.array([1.0, 2.0, 3.0]), box, theme()) == 1
    assert draw_values(painter, apart, np.array([1.0, 2.0, 3.0]), box, theme()) == 3
    painter.end()


def bundle(view: DiagramView, layer: int) -> BundleItem:
    found = next(item for item in view.places() if isinstance(item, BundleItem) and item.layer == layer)
    assert isinstance(found, BundleItem)
    return found


def all_positive(project: Project) -> Project:
    parameters = Parameters(project.network, np.abs(project.parameters.flat) + 0.5)
    return replace(project.with_parameters(parameters), start=parameters)


def test_a_large_layer_is_a_picture_and_a_small_one_lines(open_diagram: Show, make_project: Make) -> None:
    view = open_diagram(all_positive(make_project((784, 128, 64, 5))), 1100, 700)
    shown = view.grab().toImage()
    assert [bundle(view, layer).detail for layer in range(3)] == [
        *(Detail.PICTURE, Detail.PICTURE, Detail.LINES)
    ]
    middle = view.mapFromScene(bundle(view, 0).sceneBoundingRect().center())
    color = shown.pixelColor(middle)
    assert color.blue() > color.red() + 20


def test_zooming_in_writes_the_values(open_diagram: Show, make_project: Make) -> None:
    view = open_diagram(make_project((784, 128, 64, 10)), 1100, 700)
    item = bundle(view, 2)
    view.centerOn(item)
    for _ in range(12):
        view.zoom_in()
    view.centerOn(QPointF(item.sceneBoundingRect().center()))
    view.grab()
    assert item.detail is Detail.VALUES
    view.fit()
    view.grab()
    assert item.detail is Detail.PICTURE


def test_the_picture_follows_a_change_of_the_weights(open_diagram: Show, make_project: Make) -> None:
    view = open_diagram(all_positive(make_project((784, 128, 64, 10))), 1100, 700)
    point: QPoint = view.mapFromScene(bundle(view, 1).sceneBoundingRect().center())
    before = view.grab().toImage().pixelColor(point)
    view.session.selection.choose()
    view.session.edit("Turn", lambda now: now.with_parameters(Parameters(now.network, -now.parameters.flat)))
    after = view.grab().toImage().pixelColor(point)
    assert before.blue() > before.red() and after.red() > after.blue()
