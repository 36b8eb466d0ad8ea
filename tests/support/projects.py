"""Project files to test with: the seed's as a tree that may be changed, and random ones."""

import json
from random import Random
from typing import Any

from hypothesis import strategies as st

from backprop_gui.document.project import Project
from backprop_gui.document.schema import decode

HIDDEN = ["linear", "sigmoid", "tanh", "relu", "leaky_relu", "elu", "softplus", "silu", "gelu"]
LOSSES = {
    "half_squared_error": [*HIDDEN, "softmax"],
    "mean_squared_error": [*HIDDEN, "softmax"],
    "mean_absolute_error": [*HIDDEN, "softmax"],
    "binary_cross_entropy": ["sigmoid", "softmax"],
    "cross_entropy": ["sigmoid", "softplus", "softmax"],
}
OPTIMIZERS = {
    "sgd": {},
    "momentum": {"momentum": 0.8},
    "nesterov": {"momentum": 0.7},
    "adagrad": {"epsilon": 1e-9},
    "rmsprop": {"rho": 0.95, "epsilon": 1e-7},
    "adam": {"beta1": 0.8, "beta2": 0.99, "epsilon": 1e-7},
}


def project_of(tree: Any) -> Project:
    return decode(json.dumps(tree).encode())


def seed_tree() -> dict[str, Any]:
    """Write the seed's project out by hand."""
    return {
        "format": "backprop-gui",
        "version": 1,
        "title": "Seed example",
        "network": {
            "inputs": ["i1", "i2"],
            "layers": [
                {
                    "neurons": ["h1", "h2"],
                    "activation": "sigmoid",
                    "weights": [[0.15, 0.20], [0.25, 0.30]],
                    "bias": {"kind": "shared", "value": 0.35, "trainable": False},
                },
                {
                    "neurons": ["o1", "o2"],
                    "activation": "sigmoid",
                    "weights": [[0.40, 0.45], [0.50, 0.55]],
                    "bias": {"kind": "shared", "value": 0.60, "trainable": False},
                },
            ],
        },
        "training": {
            "loss": "half_squared_error",
            "optimizer": {"name": "sgd", "learning_rate": 0.5},
            "batch_size": 1,
            "order": "sequential",
            "seed": 0,
        },
        "data": {"samples": [{"inputs": [0.05, 0.10], "targets": [0.01, 0.99]}]},
    }


def dipping_tree() -> dict[str, Any]:
    """Write the seed's project with so much momentum that the error is below a bound in rounds 44 to 54."""
    tree = seed_tree()
    tree["training"]["optimizer"] = {"name": "momentum", "learning_rate": 0.5, "momentum": 0.97}
    tree["training"]["stop"] = {"error_below": 5.17e-5}
    return tree


def unfinished_tree(optimizer: str, order: str) -> dict[str, Any]:
    """Write a task that a thousand rounds do not solve: rounding would grow in gradients near 0."""
    tree = seed_tree()
    tree["training"] |= {"batch_size": 3, "order": order, "seed": 5, "l1": 1e-4, "l2": 1e-3}
    tree["training"]["optimizer"] = {"name": optimizer, "learning_rate": 0.002, **OPTIMIZERS[optimizer]}
    tree["data"]["samples"] = [
        {"inputs": [place % 3 - 1.0, place * 0.3 - 1.0], "targets": [place % 2, 0.3]} for place in range(8)
    ]
    hidden, last = tree["network"]["layers"]
    hidden["bias"]["trainable"], hidden["activation"], hidden["frozen"] = True, "tanh", [[1, 0]]
    last["bias"], last["weights"][0][1] = (
        {"kind": "per_neuron", "values": [0.1, -0.2], "trainable": True},
        None,
    )
    return tree


def random_layer(random: Random, sources: int, name: str, activation: str, bias: str, cut: float) -> Any:
    """Make a layer with numbers that meet no kink of relu or |x| but by a miracle."""
    neurons = random.randint(2 if activation == "softmax" else 1, 3)
    values = [random.uniform(-1, 1) for _ in range(neurons)]
    return {
        "neurons": [f"{name}_{number}" for number in range(neurons)],
        "activation": activation,
        "weights": [
            [None if random.random() < cut else random.uniform(-1.5, 1.5) for _ in range(sources)]
            for _ in range(neurons)
        ],
        "bias": {
            "none": {"kind": "none"},
            "shared": {"kind": "shared", "value": values[0], "trainable": random.random() < 0.7},
            "per_neuron": {"kind": "per_neuron", "values": values, "trainable": random.random() < 0.7},
        }[bias],
    }


@st.composite
def project_trees(draw: st.DrawFn) -> dict[str, Any]:
    """Draw small projects over all activations, losses, biases, optimizers, cuts and batches."""
    random = Random(draw(st.integers(0, 2**32)))
    loss = draw(st.sampled_from(sorted(LOSSES)))
    hidden = draw(st.lists(st.sampled_from(HIDDEN), max_size=2))
    activations = [*hidden, draw(st.sampled_from(LOSSES[loss]))]
    biases = draw(st.lists(st.sampled_from(["none", "shared", "per_neuron"]), min_size=3, max_size=3))
    cut = draw(st.sampled_from([0.0, 0.3]))
    sizes, layers = [random.randint(1, 3)], []
    for number, activation in enumerate(activations):
        layers.append(random_layer(random, sizes[-1], f"n{number}", activation, biases[number], cut))
        sizes.append(len(layers[-1]["neurons"]))
    optimizer = draw(st.sampled_from(sorted(OPTIMIZERS)))
    samples = draw(st.integers(1, 4))
    return {
        "format": "backprop-gui",
        "version": 1,
        "title": "random",
        "network": {"inputs": [f"i{number}" for number in range(sizes[0])], "layers": layers},
        "training": {
            "loss": loss,
            "optimizer": {"name": optimizer, "learning_rate": 0.05, **OPTIMIZERS[optimizer]},
            "batch_size": draw(st.sampled_from([1, 2, "all"])),
            "order": draw(st.sampled_from(["sequential", "shuffled"])),
            "seed": draw(st.integers(0, 2**63 - 1)),
        },
        "data": {
            "samples": [
                {
                    "inputs": [random.uniform(-2, 2) for _ in range(sizes[0])],
                    "targets": [random.uniform(0, 1) for _ in range(sizes[-1])],
                }
                for _ in range(samples)
            ]
        },
    }
