"""A network's answers over the plane of its samples, or along their line, with the samples on them."""

from dataclasses import dataclass, replace

import numpy as np
from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QWidget

from backprop_gui.core.array import Array
from backprop_gui.core.contours import contour
from backprop_gui.core.grid import Range
from backprop_gui.core.network import NeuronPlace
from backprop_gui.core.responses import FARTHEST, Span
from backprop_gui.document.stopping import counted
from backprop_gui.explain.render_text import number
from backprop_gui.explain.sentences import pretty
from backprop_gui.look.colormaps import ColorMap, answers_map, class_color, classes_pixels, image_of
from backprop_gui.look.identity import identity_color, identity_number
from backprop_gui.look.theme import theme
from backprop_gui.session.picture_requests import Answers
from backprop_gui.views.pictures.axes_painting import paint_axes, paint_hairlines
from backprop_gui.views.pictures.canvas import ROOM_FOR_FACTS, Canvas
from backprop_gui.views.pictures.enlarging import enlarged
from backprop_gui.views.pictures.frame import Frame, squared
from backprop_gui.views.pictures.points_painting import evenly_chosen, paint_points, strong
from backprop_gui.views.pictures.scale_bar import ROOM, paint_scale

STEPS = 16
CURVE, TOLD = 2.0, 7.0
MARGIN = 0.08
BOUNDED = ("sigmoid", "tanh", "softmax")
"""Activations whose middle is where a decision changes."""


@dataclass(frozen=True)
class Showing:
    """What of the answers is to be seen.

    Attributes
    ----------
    place : a neuron or input; None for all outputs together
    test_data : whether the samples that are not trained on are shown
    discrete : whether only the decision is shown, not how sure it is
    row : the sample that the steps are about, if they are about one
    """

    place: NeuronPlace | None = None
    test_data: bool = True
    discrete: bool = False
    row: int | None = None


class BoundaryPlot(Canvas):
    """Paints answers: a coloured plane, or curves where there is one input."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("boundary_plot", "Decision boundary", parent)
        self._picture: Answers | None = None
        self._showing = Showing()
        self._ground: tuple[object, QImage, list[QLineF]] | None = None
        self._points: tuple[object, QPixmap] | None = None

    def show_picture(self, picture: Answers | None, showing: Showing) -> None:
        """Show answers, or others of them."""
        self._picture, self._showing = picture, showing
        self.show_facts(self.legend() if picture else [], brief=())

    @property
    def place(self) -> NeuronPlace | None:
        """The neuron that is shown; None where several outputs are."""
        picture, place = self._picture, self._showing.place
        if place is None and picture is not None and picture.outs[-1].shape[1] == 1:
            return NeuronPlace(picture.output_layer, 0)
        return place

    def frame(self) -> Frame | None:
        picture = self._picture
        if picture is None:
            return None
        if picture.plane.is_line:
            return Frame(self.room(), picture.plane.ranges[0], curves_range(picture, self.shown_places()))
        across, up = picture.plane.ranges
        room = self.room().adjusted(0.0, 0.0, -ROOM if self.place is not None else 0.0, 0.0)
        return Frame(squared(room, across, up), across, up)

    @property
    def is_wide(self) -> bool:
        """Whether there is room beside the picture, which is as wide as it is high."""
        is_square = self._picture is not None and not self._picture.plane.is_line
        return self.width() >= self.height() + ROOM + ROOM_FOR_FACTS if is_square else super().is_wide

    def shown_places(self) -> list[NeuronPlace]:
        """List the neurons that are shown."""
        if self._picture is None:
            return []
        if self.place is not None:
            return [self.place]
        last = self._picture.output_layer
        return [NeuronPlace(last, index) for index in range(self._picture.outs[-1].shape[1])]

    def legend(self) -> list[str]:
        """Say what the marks mean."""
        picture = self._picture
        assert picture is not None
        trained = len(picture.project.plan.training_data(picture.project.data))
        kept = len(picture.project.data) - trained
        said = [f"filled: {counted(trained, 'sample')} to train"]
        if kept and self._showing.test_data:
            said.append(f"outlined: {counted(kept, 'sample')} to test")
        if not picture.plane.is_line and self.place is not None and self._decides(picture):
            middle = number(picture.span(self.place).middle)
            said.append(f"line: where {self.name_of(self.place)} is {middle}")
        if self._showing.row is not None and not picture.plane.is_line:
            said.append(f"ring: sample {self._showing.row + 1}, which the steps are about")
        return said

    def name_of(self, place: NeuronPlace) -> str:
        assert self._picture is not None
        return pretty(self._picture.network.neuron_name(place))

    def reading(self, across: float, up: float) -> str:
        picture = self._picture
        if picture is None:
            return ""
        values = (across,) if picture.plane.is_line else (across, up)
        nearest = tuple(
            int(np.abs(axis - value).argmin()) for axis, value in zip(picture.axes, values, strict=True)
        )
        at = ", ".join(
            f"{pretty(name)} {number(value, 3)}"
            for name, value in zip(picture.plane.names, values, strict=True)
        )
        outs = [
            f"{self.name_of(place)} {number(float(picture.of(place)[nearest[::-1]]), 3)}"
            for place in self.shown_places()[:5]
        ]
        return f"{at}: {', '.join(outs)}"

    def paint_picture(self, painter: QPainter, frame: Frame) -> None:
        assert self._picture is not None
        names = [pretty(name) for name in self._picture.plane.names]
        if self._picture.plane.is_line:
            paint_hairlines(painter, frame)
            up = self.name_of(self.place) if self.place is not None else "out"
            paint_axes(painter, frame, names[0], up)
            self._paint_samples(painter, frame)
            painter.setClipRect(frame.rect)
            self._paint_curves(painter, frame, self._picture)
            painter.setClipping(False)
        else:
            self._paint_plane(painter, frame, self._picture)
            paint_axes(painter, frame, *names)
            self._paint_samples(painter, frame)
            self._paint_told_sample(painter, frame, self._picture)

    def _paint_curves(self, painter: QPainter, frame: Frame, picture: Answers) -> None:
        for place in self.shown_places():
            out = picture.of(place)
            known = np.isfinite(out)
            ends = zip(picture.axes[0][known].tolist(), out[known].tolist(), strict=True)
            painter.setPen(QPen(self._color(picture, place), CURVE))
            painter.drawPolyline(QPolygonF([frame.point(x, y) for x, y in ends]))

    def _color(self, picture: Answers, place: NeuronPlace) -> QColor:
        counted = identity_number(picture.network, place)
        return theme().accent if counted is None else identity_color(counted)

    # The plane

    def _paint_plane(self, painter: QPainter, frame: Frame, picture: Answers) -> None:
        key = (picture, frame, self.place, self._showing.discrete, theme().name)
        if self._ground is None or self._ground[0] != key:
            self._ground = (key, *self._plane(frame, picture))
        _, image, lines = self._ground
        painter.drawImage(frame.rect, image, QRectF(image.rect()))
        painter.setPen(QPen(theme().ink, 1.2))
        painter.drawLines(lines)
        if self.place is not None:
            span = picture.span(self.place)
            colors = self.colors(span)
            # The colours of the bands between round numbers: the ends, quarters and the middle are labelled.
            edges = np.linspace(span.low, span.high, STEPS + 1)
            middles = (edges[1:] + edges[:-1]) / 2
            bands = [colors.color(value) for value in middles.tolist()]
            paint_scale(painter, frame.rect, bands, edges[1:-1].tolist(), every=STEPS // 4)

    def _plane(self, frame: Frame, picture: Answers) -> tuple[QImage, list[QLineF]]:
        """Colour the plane, and find where the decision changes."""
        size = frame.rect.width(), frame.rect.height()
        if self.place is None:
            layers = [enlarged(picture.of(place), *size) for place in self.shown_places()]
            pixels = classes_pixels(theme(), np.stack(layers, axis=-1), self._showing.discrete)
            return image_of(pixels), []
        answers, span = picture.of(self.place), picture.span(self.place)
        pixels = self.colors(span).pixels(enlarged(answers, *size))
        pieces = contour(answers, span.middle)
        steps = [(axis[0], axis[1] - axis[0]) for axis in picture.axes]
        (left, across), (low, up) = steps
        lines = [
            QLineF(frame.point(left + a * across, low + b * up), frame.point(left + c * across, low + d * up))
            for (a, b), (c, d) in pieces.tolist()
        ]
        return image_of(pixels), lines if self._decides(picture) else []

    def _decides(self, picture: Answers) -> bool:
        """Whether the middle is where a decision changes; numbers that are not bounded decide nothing."""
        place = self.place
        assert place is not None
        if place.layer < 0:
            return False
        return picture.network.layers[place.layer].activation in BOUNDED

    def colors(self, span: Span) -> ColorMap:
        """Return the colours of answers."""
        return answers_map(theme(), span.low, span.high, self._showing.discrete)

    # The samples

    def _paint_samples(self, painter: QPainter, frame: Frame) -> None:
        """Paint the samples from a picture of them, which is made anew only when they are others."""
        picture = self._picture
        assert picture is not None
        ratio = self.devicePixelRatioF()
        shown = replace(self._showing, row=None)
        key = (picture.project.data, picture.project.plan, frame, shown, theme().name, ratio)
        if self._points is None or self._points[0] != key:
            pixmap = QPixmap(self.size() * ratio)
            pixmap.setDevicePixelRatio(ratio)
            pixmap.fill(QColor(0, 0, 0, 0))
            on_it = QPainter(pixmap)
            on_it.setRenderHint(QPainter.RenderHint.Antialiasing)
            on_it.setClipRect(frame.rect.adjusted(-5, -5, 5, 5))
            self._draw_samples(on_it, frame, picture)
            on_it.end()
            self._points = (key, pixmap)
        painter.drawPixmap(0, 0, self._points[1])

    def _draw_samples(self, painter: QPainter, frame: Frame, picture: Answers) -> None:
        trained = len(picture.project.plan.training_data(picture.project.data))
        count = len(picture.project.data) if self._showing.test_data else trained
        rows = list(evenly_chosen(count))
        targets = picture.project.data.targets
        points = picture.plane.points
        if not picture.plane.is_line:
            places = [frame.point(*points[row].tolist()) for row in rows]
            colors, kinds = self._looks(picture, targets[rows])
            paint_points(painter, places, colors, kinds, [row < trained for row in rows], frame.rect)
            return
        for output, place in enumerate(self._outputs_shown(picture)):
            places = [frame.point(float(points[row, 0]), float(targets[row, place.index])) for row in rows]
            colors = [self._color(picture, place)] * len(rows)
            paint_points(
                painter, places, colors, [output] * len(rows), [row < trained for row in rows], frame.rect
            )

    def _paint_told_sample(self, painter: QPainter, frame: Frame, picture: Answers) -> None:
        """Put a ring around the sample that the steps are about."""
        row = self._showing.row
        if row is not None and row < len(picture.plane.points):
            at = frame.point(*picture.plane.points[row].tolist())
            painter.setBrush(Qt.BrushStyle.NoBrush)
            for color, width in ((theme().panel, 4.0), (theme().accent, 2.0)):
                painter.setPen(QPen(color, width))
                painter.drawEllipse(at, TOLD, TOLD)

    def _outputs_shown(self, picture: Answers) -> list[NeuronPlace]:
        return [place for place in self.shown_places() if place.layer == picture.output_layer]

    def _looks(self, picture: Answers, targets: Array) -> tuple[list[QColor], list[int]]:
        """Give each sample its target's colour, and its class's shape."""
        look = theme()
        if targets.shape[1] > 1:
            winners = targets.argmax(axis=1).tolist()
            return [strong(class_color(look, winner), look.is_dark) for winner in winners], winners
        span = picture.span(NeuronPlace(picture.output_layer, 0))
        colors = answers_map(look, span.low, span.high)
        values = targets[:, 0].tolist()
        kinds = (
            [int(value < span.middle) for value in values]
            if self._are_classes(targets)
            else [0] * len(values)
        )
        return [strong(colors.color(value), look.is_dark) for value in values], kinds

    def _are_classes(self, targets: Array) -> bool:
        return len(np.unique(targets)) <= 2


def curves_range(picture: Answers, places: list[NeuronPlace]) -> Range:
    """Choose the values to show: the curves', and the targets' of the outputs among them."""
    shown = [picture.of(place).ravel() for place in places]
    shown += [
        picture.project.data.targets[:, place.index]
        for place in places
        if place.layer == picture.output_layer
    ]
    values = np.concatenate(shown)
    known = np.clip(values[np.isfinite(values)], -FARTHEST, FARTHEST)
    if not known.size:
        return (0.0, 1.0)
    low, high = float(known.min()), float(known.max())
    margin = MARGIN * (high - low) if high > low else 0.5 * abs(high) or 0.5
    return (low - margin, high + margin)
