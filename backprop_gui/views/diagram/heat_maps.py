"""Every neuron's answers as small pictures for the diagram's nodes."""

from collections.abc import Mapping

import numpy as np
from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from backprop_gui.core.array import Array
from backprop_gui.core.network import INPUTS, NeuronPlace
from backprop_gui.core.responses import Span
from backprop_gui.look.colormaps import answers_map, image_of
from backprop_gui.look.theme import theme, themes
from backprop_gui.session.picture_requests import Answers
from backprop_gui.session.session import Session

ACROSS = 50
"""Pixels of a picture's side; a node is hardly larger."""

MOST = 400
"""Of more neurons there are no pictures: they would be dots."""


class HeatMaps(QObject):
    """Keeps a picture of each neuron, while a diagram is seen and its nodes shall show them.

    Attributes
    ----------
    changed : the pictures are other ones now
    images : by neuron and input; empty where nodes show numbers
    """

    changed = Signal()

    def __init__(self, session: Session, view: QWidget) -> None:
        super().__init__(view)
        self._pictures = session.pictures
        self._view = view
        self.images: Mapping[NeuronPlace, QImage] = {}
        view.installEventFilter(self)
        session.pictures.in_nodes_changed.connect(self._follow)
        session.pictures.answers.changed.connect(self._draw)
        themes.changed.connect(self._draw)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice when the diagram is shown or hidden."""
        if event.type() in (QEvent.Type.Show, QEvent.Type.Hide):
            self._follow()
        return False

    def _follow(self) -> None:
        self._pictures.answers.watch(self, self._view.isVisible() and self._pictures.in_nodes)
        self._draw()

    def _draw(self) -> None:
        answers = self._pictures.answers.picture if self._pictures.in_nodes else None
        before = self.images
        self.images = dict(pictures_of(answers)) if answers and self._view.isVisible() else {}
        if before or self.images:
            self.changed.emit()


def pictures_of(answers: Answers) -> list[tuple[NeuronPlace, QImage]]:
    """Draw each neuron and input of a network that is not too large for that."""
    sizes = answers.network.sizes
    if sum(sizes) > MOST:
        return []
    places = (NeuronPlace(layer, index) for layer, size in enumerate(sizes, INPUTS) for index in range(size))
    return [(place, picture_of(answers, place)) for place in places]


def picture_of(answers: Answers, place: NeuronPlace) -> QImage:
    """Draw one neuron's answers: colours over the plane, or along a line how far they are from the middle."""
    span = answers.span(place)
    out = answers.of(place)
    out = out[tuple(slice(None, None, max(1, size // ACROSS)) for size in out.shape)]
    colors = answers_map(theme(), span.low, span.high)
    return image_of(colors.pixels(out if out.ndim > 1 else area(out, span)))


def area(out: Array, span: Span) -> Array:
    """Fill what lies between a curve and the middle with the curve's value, and the rest with the middle."""
    height = np.linspace(span.low, span.high, ACROSS)[:, np.newaxis] - span.middle
    curve = out - span.middle
    inside = (height * curve >= 0) & (np.abs(height) <= np.abs(curve))
    return np.where(inside, out, span.middle)
