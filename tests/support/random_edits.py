"""Edits of a network in any order; the file is noted after each, for undo and redo to lead there again."""

from collections.abc import Callable, Sequence

import hypothesis.strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from support.networks import Build, project

from backprop_gui.core.activations import ACTIVATIONS
from backprop_gui.core.initialisation import SCHEMES
from backprop_gui.core.network import INPUTS, BiasKind, BiasPlace, NeuronPlace, TargetPlace, WeightPlace
from backprop_gui.document.project import Project
from backprop_gui.document.schema import decode, encode
from backprop_gui.session.edits import with_value
from backprop_gui.session.selection import Chosen, LayerPlace
from backprop_gui.session.session import Session

MOST_NEURONS, MOST_LAYERS = 6, 4
NAMES = ["gate", "h1", "o1", "x", "né", "", " ", "a" * 65, "i2", "bias of layer 1"]
TEXTS = ["1", "0,5\t2\n\t3", "1 2 3 4 5 6 7 8 9", "x", "", "1e-3;7/20"]
numbers = st.floats(-10, 10, allow_nan=False)
share = st.floats(0, 0.999)


def picked(share: float, count: int) -> int:
    return int(share * count)


class Edits(RuleBasedStateMachine):
    """Edits a session as its views do."""

    @initialize(
        sizes=st.lists(st.integers(1, 3), min_size=2, max_size=4),
        bias=st.sampled_from(["none", "shared", "per_neuron"]),
        optimizer=st.sampled_from(["sgd", "momentum", "adam"]),
    )
    def begin(self, sizes: list[int], bias: str, optimizer: str) -> None:
        made = project(Build(sizes=tuple(sizes), bias=bias, optimizer=optimizer, samples=2))
        self.session = Session(made)
        self.kept = [encode(made)]
        self.sayings: list[str] = []
        self.session.editing.said.connect(self.sayings.append)

    @property
    def now(self) -> Project:
        return self.session.document.project

    def layer(self, share: float, first: int = INPUTS) -> int:
        return first + picked(share, len(self.now.network.layers) - first)

    def neuron(self, layer: float, index: float) -> NeuronPlace:
        number = self.layer(layer)
        return NeuronPlace(number, picked(index, self.now.network.sizes[number + 1]))

    def weight(self, layer: float, to: float, source: float) -> WeightPlace:
        number = self.layer(layer, 0)
        of = self.now.network.layers[number]
        return WeightPlace(number, picked(to, of.size), picked(source, of.sources))

    @rule(layer=share, index=share, to=share, more=st.booleans())
    def choose(self, layer: float, index: float, to: float, more: bool) -> None:
        network = self.now.network
        weight = self.weight(layer, to, index)
        options: list[Chosen] = [self.neuron(layer, index), LayerPlace(self.layer(layer))]
        if network.layers[weight.layer].present[weight.to, weight.source]:
            options.append(weight)
        if network.layers[weight.layer].bias is BiasKind.SHARED:
            options.append(BiasPlace(weight.layer, None))
        elif network.layers[weight.layer].bias is BiasKind.PER_NEURON:
            options.append(BiasPlace(weight.layer, weight.to))
        options.append(TargetPlace(picked(index, len(network.outputs))))
        chosen = options[picked(to, len(options))]
        self.session.selection.choose(*(self.session.selection.places if more else ()), chosen)

    @rule()
    def add_neuron(self) -> None:
        if sum(self.now.network.sizes) < MOST_NEURONS * MOST_LAYERS:
            self.do(self.session.editing.add_neuron)

    @rule()
    def add_layer(self) -> None:
        if len(self.now.network.layers) < MOST_LAYERS:
            self.do(self.session.editing.add_layer)

    @rule()
    def remove_layer(self) -> None:
        self.do(self.session.editing.remove_layer)

    @rule(layer=share)
    def remove_neuron(self, layer: float) -> None:
        self.do(lambda: self.session.editing.remove_neuron(self.layer(layer)))

    @rule()
    def remove(self) -> None:
        self.do(self.session.editing.remove)

    @rule(layer=share, index=share, name=st.sampled_from(NAMES))
    def rename(self, layer: float, index: float, name: str) -> None:
        self.do(lambda: self.session.editing.rename(self.neuron(layer, index), name))

    @rule(layer=share, activation=st.sampled_from(sorted(ACTIVATIONS)))
    def set_activation(self, layer: float, activation: str) -> None:
        self.do(lambda: self.session.editing.set_activation(self.layer(layer, 0), activation))

    @rule(layer=share, kind=st.sampled_from(BiasKind))
    def set_bias_kind(self, layer: float, kind: BiasKind) -> None:
        self.do(lambda: self.session.editing.set_bias_kind(self.layer(layer, 0), kind))

    @rule(layer=share, trained=st.booleans())
    def set_bias_trained(self, layer: float, trained: bool) -> None:
        self.do(lambda: self.session.editing.set_bias_trained(self.layer(layer, 0), trained))

    @rule(layer=share, to=share, source=share, cuts=st.booleans())
    def cut_or_join(self, layer: float, to: float, source: float, cuts: bool) -> None:
        editing = self.session.editing
        self.do(lambda: (editing.cut if cuts else editing.join)([self.weight(layer, to, source)]))

    @rule()
    def join_chosen(self) -> None:
        self.do(self.session.editing.join_chosen)

    @rule()
    def freeze(self) -> None:
        self.do(self.session.editing.freeze)

    @rule(value=numbers)
    def set_values(self, value: float) -> None:
        self.do(lambda: self.session.editing.set_values(value))

    @rule(scheme=st.sampled_from(sorted(SCHEMES)))
    def randomise(self, scheme: str) -> None:
        self.do(lambda: self.session.editing.randomise(scheme))

    @rule(text=st.sampled_from(TEXTS))
    def paste(self, text: str) -> None:
        self.do(lambda: self.session.editing.paste(text))

    @rule(value=numbers, index=share)
    def set_a_sample(self, value: float, index: float) -> None:
        place = NeuronPlace(INPUTS, picked(index, len(self.now.network.inputs)))
        self.do(
            lambda: self.session.edit(
                "Change it", lambda now: with_value(now, place, value, len(now.data) - 1)
            )
        )

    @rule(steps=st.integers(0, 30))
    def walk(self, steps: int) -> None:
        self.session.cursor.go(steps)

    @rule()
    def train(self) -> None:
        self.do(lambda: self.session.run.one_round("Train 1 round"))

    @rule()
    def reset(self) -> None:
        self.do(self.session.reset)

    @rule(steps=st.integers(1, 5), back=st.booleans())
    def go_back_and_on(self, steps: int, back: bool) -> None:
        stack = self.session.document.undo_stack
        for _ in range(steps):
            stack.undo() if back else stack.redo()
        assert encode(self.session.present) == self.kept[stack.index()]

    def do(self, edit: Callable[[], object]) -> None:
        """Edit, and note what the file would hold after each step to undo."""
        stack, said = self.session.document.undo_stack, len(self.sayings)
        before, project = stack.index(), self.now
        edit()
        assert stack.index() - before in (0, 1)
        if stack.index() == before:
            assert self.now is project
        del self.kept[before + 1 :], self.sayings[:said]
        if stack.index() > before:
            self.kept.append(encode(self.now))
        elif stack.count() > stack.index():
            self.kept += self._redoable()

    def _redoable(self) -> Sequence[bytes]:
        """Note again what can be redone, after an edit that changed nothing."""
        stack = self.session.document.undo_stack
        here, found = stack.index(), []
        while stack.canRedo():
            stack.redo()
            found.append(encode(self.now))
        stack.setIndex(here)
        return found

    @precondition(lambda self: hasattr(self, "session"))
    @invariant()
    def the_file_opens_and_holds_the_same(self) -> None:
        text = encode(self.now)
        assert encode(decode(text)) == text

    @precondition(lambda self: hasattr(self, "session"))
    @invariant()
    def what_is_told_and_chosen_is_there(self) -> None:
        cursor, network = self.session.cursor, self.now.network
        assert 0 <= cursor.position <= len(cursor.round)
        for place in self.session.selection.weights:
            assert network.layers[place.layer].present[place.to, place.source]

    def teardown(self) -> None:
        if not hasattr(self, "session"):
            return
        stack = self.session.document.undo_stack
        while stack.canUndo():
            stack.undo()
        assert encode(self.now) == self.kept[0]
        while stack.canRedo():
            stack.redo()
        assert encode(self.now) == self.kept[-1]
