"""Optimizers: how a parameter's new value follows from its gradient. The rules are torch.optim's.

A rule works on the flat vector of all parameters at once, from the gradients of the parameters before
the round: it computes the change that is taken from their values. What it remembers between rounds (a
velocity, mean squares) is its memory, one vector a name, which it renews in place.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np

from backprop_gui.core.array import Array, BoolArray

Memory = Mapping[str, Array]
Rule = Callable[["Optimizer", Array, Memory, int, Array], None]


@dataclass(frozen=True)
class Optimizer:
    """An optimizer's name and its numbers; those that its rule does not use are ignored."""

    name: str = "sgd"
    learning_rate: float = 0.5
    momentum: float = 0.9
    rho: float = 0.99
    beta1: float = 0.9
    beta2: float = 0.999
    epsilon: float = 1e-8

    @property
    def kind(self) -> "OptimizerKind":
        return OPTIMIZERS[self.name]

    def empty_memory(self, count: int) -> dict[str, Array]:
        """Return the memory before the first round, all zeros."""
        return {name: np.zeros(count) for name in self.kind.memory}

    def step(
        self, values: Array, gradient: Array, memory: Memory, round_number: int
    ) -> tuple[Array, dict[str, Array]]:
        """Compute the new values and the new memory.

        Parameters
        ----------
        round_number : the round's number, counted from 1 (Adam's bias correction needs it)
        """
        new_memory, change = {name: vector.copy() for name, vector in memory.items()}, np.empty_like(values)
        self.kind.rule(self, gradient, new_memory, round_number, change)
        return values - change, new_memory


def gradient_descent(
    optimizer: Optimizer, gradient: Array, memory: Memory, round_number: int, change: Array
) -> None:
    """Compute w+ = w - η g."""
    np.multiply(gradient, optimizer.learning_rate, change)


def momentum(optimizer: Optimizer, gradient: Array, memory: Memory, round_number: int, change: Array) -> None:
    """Compute v+ = μ v + g and w+ = w - η v+."""
    velocity = memory["velocity"]
    velocity *= optimizer.momentum
    velocity += gradient
    np.multiply(velocity, optimizer.learning_rate, change)


def nesterov(optimizer: Optimizer, gradient: Array, memory: Memory, round_number: int, change: Array) -> None:
    """Compute v+ = μ v + g and w+ = w - η (g + μ v+)."""
    velocity = memory["velocity"]
    velocity *= optimizer.momentum
    velocity += gradient
    np.multiply(velocity, optimizer.momentum, change)
    change += gradient
    change *= optimizer.learning_rate


def adagrad(optimizer: Optimizer, gradient: Array, memory: Memory, round_number: int, change: Array) -> None:
    """Compute s+ = s + g² and w+ = w - η g / (√s+ + ε)."""
    squares = memory["squares"]
    squares += np.multiply(gradient, gradient, change)
    divide_by_root(gradient, squares, optimizer, change)


def rmsprop(optimizer: Optimizer, gradient: Array, memory: Memory, round_number: int, change: Array) -> None:
    """Compute s+ = ρ s + (1 - ρ) g² and w+ = w - η g / (√s+ + ε)."""
    squares = memory["squares"]
    squares *= optimizer.rho
    np.multiply(gradient, gradient, change)
    change *= 1.0 - optimizer.rho
    squares += change
    divide_by_root(gradient, squares, optimizer, change)


def divide_by_root(gradient: Array, squares: Array, optimizer: Optimizer, change: Array) -> None:
    """Compute η g / (√s + ε)."""
    np.sqrt(squares, change)
    change += optimizer.epsilon
    np.divide(gradient, change, change)
    change *= optimizer.learning_rate


def adam(optimizer: Optimizer, gradient: Array, memory: Memory, round_number: int, change: Array) -> None:
    """Compute Adam's bias-corrected step (Kingma and Ba 2015, algorithm 1).

    m+ = β₁ m + (1 - β₁) g and s+ = β₂ s + (1 - β₂) g², then
    w+ = w - η · m+/(1 - β₁ᵗ) / (√(s+/(1 - β₂ᵗ)) + ε).
    """
    mean, squares = memory["mean"], memory["squares"]
    mean *= optimizer.beta1
    mean += np.multiply(gradient, 1.0 - optimizer.beta1, change)
    squares *= optimizer.beta2
    np.multiply(gradient, gradient, change)
    change *= 1.0 - optimizer.beta2
    squares += change
    np.divide(squares, 1.0 - optimizer.beta2**round_number, change)
    np.sqrt(change, change)
    change += optimizer.epsilon
    np.divide(mean, change, change)
    change *= optimizer.learning_rate / (1.0 - optimizer.beta1**round_number)


@dataclass(frozen=True)
class OptimizerKind:
    """A rule, the names of what it remembers, and its own numbers with PyTorch's defaults."""

    name: str
    rule: Rule
    memory: tuple[str, ...] = ()
    defaults: Mapping[str, float] = field(default_factory=dict)


OPTIMIZERS = {
    kind.name: kind
    for kind in (
        OptimizerKind("sgd", gradient_descent),
        OptimizerKind("momentum", momentum, ("velocity",), {"momentum": 0.9}),
        OptimizerKind("nesterov", nesterov, ("velocity",), {"momentum": 0.9}),
        OptimizerKind("adagrad", adagrad, ("squares",), {"epsilon": 1e-10}),
        OptimizerKind("rmsprop", rmsprop, ("squares",), {"rho": 0.99, "epsilon": 1e-8}),
        OptimizerKind("adam", adam, ("mean", "squares"), {"beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8}),
    )
}


def with_penalty(gradient: Array, values: Array, is_weight: BoolArray, l1: float, l2: float) -> Array:
    """Compute g + λ₁ sign(w) + λ₂ w for weights; biases are never regularised."""
    if not (l1 or l2):
        return gradient
    return gradient + is_weight * (l1 * np.sign(values) + l2 * values)
