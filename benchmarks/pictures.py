"""How long the pictures take to compute: the error's landscape, its lines, and all neurons' answers.

Run ``python benchmarks/pictures.py``; each figure is the best of several.
"""

import time
from collections.abc import Callable
from itertools import pairwise

import numpy as np

from backprop_gui.core.activations import ACTIVATIONS
from backprop_gui.core.contours import contour
from backprop_gui.core.dataset import Dataset
from backprop_gui.core.grid import grid_points
from backprop_gui.core.landscape import errors_at
from backprop_gui.core.network import BiasKind, Layer, Network, Parameters
from backprop_gui.core.responses import responses
from backprop_gui.document.examples import load_example

TIMES = 5
AXIS = np.linspace(-2.0, 2.0, 200)


def best(work: Callable[[], object]) -> float:
    """Time a piece of work, in milliseconds."""
    taken = []
    for _ in range(TIMES):
        begun = time.perf_counter()
        work()
        taken.append(1000 * (time.perf_counter() - begun))
    return min(taken)


def network_of(sizes: tuple[int, ...], hidden: str = "tanh") -> tuple[Network, Parameters]:
    """Make a network with random weights."""
    layers = []
    for sources, size in pairwise(sizes):
        connected = np.ones((size, sources), dtype=bool)
        names = tuple(map(str, range(size)))
        layers.append(Layer(names, hidden, BiasKind.PER_NEURON, True, connected, ~connected))
    network = Network(tuple(map(str, range(sizes[0]))), tuple(layers))
    return network, Parameters(network, np.random.default_rng(1).normal(0, 0.5, network.parameter_count))


def landscape(network: Network, parameters: Parameters, batch: Dataset, *weights: int) -> float:
    """Time the error over two weights, 200×200."""
    pair = [network.weight_place(weight) for weight in weights]
    points = grid_points((AXIS, AXIS))
    return best(lambda: errors_at(network, "half_squared_error", parameters, batch, pair, points))


def main() -> None:
    """Print the table."""
    seed = load_example("seed")
    for pair in ((5, 6), (1, 5)):
        taken = landscape(seed.network, seed.parameters, seed.data, *pair)
        print(f"landscape 200×200, seed's 2-2-2, w{pair[0]} and w{pair[1]}: {taken:8.1f} ms")
    for sizes, samples in (((2, 4, 2, 1), 10), ((2, 4, 2, 1), 200), ((64, 32, 10), 10)):
        network, parameters = network_of(sizes)
        batch = Dataset(
            np.random.default_rng(2).normal(size=(samples, sizes[0])), np.zeros((samples, sizes[-1]))
        )
        last = network.weight_count
        for pair in ((1, 2), (last - 1, last)):
            taken = landscape(network, parameters, batch, *pair)
            shape = "-".join(map(str, sizes))
            print(
                f"landscape 200×200, {shape}, {samples} samples, w{pair[0]} and w{pair[1]}: {taken:8.1f} ms"
            )
    heights = np.hypot(*np.meshgrid(AXIS, AXIS))
    print(f"ten lines of equal height on 200×200: {best(lambda: lines(heights)):8.1f} ms")
    plane = grid_points((AXIS[::2], AXIS[::2]))
    for sizes in ((2, 4, 2, 1), (2, 8, 8, 8, 8, 8, 8, 1), (2, 300, 300, 1)):
        for hidden in ("tanh", "gelu"):
            network, parameters = network_of(sizes, hidden)
            taken = best(lambda n=network, p=parameters: responses(n, p, plane))  # type: ignore[misc]
            print(
                f"answers 100×100, {'-'.join(map(str, sizes))}, {ACTIVATIONS[hidden].name}: {taken:8.1f} ms"
            )


def lines(heights: np.ndarray) -> None:
    """Find ten contours."""
    for level in np.linspace(0.2, 2.5, 10):
        contour(heights, level)


if __name__ == "__main__":
    main()
