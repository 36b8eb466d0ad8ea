"""Optimizers: how a parameter's new value follows from its gradient. The rules are torch.optim's.

A rule works on the flat vector of all parameters at once, from the gradients of the parameters before
the round. What it remembers between rounds (a velocity, mean squares) is its memory: one vector a name.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np

from backprop_gui.core.array import Array, BoolArray

Memory = Mapping[str, Array]
Rule = Callable[["Optimizer", Array, Array, Memory, int], tuple[Array, dict[str, Array]]]


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
        return self.kind.rule(self, values, gradient, memory, round_number)


def gradient_descent(
    optimizer: Optimizer, values: Array, gradient: Array, memory: Memory, round_number: int
) -> tuple[Array, dict[str, Array]]:
    """Compute w+ = w - η g."""
    return values - optimizer.learning_rate * gradient, {}


def momentum(
    optimizer: Optimizer, values: Array, gradient: Array, memory: Memory, round_number: int
) -> tuple[Array, dict[str, Array]]:
    """Compute v+ = μ v + g and w+ = w - η v+."""
    velocity = optimizer.momentum * memory["velocity"] + gradient
    return values - optimizer.learning_rate * velocity, {"velocity": velocity}


def nesterov(
    optimizer: Optimizer, values: Array, gradient: Array, memory: Memory, round_number: int
) -> tuple[Array, dict[str, Array]]:
    """Compute v+ = μ v + g and w+ = w - η (g + μ v+)."""
    velocity = optimizer.momentum * memory["velocity"] + gradient
    ahead = gradient + optimizer.momentum * velocity
    return values - optimizer.learning_rate * ahead, {"velocity": velocity}


def adagrad(
    optimizer: Optimizer, values: Array, gradient: Array, memory: Memory, round_number: int
) -> tuple[Array, dict[str, Array]]:
    """Compute s+ = s + g² and w+ = w - η g / (√s+ + ε)."""
    squares = memory["squares"] + gradient * gradient
    change = optimizer.learning_rate * gradient / (np.sqrt(squares) + optimizer.epsilon)
    return values - change, {"squares": squares}


def rmsprop(
    optimizer: Optimizer, values: Array, gradient: Array, memory: Memory, round_number: int
) -> tuple[Array, dict[str, Array]]:
    """Compute s+ = ρ s + (1 - ρ) g² and w+ = w - η g / (√s+ + ε)."""
    squares = optimizer.rho * memory["squares"] + (1.0 - optimizer.rho) * gradient * gradient
    change = optimizer.learning_rate * gradient / (np.sqrt(squares) + optimizer.epsilon)
    return values - change, {"squares": squares}


def adam(
    optimizer: Optimizer, values: Array, gradient: Array, memory: Memory, round_number: int
) -> tuple[Array, dict[str, Array]]:
    """Compute Adam's bias-corrected step (Kingma and Ba 2015, algorithm 1).

    m+ = β₁ m + (1 - β₁) g and s+ = β₂ s + (1 - β₂) g², then
    w+ = w - η · m+/(1 - β₁ᵗ) / (√(s+/(1 - β₂ᵗ)) + ε).
    """
    mean = optimizer.beta1 * memory["mean"] + (1.0 - optimizer.beta1) * gradient
    squares = optimizer.beta2 * memory["squares"] + (1.0 - optimizer.beta2) * gradient * gradient
    unbiased_mean = mean / (1.0 - optimizer.beta1**round_number)
    unbiased_squares = squares / (1.0 - optimizer.beta2**round_number)
    change = optimizer.learning_rate * unbiased_mean / (np.sqrt(unbiased_squares) + optimizer.epsilon)
    return values - change, {"mean": mean, "squares": squares}


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
