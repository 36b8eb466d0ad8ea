"""A second way to the same numbers: the file's network in plain loops with 50 decimal digits.

Nothing here comes from the program. It knows the formulas of activations and losses, no derivatives:
gradients are central differences so fine that they are exact to more digits than a float has.
"""

from typing import Any

from mpmath import MPContext

mp = MPContext()
mp.dps = 50
STEP = mp.mpf(10) ** -20

ACTIVATIONS = {
    "linear": lambda x: x,
    "sigmoid": lambda x: 1 / (1 + mp.exp(-x)),
    "tanh": mp.tanh,
    "relu": lambda x: max(x, mp.mpf(0)),
    "leaky_relu": lambda x: x if x > 0 else mp.mpf("0.01") * x,
    "elu": lambda x: x if x > 0 else mp.expm1(x),
    "softplus": lambda x: mp.log1p(mp.exp(x)),
    "silu": lambda x: x / (1 + mp.exp(-x)),
    "gelu": lambda x: x * mp.ncdf(x),
}
LOSSES = {
    "half_squared_error": lambda o, t, n: (t - o) ** 2 / 2,
    "mean_squared_error": lambda o, t, n: (t - o) ** 2 / n,
    "mean_absolute_error": lambda o, t, n: abs(t - o) / n,
    "binary_cross_entropy": lambda o, t, n: -(t * mp.log(o) + (1 - t) * mp.log(1 - o)),
    "cross_entropy": lambda o, t, n: -t * mp.log(o) if t else mp.mpf(0),
}


def softmax(nets: list[Any]) -> list[Any]:
    powers = [mp.exp(net) for net in nets]
    return [power / mp.fsum(powers) for power in powers]


def outs_of(layer: dict[str, Any], nets: list[Any]) -> list[Any]:
    if layer["activation"] == "softmax":
        return softmax(nets)
    return [ACTIVATIONS[layer["activation"]](net) for net in nets]


def bias_of(layer: dict[str, Any], neuron: int) -> Any:
    bias = layer["bias"]
    return {"none": lambda: 0, "shared": lambda: bias["value"], "per_neuron": lambda: bias["values"][neuron]}[
        bias["kind"]
    ]()


def forward(network: dict[str, Any], inputs: list[float]) -> tuple[list[Any], list[Any]]:
    """Compute the nets and outs of every layer for one sample."""
    source, nets, outs = [mp.mpf(value) for value in inputs], [], []
    for layer in network["layers"]:
        net = [
            mp.fsum(weight * value for weight, value in zip(row, source, strict=True) if weight is not None)
            + bias_of(layer, neuron)
            for neuron, row in enumerate(layer["weights"])
        ]
        source = outs_of(layer, net)
        nets.append(net)
        outs.append(source)
    return nets, outs


def error(project: dict[str, Any]) -> Any:
    """Compute the mean error of all samples."""
    loss, samples = LOSSES[project["training"]["loss"]], project["data"]["samples"]
    total = mp.mpf(0)
    for sample in samples:
        out = forward(project["network"], sample["inputs"])[1][-1]
        total += mp.fsum(loss(o, mp.mpf(t), len(out)) for o, t in zip(out, sample["targets"], strict=True))
    return total / len(samples)


def slope(project: dict[str, Any], holder: Any, key: Any) -> Any:
    """Compute the error's slope along one number of the project, which is put back afterwards."""
    here = holder[key]
    errors = []
    for step in (STEP, -STEP):
        holder[key] = mp.mpf(here) + step
        errors.append(error(project))
    holder[key] = here
    return (errors[0] - errors[1]) / (2 * STEP)


def weight_slopes(project: dict[str, Any]) -> list[list[list[Any]]]:
    """Compute the error's slope along every weight; None where there is no connection."""
    return [
        [
            [None if weight is None else slope(project, row, place) for place, weight in enumerate(row)]
            for row in layer["weights"]
        ]
        for layer in project["network"]["layers"]
    ]


def bias_slopes(project: dict[str, Any]) -> list[list[Any]]:
    """Compute the error's slope along every bias, a list for each layer."""
    found = []
    for layer in project["network"]["layers"]:
        bias = layer["bias"]
        match bias["kind"]:
            case "none":
                found.append([])
            case "shared":
                found.append([slope(project, bias, "value")])
            case _:
                found.append([slope(project, bias["values"], place) for place in range(len(bias["values"]))])
    return found
