"""Ten thousand random edits, all undone, all redone: whether the file is the same, and what they cost.

Run it with ``python benchmarks/edits.py``, or with another number of edits. Both files should be equal
byte for byte, and the edits take less than 50 MB. With ``--large`` single weights of a 784-128-64-10 network
are edited, whose 109,000 weights take 0.9 MB.
"""

import argparse
import os
import resource
import sys
import time
from collections.abc import Callable

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from large_network import large_project
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


def edit_at_random(session: Session, wanted: int) -> None:
    """Edit everything about a small network."""
    hand, stack = Hand(session, 1), session.document.undo_stack
    while stack.count() < wanted:
        hand.edit()


def edit_weights(session: Session, wanted: int) -> None:
    """Set single weights."""
    generator = np.random.default_rng(1)
    for number in generator.integers(1, session.document.project.network.weight_count, wanted).tolist():
        session.selection.choose(session.document.project.network.weight_place(number))
        session.editing.set_values(float(generator.normal()))


def slowest(take: Callable[[], None], count: int) -> float:
    """Take many steps back or on, and return the milliseconds of the slowest."""
    taken = []
    for _ in range(count):
        began = time.perf_counter()
        take()
        taken.append(1000 * (time.perf_counter() - began))
    return max(taken)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("edits", type=int, nargs="?", default=EDITS)
    parser.add_argument("--large", action="store_true", help="edit single weights of a large network")
    arguments = parser.parse_args()
    application = QCoreApplication(sys.argv)
    session = Session(large_project() if arguments.large else load_example("seed"))
    edit = edit_weights if arguments.large else edit_at_random
    stack, start = session.document.undo_stack, encode(session.document.project)
    edit(session, 10)
    before, began = memory(), time.perf_counter()
    edit(session, arguments.edits)
    took, count = time.perf_counter() - began, stack.count()
    print(f"{count:,} edits: {1000 * took / count:.2f} ms each, {memory() - before:.0f} MB")
    end = encode(session.document.project)
    for name, take, expected in (("undone", stack.undo, start), ("redone", stack.redo, end)):
        longest = slowest(take, count)
        same = "the same file" if encode(session.document.project) == expected else "ANOTHER FILE"
        print(f"all {name}: {same}, {longest:.1f} ms the slowest step")
    application.processEvents()
    return 0


if __name__ == "__main__":
    sys.exit(main())
