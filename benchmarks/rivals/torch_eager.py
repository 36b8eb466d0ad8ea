"""The same rounds in PyTorch, eagerly, on one thread."""

import torch
from torch import nn

from rivals.contest import Contest, Rounds

MODULES = {"sigmoid": nn.Sigmoid, "tanh": nn.Tanh, "relu": nn.ReLU, "softmax": nn.Identity}


def doubles(contest: Contest) -> Rounds:
    return _rounds(contest, torch.float64)


def floats(contest: Contest) -> Rounds:
    return _rounds(contest, torch.float32)


def _rounds(contest: Contest, kind: torch.dtype) -> Rounds:
    torch.set_num_threads(1)
    model = _model(contest, kind)
    trained = [parameter for parameter in model.parameters() if parameter.requires_grad]
    optimizer = torch.optim.SGD(trained, lr=contest.rate)
    inputs, targets = torch.tensor(contest.inputs, dtype=kind), torch.tensor(contest.targets, dtype=kind)
    if contest.loss == "cross_entropy":
        targets, loss = targets.argmax(dim=1), nn.CrossEntropyLoss()
    else:

        def loss(out: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
            return 0.5 * ((target - out) ** 2).sum() / len(out)

    def train(count: int) -> float:
        for number in range(count):
            first = number * contest.batch % len(inputs)
            batch = slice(first, first + contest.batch)
            optimizer.zero_grad()
            error = loss(model(inputs[batch]), targets[batch])
            error.backward()
            optimizer.step()
        return error.item()

    return train


def _model(contest: Contest, kind: torch.dtype) -> nn.Module:
    modules: list[nn.Module] = []
    parameters = contest.parameters
    for weights, bias, activation in zip(
        parameters.weights, parameters.biases, contest.activations, strict=True
    ):
        linear = nn.Linear(weights.shape[1], weights.shape[0], dtype=kind)
        with torch.no_grad():
            linear.weight.copy_(torch.tensor(weights))
            linear.bias.copy_(torch.tensor(bias))
        linear.bias.requires_grad_(not contest.is_seed)
        modules += [linear, MODULES[activation]()]
    return nn.Sequential(*modules)
