"""A row of neurons or outputs with all that is told of each, which is written out only where it is asked for.

Any quantity of a section is found by arithmetic, from how many each member of the row has.
"""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import overload

import numpy as np

from backprop_gui.core.network import BiasPlace, Layer, NeuronPlace, TargetPlace, WeightPlace
from backprop_gui.explain.quantities import Kind, Quantity


class WeightRow(Sequence[Quantity]):
    """Some quantities of every trained weight into one neuron, weight after weight."""

    def __init__(
        self, neuron: NeuronPlace, layer: Layer, kinds: Sequence[Kind], sample: int | None, after: bool
    ) -> None:
        self._neuron = neuron
        self._kinds = kinds
        self._sample = sample
        self._after = after
        self._sources = np.flatnonzero(layer.present[neuron.index] & ~layer.frozen[neuron.index])

    def __len__(self) -> int:
        return len(self._kinds) * self._sources.size

    @overload
    def __getitem__(self, index: int) -> Quantity: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Quantity]: ...
    def __getitem__(self, index: int | slice) -> Quantity | Sequence[Quantity]:
        if isinstance(index, slice):
            return [self[each] for each in range(*index.indices(len(self)))]
        if not 0 <= index < len(self):
            raise IndexError(index)
        weight, kind = divmod(index, len(self._kinds))
        place = WeightPlace(self._neuron.layer, self._neuron.index, int(self._sources[weight]))
        return Quantity(self._kinds[kind], place, None, self._sample, self._after)

    def find(self, quantity: Quantity) -> int | None:
        """Find a quantity's place in the row."""
        if quantity.kind not in self._kinds or not isinstance(quantity.place, WeightPlace):
            return None
        weight = int(np.searchsorted(self._sources, quantity.place.source))
        if weight == self._sources.size or self._sources[weight] != quantity.place.source:
            return None
        return weight * len(self._kinds) + self._kinds.index(quantity.kind)


@dataclass(frozen=True)
class Member:
    """What is told of one member of a row: a few quantities, then its weights', then a few more."""

    before: Sequence[Quantity]
    weights: WeightRow | None = None
    behind: Sequence[Quantity] = ()

    def __getitem__(self, index: int) -> Quantity:
        if index < len(self.before):
            return self.before[index]
        index -= len(self.before)
        if self.weights is not None and index < len(self.weights):
            return self.weights[index]
        return self.behind[index - (len(self.weights) if self.weights is not None else 0)]

    def find(self, quantity: Quantity) -> int | None:
        """Find a quantity's place among the member's."""
        if quantity in self.before:
            return self.before.index(quantity)
        weights = len(self.weights) if self.weights is not None else 0
        if self.weights is not None and (place := self.weights.find(quantity)) is not None:
            return len(self.before) + place
        return len(self.before) + weights + self.behind.index(quantity) if quantity in self.behind else None


@dataclass(frozen=True)
class Section:
    """Quantities of one row of neurons, told neuron after neuron.

    Attributes
    ----------
    kinds, layer, sample, after : what its quantities have in common; no other section has the same
    sizes : how many quantities each member of the row has
    members : writes out one member's quantities
    """

    kinds: Sequence[Kind]
    layer: int | None
    sample: int | None
    after: bool
    sizes: Sequence[int]
    members: Callable[[int], Member]

    @cached_property
    def starts(self) -> list[int]:
        return list(accumulate(self.sizes, initial=0))

    def __len__(self) -> int:
        return self.starts[-1]

    def __getitem__(self, index: int) -> Quantity:
        member = bisect_right(self.starts, index) - 1
        return self.members(member)[index - self.starts[member]]

    def index(self, quantity: Quantity) -> int | None:
        """Find a quantity's place in this section."""
        member = member_of(quantity)
        place = self.members(member).find(quantity) if member < len(self.sizes) else None
        return None if place is None else self.starts[member] + place


def member_of(quantity: Quantity) -> int:
    """Find which member of its row a quantity is told with."""
    match quantity.place:
        case NeuronPlace(_, index):
            return quantity.other.index if quantity.kind is Kind.OUT_BY_NET and quantity.other else index
        case TargetPlace(index):
            return index
        case WeightPlace(_, to, _):
            return to
        case BiasPlace(_, to):
            return to or 0
        case None:
            return 0


def layer_of(quantity: Quantity) -> int | None:
    """Find the layer that a quantity belongs to; errors belong to none."""
    match quantity.place:
        case NeuronPlace(layer) | WeightPlace(layer) | BiasPlace(layer):
            return layer
        case _:
            return None
