"""Ten thousand random edits, all undone, all redone: whether the file is the same, and what they cost.

Run it with ``python benchmarks/edits.py``, or with another number of edits. Both files should be equal
byte for byte, and the edits take less than 50 MB.
"""

import os
import resource
import sys
import time
from collections.abc import Callable

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from PySide6.QtCore import QCoreApplication

from backprop_gui.core.activations import ACTIVATIONS
from backprop_gui.core.initialisation import SCHEMES
from backprop_gui.core.network import BiasKind, NeuronPlace, WeightPlace
from backprop_gui.document.examples import load_example
from backprop_gui.document.schema import encode
from backprop_gui.session.session import Session

EDITS = 10_000
LARGEST_LAYER, MOST_LAYERS = 8, 4


class Hand:
    """Edits a session at random, by a seed."""

    def __init__(self, session: Session, seed: int) -> None:
        self._session = session
        self._generator = np.random.default_rng(seed)

    def edit(self) -> None:
        """Choose something, and do something with it."""
        network, editing = self._session.document.project.network, self._session.editing
        layer = self._below(len(network.layers) + 1) - 1
        neuron = NeuronPlace(layer, self._below(network.sizes[layer + 1]))
        computed = max(layer, 0)
        source = self._below(network.layers[computed].sources)
        weight = WeightPlace(computed, self._below(network.layers[computed].size), source)
        is_there = network.layers[computed].present[weight.to, weight.source]
        self._session.selection.choose(weight if is_there and self._below(2) else neuron)
        may_grow = network.sizes[layer + 1] < LARGEST_LAYER
        does: list[Callable[[], None]] = [
            editing.add_neuron if may_grow else editing.remove,
            editing.add_layer if len(network.layers) < MOST_LAYERS else editing.remove_layer,
            editing.remove,
            editing.freeze,
            editing.join_chosen,
            lambda: editing.set_values(float(self._generator.normal())),
            lambda: editing.randomise(str(self._generator.choice(list(SCHEMES)))),
            lambda: editing.rename(neuron, f"n{self._below(100)}"),
            lambda: editing.set_activation(computed, str(self._generator.choice(list(ACTIVATIONS)))),
            lambda: editing.set_bias_kind(computed, list(BiasKind)[self._below(3)]),
            lambda: self._session.run.one_round("Train 1 round"),
            lambda: self._session.cursor.go(self._below(60)),
        ]
        does[self._below(len(does))]()

    def _below(self, bound: int) -> int:
        return int(self._generator.integers(bound))


def memory() -> float:
    """Return the most memory taken so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> int:
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else EDITS
    application = QCoreApplication(sys.argv)
    session = Session(load_example("seed"))
    hand, stack, start = Hand(session, 1), session.document.undo_stack, encode(session.document.project)
    hand.edit()
    before, began = memory(), time.perf_counter()
    while stack.count() < wanted:
        hand.edit()
    end, took = encode(session.document.project), time.perf_counter() - began
    print(f"{stack.count():,} edits: {1000 * took / wanted:.2f} ms each, {memory() - before:.0f} MB")
    stack.setIndex(0)
    print(f"all undone: {'the same file' if encode(session.document.project) == start else 'ANOTHER FILE'}")
    stack.setIndex(stack.count())
    print(f"all redone: {'the same file' if encode(session.document.project) == end else 'ANOTHER FILE'}")
    application.processEvents()
    return 0


if __name__ == "__main__":
    sys.exit(main())
