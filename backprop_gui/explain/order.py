"""The order in which a round's quantities are told, as sections that are never written out.

A section holds, for a row of neurons or outputs, how many quantities each has; any one of them is
found by arithmetic. So step 300,000 of a large network is told without the steps before it.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import overload

import numpy as np

from backprop_gui.core.network import (
    BiasKind,
    BiasPlace,
    Layer,
    Network,
    NeuronPlace,
    TargetPlace,
    WeightPlace,
)
from backprop_gui.explain.quantities import (
    Kind,
    Quantity,
    delta,
    error,
    error_by,
    error_by_out,
    out_by_net,
    path,
    total_error,
)


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


BACKWARD_KINDS = (
    Kind.PATH,
    Kind.ERROR_BY_OUT,
    Kind.OUT_BY_NET,
    Kind.DELTA,
    Kind.NET_BY_WEIGHT,
    Kind.ERROR_BY_WEIGHT,
)


class Order:
    """All quantities of a round in the order of their telling, addressed by number.

    Parameters
    ----------
    samples : the rows of a batch of several samples, or (None,) for a round of one sample
    """

    def __init__(self, network: Network, samples: Sequence[int | None]) -> None:
        self._network = network
        self._sections = list(self._all_sections(samples))
        self._starts = list(accumulate(map(len, self._sections), initial=0))
        self._by_key = {
            (kind, section.layer, section.sample, section.after): number
            for number, section in enumerate(self._sections)
            for kind in section.kinds
        }

    def __len__(self) -> int:
        return self._starts[-1]

    def __getitem__(self, index: int) -> Quantity:
        section = bisect_right(self._starts, index) - 1
        return self._sections[section][index - self._starts[section]]

    @property
    def sections(self) -> Iterator[tuple[int, Section]]:
        """Each section with the number of its first quantity."""
        return zip(self._starts, self._sections, strict=False)

    @cached_property
    def phase_starts(self) -> list[int]:
        """The numbers at which another phase, or in a batch another sample's, begins."""
        keys = [
            (Quantity(section.kinds[0], after=section.after).phase, section.sample)
            for section in self._sections
        ]
        changes = [key != before for key, before in zip(keys, [None, *keys], strict=False)]
        return [start for start, is_new in zip(self._starts, changes, strict=False) if is_new]

    def index(self, quantity: Quantity) -> int | None:
        """Find a quantity's number in the round; None where the round does not tell it."""
        key = (quantity.kind, layer_of(quantity), quantity.sample, quantity.after)
        section = self._by_key.get(key)
        place = None if section is None else self._sections[section].index(quantity)
        return None if section is None or place is None else self._starts[section] + place

    def _all_sections(self, samples: Sequence[int | None]) -> Iterator[Section]:
        for sample in samples:
            yield from self._forward(sample, after=False)
            yield from self._error(sample, after=False)
            yield from self._backward(sample)
        if len(samples) > 1:
            yield self._total(None, after=False)
            yield from self._of_parameters(Kind.ERROR_BY_WEIGHT, Kind.ERROR_BY_BIAS, after=False)
        yield from self._of_parameters(Kind.WEIGHT, Kind.BIAS, after=True)
        for sample in samples:
            yield from self._forward(sample, after=True)
            yield from self._error(sample, after=True)
        if len(samples) > 1:
            yield self._total(None, after=True)

    def _forward(self, sample: int | None, after: bool) -> Iterator[Section]:
        for number, layer in enumerate(self._network.layers):
            whole_layer_first = [(Kind.NET,), (Kind.OUT,)]
            together = whole_layer_first if layer.activation == "softmax" else [(Kind.NET, Kind.OUT)]
            for kinds in together:
                yield self._neurons(number, kinds, sample, after)

    def _neurons(
        self, number: int, kinds: tuple[Kind, ...], sample: int | None, after: bool = False
    ) -> Section:
        def members(index: int) -> Member:
            place = NeuronPlace(number, index)
            return Member([Quantity(kind, place, None, sample, after) for kind in kinds])

        sizes = [len(kinds)] * self._network.layers[number].size
        return Section(kinds, number, sample, after, sizes, members)

    def _error(self, sample: int | None, after: bool) -> Iterator[Section]:
        sizes = [1] * len(self._network.outputs)
        yield Section(
            (Kind.ERROR,), None, sample, after, sizes, lambda output: Member([error(output, sample, after)])
        )
        yield self._total(sample, after)

    def _total(self, sample: int | None, after: bool) -> Section:
        return Section(
            (Kind.TOTAL_ERROR,), None, sample, after, [1], lambda _: Member([total_error(sample, after)])
        )

    def _backward(self, sample: int | None) -> Iterator[Section]:
        for number in reversed(range(len(self._network.layers))):
            layer = self._network.layers[number]
            kinds: tuple[Kind, ...] = BACKWARD_KINDS
            if layer.activation == "softmax":
                yield self._neurons(number, (Kind.ERROR_BY_OUT,), sample)
                kinds = tuple(kind for kind in kinds if kind is not Kind.ERROR_BY_OUT)
            if layer.bias is BiasKind.PER_NEURON:
                kinds = (*kinds, Kind.ERROR_BY_BIAS)
            yield self._backward_section(number, kinds, sample)
            if layer.bias is BiasKind.SHARED and layer.bias_trainable:
                yield self._biases(number, Kind.ERROR_BY_BIAS, sample, after=False)

    def _backward_section(self, number: int, kinds: tuple[Kind, ...], sample: int | None) -> Section:
        def members(index: int) -> Member:
            return self._backward_of(NeuronPlace(number, index), sample)

        sizes = self._backward_sizes(number, self._network.layers[number])
        return Section(kinds, number, sample, False, sizes, members)

    def _backward_sizes(self, number: int, layer: Layer) -> Sequence[int]:
        """Count each neuron's backward quantities: paths, ∂E/∂out, ∂out/∂net, δ, its parameters'."""
        trained = (layer.present & ~layer.frozen).sum(axis=1)
        own_bias = int(layer.bias is BiasKind.PER_NEURON and layer.bias_trainable)
        leading = layer.size + 1 if layer.activation == "softmax" else 3
        sizes = leading + 2 * trained + own_bias
        if number + 1 < len(self._network.layers):
            sizes = sizes + self._network.layers[number + 1].present.sum(axis=0)
        found: list[int] = sizes.tolist()
        return found

    def _backward_of(self, neuron: NeuronPlace, sample: int | None) -> Member:
        layer = self._network.layers[neuron.layer]
        own_bias = layer.bias is BiasKind.PER_NEURON and layer.bias_trainable
        return Member(
            [*self._slopes_of(neuron, layer, sample), delta(neuron, sample)],
            WeightRow(neuron, layer, (Kind.NET_BY_WEIGHT, Kind.ERROR_BY_WEIGHT), sample, after=False),
            [error_by(BiasPlace(neuron.layer, neuron.index), sample)] if own_bias else [],
        )

    def _slopes_of(self, neuron: NeuronPlace, layer: Layer, sample: int | None) -> Iterator[Quantity]:
        if layer.activation == "softmax":
            yield from (out_by_net(NeuronPlace(neuron.layer, k), neuron, sample) for k in range(layer.size))
            return
        if neuron.layer + 1 < len(self._network.layers):
            following = self._network.layers[neuron.layer + 1].present[:, neuron.index]
            for k in np.flatnonzero(following).tolist():
                yield path(neuron, NeuronPlace(neuron.layer + 1, k), sample)
        yield error_by_out(neuron, sample)
        yield out_by_net(neuron, neuron, sample)

    def _of_parameters(self, of_weight: Kind, of_bias: Kind, after: bool) -> Iterator[Section]:
        """Tell one quantity of every trained parameter, in the order w1, w2, …, then the biases."""
        for number in range(len(self._network.layers)):
            yield self._weights(number, of_weight, after)
        for number, layer in enumerate(self._network.layers):
            if layer.bias_trainable:
                yield self._biases(number, of_bias, None, after)

    def _weights(self, number: int, kind: Kind, after: bool) -> Section:
        layer = self._network.layers[number]

        def members(index: int) -> Member:
            return Member([], WeightRow(NeuronPlace(number, index), layer, (kind,), None, after))

        sizes = (layer.present & ~layer.frozen).sum(axis=1).tolist()
        return Section((kind,), number, None, after, sizes, members)

    def _biases(self, number: int, kind: Kind, sample: int | None, after: bool) -> Section:
        layer = self._network.layers[number]

        def members(index: int) -> Member:
            return Member([Quantity(kind, bias_place(number, layer, index), None, sample, after)])

        return Section((kind,), number, sample, after, [1] * layer.bias_count, members)


def bias_place(number: int, layer: Layer, index: int) -> BiasPlace:
    """Return the place of a layer's bias number `index`."""
    return BiasPlace(number, index if layer.bias is BiasKind.PER_NEURON else None)
