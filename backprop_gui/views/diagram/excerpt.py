"""Which layers of a deep network are shown: the first, the last, and those around what is looked at.

A thousand layers side by side would be less than a pixel wide each. So those far from what is looked at are
folded, and what is shown is as large as in a shallow network, and costs no more.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from backprop_gui.core.network import INPUTS, Network

MOST_COLUMNS = 40
"""Inputs and layers that are shown side by side; of a network with more of them, an excerpt."""

BESIDE, LEAST_BESIDE = 2, 1
"""Layers that are shown on each side of the one that is looked at; the least where they have little room."""


@dataclass(frozen=True)
class Excerpt:
    """The layers that are shown, in stretches between which others are folded.

    Attributes
    ----------
    stretches : ranges of layers, the first from `INPUTS` on
    """

    stretches: tuple[range, ...]

    @cached_property
    def layers(self) -> tuple[int, ...]:
        """All layers that are shown, the inputs first."""
        return tuple(layer for stretch in self.stretches for layer in stretch)

    @cached_property
    def folds(self) -> dict[int, range]:
        """The folded layers, by the shown layer that follows them."""
        following = zip(self.stretches, self.stretches[1:], strict=False)
        return {after.start: range(before.stop, after.start) for before, after in following}

    @property
    def is_whole(self) -> bool:
        return len(self.stretches) == 1

    @cached_property
    def connected(self) -> tuple[int, ...]:
        """The layers that are shown with their connections: what they read is shown too."""
        return tuple(layer for stretch in self.stretches for layer in stretch[1:])

    def shows_around(self, layer: int) -> bool:
        """Tell whether a layer is shown with its neighbours."""
        around = range(max(layer - 1, INPUTS), min(layer + 1, self.layers[-1]) + 1)
        return all(any(each in stretch for stretch in self.stretches) for each in around)


def excerpt_of(network: Network, about: int = INPUTS, beside: int = BESIDE) -> Excerpt:
    """Choose the layers to show, where layer number `about` is looked at with some on each side."""
    last = len(network.layers) - 1
    if len(network.sizes) <= MOST_COLUMNS:
        return Excerpt((range(INPUTS, last + 1),))
    middle = min(max(about, INPUTS + beside), last - beside)
    return Excerpt(tuple(_stretches({INPUTS, last, *range(middle - beside, middle + beside + 1)})))


def _stretches(layers: Iterable[int]) -> Iterable[range]:
    """Gather layers that follow one another; a single one between two stretches joins them."""
    first, *others = sorted(layers)
    begin, end = first, first
    for layer in others:
        if layer > end + 2:
            yield range(begin, end + 1)
            begin = layer
        end = layer
    yield range(begin, end + 1)
