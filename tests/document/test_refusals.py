"""What is refused, where, and in which words."""

import json
from typing import Any

import pytest
from support.projects import seed_tree

from backprop_gui.document.schema import FileError, decode

MISSING = object()


def refusal(data: bytes) -> str:
    with pytest.raises(FileError) as raised:
        decode(data)
    assert "\n" not in str(raised.value)
    return str(raised.value)


def changed(path: str, value: Any) -> bytes:
    """Write the seed's project with the value at a path of keys changed, added or taken away."""
    tree: Any = seed_tree()
    *before, last = [int(key) if key.isdecimal() else key for key in path.split("/")]
    for key in before:
        tree = tree[key]
    whole = tree if not before else None
    if value is MISSING:
        del tree[last]
    else:
        tree[last] = value
    return json.dumps(whole or _seed_with(before, tree)).encode()


def _seed_with(keys: list[Any], part: Any) -> Any:
    tree: Any = seed_tree()
    inner = tree
    for key in keys[:-1]:
        inner = inner[key]
    inner[keys[-1]] = part
    return tree


LAYER = "network/layers/1"
PLACE = "network.layers[1]"
SGD = "training.optimizer"


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        # Sizes that do not fit one another
        (f"{LAYER}/weights/0", [1, 2, 3], f"{PLACE}.weights[0]: expected 2 numbers, found 3"),
        (f"{LAYER}/weights", [[1, 2]], f"{PLACE}.weights: expected 2 rows, found 1"),
        (
            f"{LAYER}/bias",
            {"kind": "per_neuron", "values": [1]},
            f"{PLACE}.bias.values: expected 2 numbers, found 1",
        ),
        ("data/samples/0/inputs", [1], "data.samples[0].inputs: expected 2 numbers, found 1"),
        ("data/samples/0/targets", [1, 2, 3], "data.samples[0].targets: expected 2 numbers, found 3"),
        ("network/inputs", [], "network.inputs: expected at least 1 input, found none"),
        ("network/layers", [], "network.layers: expected at least 1 layer, found none"),
        (f"{LAYER}/neurons", [], f"{PLACE}.neurons: expected at least 1 neuron, found none"),
        (
            f"{LAYER}/frozen",
            [[0, 0], [2, 0]],
            f"{PLACE}.frozen[1]: expected [neuron, source] up to [1, 1], found [2, 0]",
        ),
        (
            f"{LAYER}/frozen",
            [[0, -1]],
            f"{PLACE}.frozen[0]: expected [neuron, source] up to [1, 1], found [0, -1]",
        ),
        (f"{LAYER}/frozen", [[0, 0, 0]], f"{PLACE}.frozen[0]: expected 2 numbers, found 3"),
        # Kinds of value
        (f"{LAYER}/weights/0/1", True, f"{PLACE}.weights[0][1]: expected a number or null, found true"),
        (f"{LAYER}/weights/0/1", "1", f'{PLACE}.weights[0][1]: expected a number or null, found "1"'),
        ("data/samples/0/inputs/0", None, "data.samples[0].inputs[0]: expected a number, found null"),
        ("data/samples/0/inputs/0", False, "data.samples[0].inputs[0]: expected a number, found false"),
        ("network/inputs/0", 1, "network.inputs[0]: expected text, found 1"),
        ("network/inputs", "i1", 'network.inputs: expected a list, found "i1"'),
        ("network", [1, 2], "network: expected an object, found a list of 2"),
        ("training/seed", 1.5, "training.seed: expected a whole number, found 1.5"),
        ("training/seed", True, "training.seed: expected a whole number, found true"),
        (
            "training/batch_size",
            "some",
            'training.batch_size: expected a whole number or "all", found "some"',
        ),
        ("view", [], "view: expected an object, found a list of 0"),
        ("title", None, "title: expected text, found null"),
        # Keys
        ("network", MISSING, 'expected the key "network", found none'),
        (f"{LAYER}/neurons", MISSING, f'{PLACE}: expected the key "neurons", found none'),
        ("training/optimizer/learning_rate", MISSING, f'{SGD}: expected the key "learning_rate", found none'),
        ("notes", "x", 'notes: expected only known keys, found "notes"'),
        ("training/rate", 1, 'training.rate: expected only known keys, found "rate"'),
        (
            f"{LAYER}/bias",
            {"kind": "none", "value": 1},
            f'{PLACE}.bias.value: expected only known keys, found "value"',
        ),
        ("training/optimizer/momentum", 0.9, f'{SGD}.momentum: expected no such number for "sgd", found 0.9'),
        # Names to choose from
        (
            f"{LAYER}/bias",
            {"kind": "own"},
            f'{PLACE}.bias.kind: expected one of "none", "shared", "per_neuron", found "own"',
        ),
        (
            "training/order",
            "random",
            'training.order: expected one of "sequential", "shuffled", found "random"',
        ),
        (
            "training/loss",
            "mse",
            'training.loss: expected one of "half_squared_error", "mean_squared_error", '
            '"mean_absolute_error", "binary_cross_entropy", "cross_entropy", found "mse"',
        ),
        (
            "training/optimizer/name",
            "lion",
            f'{SGD}.name: expected one of "sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adam", '
            'found "lion"',
        ),
        (
            "network/layers/0/activation",
            "softmax",
            'network.layers[0].activation: expected softmax on the last layer alone, found "softmax"',
        ),
        # Ranges
        (
            "training/optimizer/learning_rate",
            -1,
            f"{SGD}.learning_rate: expected a number of at least 0.0, found -1.0",
        ),
        ("training/batch_size", 0, "training.batch_size: expected a number of at least 1, found 0"),
        ("training/seed", -1, "training.seed: expected a number of at least 0, found -1"),
        ("training/seed", 2**63, f"training.seed: expected a number of at most {2**63 - 1}, found {2**63}"),
        ("training/l2", -0.1, "training.l2: expected a number of at least 0.0, found -0.1"),
        ("training/validation_share", 1, "training.validation_share: expected a number below 1.0, found 1.0"),
        ("training/stop", {"rounds": -5}, "training.stop.rounds: expected a number of at least 0, found -5"),
        (
            "training/optimizer",
            {"name": "adam", "learning_rate": 1, "beta2": 1},
            f"{SGD}.beta2: expected a number below 1.0, found 1.0",
        ),
        (
            "training/optimizer",
            {"name": "rmsprop", "learning_rate": 1, "rho": 1.5},
            f"{SGD}.rho: expected a number of at most 1.0, found 1.5",
        ),
        # Names
        ("network/inputs/0", "", 'network.inputs[0]: expected a name that is not empty, found ""'),
        ("network/inputs/0", "  ", 'network.inputs[0]: expected a name that is not empty, found "  "'),
        (
            f"{LAYER}/neurons/1",
            "i1",
            f'{PLACE}.neurons[1]: expected a name that no other neuron or input has, found "i1"',
        ),
        ("network/inputs/0", "a\tb", r'network.inputs[0]: expected no control characters, found "a\tb"'),
        (
            "network/inputs/0",
            "a\u202eb",
            "network.inputs[0]: expected no characters that change the direction of writing, "
            r'found "a\u202eb"',
        ),
        (
            "network/inputs/0",
            "x" * 65,
            f'network.inputs[0]: expected at most 64 characters, found "{"x" * 39}…"',
        ),
        ("title", "a\u0007", r'title: expected no control characters, found "a\u0007"'),
        # Which file it is
        ("format", "other", 'format: expected "backprop-gui", found "other"'),
        ("format", MISSING, 'expected the key "format", found none'),
        ("version", MISSING, 'expected the key "version", found none'),
        ("version", "1", 'version: expected 1, found "1"'),
        ("version", True, "version: expected 1, found true"),
        ("version", 0, "version: expected 1, found 0"),
        (
            "version",
            2,
            "version: expected at most 1, found 2: the file was written by a newer version of Backprop GUI",
        ),
    ],
)
def test_refused(path: str, value: Any, message: str) -> None:
    assert refusal(changed(path, value)) == message


def parameters(**changes: Any) -> dict[str, Any]:
    whole = {"weights": [[[1, 2], [3, 4]], [[5, 6], [7, 8]]], "biases": [9, 10]}
    return whole | changes


@pytest.mark.parametrize(
    ("start", "message"),
    [
        (parameters(weights=[[[1, 2], [3, 4]]]), "start.weights: expected 2 layers, found 1"),
        (parameters(biases=[9]), "start.biases: expected 2 layers, found 1"),
        (
            parameters(weights=[[[1, 2], [3, 4]], [[5], [7, 8]]]),
            "start.weights[1][0]: expected 2 numbers, found 1",
        ),
        (
            parameters(weights=[[[1, 2], [3, None]], [[5, 6], [7, 8]]]),
            "start.weights[0][1][1]: expected a number, found null",
        ),
        (
            parameters(biases=[9, None]),
            "start.biases[1]: expected a number, the layer's neurons sharing a bias, found null",
        ),
        (
            parameters(biases=[[9, 9], 10]),
            "start.biases[0]: expected a number, the layer's neurons sharing a bias, found a list of 2",
        ),
        (parameters(weights="x"), 'start.weights: expected a list, found "x"'),
    ],
)
def test_start_that_does_not_fit(start: dict[str, Any], message: str) -> None:
    assert refusal(changed("start", start)) == message


def test_a_number_for_a_connection_that_does_not_exist() -> None:
    tree = seed_tree() | {"start": parameters()}
    tree["network"]["layers"][0]["weights"][1][0] = None
    expected = "start.weights[0][1][0]: expected null, there being no connection, found 3.0"
    assert refusal(json.dumps(tree).encode()) == expected


@pytest.mark.parametrize(
    ("progress", "message"),
    [
        ({"rounds": -1}, "progress.rounds: expected a number of at least 0, found -1"),
        ({"rounds": 10**16}, f"progress.rounds: expected a number of at most {10**15}, found {10**16}"),
        (
            {"rounds": 1, "optimizer": {"mean": parameters()}},
            'progress.optimizer: expected one of "squares", found "mean"',
        ),
        (
            {"rounds": 1, "optimizer": {"squares": parameters(biases=[-1, 0])}},
            "progress.optimizer.squares: expected squares of at least 0, found -1.0",
        ),
        (
            {"rounds": 1, "optimizer": {"squares": {"weights": []}}},
            'progress.optimizer.squares: expected the key "biases", found none',
        ),
        (
            {"rounds": 1, "optimizer": {"squares": parameters(biases=[True, 0])}},
            "progress.optimizer.squares.biases[0]: expected a number or a list or null, found true",
        ),
    ],
)
def test_progress_that_does_not_fit(progress: dict[str, Any], message: str) -> None:
    tree = seed_tree() | {"progress": progress}
    tree["training"]["optimizer"] = {"name": "rmsprop", "learning_rate": 0.1}
    assert refusal(json.dumps(tree).encode()) == message


def test_memory_of_an_optimizer_that_has_none() -> None:
    progress = {"rounds": 1, "optimizer": {"velocity": parameters()}}
    expected = 'progress.optimizer: expected nothing, "sgd" remembering nothing, found "velocity"'
    assert refusal(changed("progress", progress)) == expected
