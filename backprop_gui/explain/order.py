"""The order in which a round's quantities are told, as sections that are never written out.

A section holds, for a row of neurons or outputs, how many quantities each has, and a stretch those
sections that all samples of a batch have alike; any quantity is found by arithmetic. So step 300,000 of
a large network is told without the steps before it, and a batch of 100,000 samples as easily as one of two.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import accumulate

import numpy as np

from backprop_gui.core.network import (
    BiasKind,
    BiasPlace,
    Layer,
    Network,
    NeuronPlace,
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
from backprop_gui.explain.sections import Member, Section, WeightRow, layer_of

BACKWARD_KINDS = (
    Kind.PATH,
    Kind.ERROR_BY_OUT,
    Kind.OUT_BY_NET,
    Kind.DELTA,
    Kind.NET_BY_WEIGHT,
    Kind.ERROR_BY_WEIGHT,
)

Wanted = Callable[[int | None, bool], bool]
"""Tells of a sample, before or after the update, whether its sections are wanted."""


class Stretch:
    """Sections that all samples of a batch have alike, told sample after sample.

    Attributes
    ----------
    sections : those of the first sample; all others' are the same but for the sample
    starts : where each of them begins within its sample's part
    length : how many quantities each sample has

    Parameters
    ----------
    make : writes out one sample's sections
    """

    def __init__(
        self, make: Callable[[int | None], Iterator[Section]], samples: Sequence[int | None] = (None,)
    ) -> None:
        self._make = make
        self.samples = samples
        self.sections = list(make(samples[0]))
        self.starts = list(accumulate(map(len, self.sections), initial=0))
        self.length = self.starts[-1]

    def __len__(self) -> int:
        return self.length * len(self.samples)

    def __getitem__(self, index: int) -> Quantity:
        number, within = divmod(index, self.length)
        section = bisect_right(self.starts, within) - 1
        quantity = self.sections[section][within - self.starts[section]]
        return quantity if number == 0 else replace(quantity, sample=self.samples[number])

    def sections_of(self, is_wanted: Wanted) -> Iterator[tuple[int, Section]]:
        """Yield each section of the samples that are wanted, with the number of its first quantity."""
        after = self.sections[0].after
        for number, sample in enumerate(self.samples):
            if is_wanted(sample, after):
                for start, section in zip(self.starts, self._make(sample), strict=False):
                    yield number * self.length + start, section

    def changes(self, before: object) -> tuple[list[int], object]:
        """Find where another phase, or another sample's, begins, and with which phase all ends.

        Parameters
        ----------
        before : the phase and the sample just before
        """
        keys: list[object] = [
            (Quantity(section.kinds[0], after=section.after).phase, section.sample)
            for section in self.sections
        ]
        pairs = zip(self.starts, keys, [before, *keys], strict=False)
        found = [start for start, key, last in pairs if key != last]
        parts = self.length * np.arange(len(self.samples))
        return np.add.outer(parts, found).ravel().tolist(), keys[-1]


class Order:
    """All quantities of a round in the order of their telling, addressed by number.

    Parameters
    ----------
    samples : the rows of a batch of several samples, or (None,) for a round of one sample
    """

    def __init__(self, network: Network, samples: Sequence[int | None]) -> None:
        self._network = network
        self._samples = samples
        self._stretches = list(self._all_stretches(samples))
        self._starts = list(accumulate(map(len, self._stretches), initial=0))
        self._by_key = {
            (kind, section.layer, section.sample is None, section.after): (start, stretch, number)
            for start, stretch in zip(self._starts, self._stretches, strict=False)
            for number, section in enumerate(stretch.sections)
            for kind in section.kinds
        }

    def __len__(self) -> int:
        return self._starts[-1]

    def __getitem__(self, index: int) -> Quantity:
        stretch = bisect_right(self._starts, index) - 1
        return self._stretches[stretch][index - self._starts[stretch]]

    def sections(self, is_wanted: Wanted) -> Iterator[tuple[int, Section]]:
        """Yield each section of the samples that are wanted, with the number of its first quantity."""
        for begin, stretch in zip(self._starts, self._stretches, strict=False):
            for start, section in stretch.sections_of(is_wanted):
                yield begin + start, section

    @cached_property
    def phase_starts(self) -> list[int]:
        """The numbers at which another phase, or in a batch another sample's, begins."""
        found: list[int] = []
        last: object = None
        for begin, stretch in zip(self._starts, self._stretches, strict=False):
            changes, last = stretch.changes(last)
            found += [begin + change for change in changes]
        return found

    @cached_property
    def _places(self) -> dict[int | None, int]:
        """Where each sample stands in its batch."""
        return {sample: place for place, sample in enumerate(self._samples)}

    def index(self, quantity: Quantity) -> int | None:
        """Find a quantity's number in the round; None where the round does not tell it."""
        sample = quantity.sample
        found = self._by_key.get((quantity.kind, layer_of(quantity), sample is None, quantity.after))
        part = 0 if sample is None else self._places.get(sample)
        if found is None or part is None:
            return None
        start, stretch, number = found
        section = stretch.sections[number]
        place = section.index(replace(quantity, sample=section.sample))
        return None if place is None else start + part * stretch.length + stretch.starts[number] + place

    def _all_stretches(self, samples: Sequence[int | None]) -> Iterator[Stretch]:
        yield Stretch(self._there_and_back, samples)
        if len(samples) > 1:
            yield Stretch(self._means)
        yield Stretch(self._update)
        yield Stretch(self._check, samples)
        if len(samples) > 1:
            yield Stretch(self._check)

    def _there_and_back(self, sample: int | None) -> Iterator[Section]:
        yield from self._forward(sample, after=False)
        yield from self._error(sample, after=False)
        yield from self._backward(sample)

    def _means(self, _sample: int | None) -> Iterator[Section]:
        """Tell the means over a batch: the neurons', the errors, and the gradients that the update uses."""
        yield from self._forward(None, after=False)
        yield from self._error(None, after=False)
        for number in reversed(range(len(self._network.layers))):
            yield self._neurons(number, (Kind.ERROR_BY_OUT, Kind.DELTA), None)
        yield from self._of_parameters(Kind.ERROR_BY_WEIGHT, Kind.ERROR_BY_BIAS, after=False)

    def _update(self, _sample: int | None) -> Iterator[Section]:
        return self._of_parameters(Kind.WEIGHT, Kind.BIAS, after=True)

    def _check(self, sample: int | None) -> Iterator[Section]:
        yield from self._forward(sample, after=True)
        yield from self._error(sample, after=True)

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
