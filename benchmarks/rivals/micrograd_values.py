"""The same rounds by micrograd, one object a number."""

import math

from micrograd.engine import Value

from rivals.contest import Contest, Rounds


def rounds(contest: Contest) -> Rounds:
    """Return rounds of sums and products of `Value`s."""
    if contest.sizes[0] > 100:
        raise ValueError("a round would take minutes")
    parameters = contest.parameters
    weights = [[[Value(w) for w in row] for row in layer.tolist()] for layer in parameters.weights]
    biases = [[Value(b) for b in layer.tolist()] for layer in parameters.biases]
    trained = [w for layer in weights for row in layer for w in row]
    trained += [] if contest.is_seed else [b for layer in biases for b in layer]

    def out_of(inputs: list[float]) -> list[Value]:
        source: list[Value] = inputs
        for layer, bias, activation in zip(weights, biases, contest.activations, strict=True):
            source = [
                bent(sum((w * x for w, x in zip(row, source, strict=True)), bias[j % len(bias)]), activation)
                for j, row in enumerate(layer)
            ]
        return source

    def error_of(row: int) -> Value:
        outs = zip(out_of(contest.inputs[row].tolist()), contest.targets[row].tolist(), strict=True)
        return sum((out - target) ** 2 * (0.5 / contest.batch) for out, target in outs)

    def train(count: int) -> float:
        for number in range(count):
            first = number * contest.batch % len(contest.inputs)
            error = sum(error_of(row) for row in range(first, first + contest.batch))
            for value in trained:
                value.grad = 0.0
            error.backward()
            for value in trained:
                value.data -= contest.rate * value.grad
        return error.data

    return train


def bent(net: Value, activation: str) -> Value:
    """Add the activations that micrograd lacks, in its own way."""
    value = math.tanh(net.data) if activation == "tanh" else 1.0 / (1.0 + math.exp(-net.data))
    slope = 1.0 - value * value if activation == "tanh" else value * (1.0 - value)
    out = Value(value, (net,), activation)

    def backward() -> None:
        net.grad += slope * out.grad

    out._backward = backward
    return out
