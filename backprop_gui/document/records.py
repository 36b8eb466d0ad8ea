"""The project file as records: which keys it has, and what kind of value each holds.

What the kinds alone cannot say (sizes that fit one another, ranges, names) is checked in `reading`.
"""

import re
from typing import Any, Literal, TypeVar

import msgspec

from backprop_gui.document.errors import FileError, at_key, choice, counted, described, quoted, refusal

Rows = list[list[float | None]]
Record = TypeVar("Record")


class NoBias(msgspec.Struct, tag_field="kind", tag="none", forbid_unknown_fields=True):
    """A layer without a bias."""


class SharedBias(msgspec.Struct, tag_field="kind", tag="shared", forbid_unknown_fields=True):
    """One bias for all neurons of a layer."""

    value: float
    trainable: bool = True


class PerNeuronBias(msgspec.Struct, tag_field="kind", tag="per_neuron", forbid_unknown_fields=True):
    """A bias for each neuron of a layer."""

    values: list[float]
    trainable: bool = True


class LayerRecord(msgspec.Struct, forbid_unknown_fields=True):
    """A layer; a weight that is null is a connection that does not exist."""

    neurons: list[str]
    activation: str
    weights: Rows
    bias: NoBias | SharedBias | PerNeuronBias
    frozen: list[tuple[int, int]] = []


class NetworkRecord(msgspec.Struct, forbid_unknown_fields=True):
    """The topology with the present parameters."""

    inputs: list[str]
    layers: list[LayerRecord]


class OptimizerRecord(msgspec.Struct, forbid_unknown_fields=True):
    """An optimizer; the numbers that its rule does not have may not be given."""

    name: str
    learning_rate: float
    momentum: float | None = None
    rho: float | None = None
    beta1: float | None = None
    beta2: float | None = None
    epsilon: float | None = None


class StopRecord(msgspec.Struct, forbid_unknown_fields=True):
    """Where a run ends by itself."""

    rounds: int | None = None
    error_below: float | None = None


class TrainingRecord(msgspec.Struct, forbid_unknown_fields=True):
    """How the network is trained."""

    loss: str
    optimizer: OptimizerRecord
    batch_size: int | Literal["all"] = 1
    order: str = "sequential"
    seed: int = 0
    l1: float = 0.0
    l2: float = 0.0
    stop: StopRecord | None = None
    validation_share: float = 0.0


class SampleRecord(msgspec.Struct, forbid_unknown_fields=True):
    """A row of the data."""

    inputs: list[float]
    targets: list[float]


class DataRecord(msgspec.Struct, forbid_unknown_fields=True):
    """The samples."""

    samples: list[SampleRecord]


class ParametersRecord(msgspec.Struct, forbid_unknown_fields=True):
    """A number for each parameter; for each layer rows of weights, and a bias, a list of them, or null."""

    weights: list[Rows]
    biases: list[float | list[float] | None]


class ProgressRecord(msgspec.Struct, forbid_unknown_fields=True):
    """How far training has come; what the optimizer remembers, by its names for it."""

    rounds: int
    optimizer: dict[str, Any] = {}


class ProjectRecord(msgspec.Struct, forbid_unknown_fields=True):
    """The whole file, version 1."""

    format: Literal["backprop-gui"]
    version: Literal[1]
    network: NetworkRecord
    training: TrainingRecord
    data: DataRecord
    title: str = ""
    start: ParametersRecord | None = None
    progress: ProgressRecord | None = None
    view: dict[str, Any] = {}


_KINDS = {
    "float": "a number",
    "int": "a whole number",
    "str": "text",
    "bool": "true or false",
    "array": "a list",
    "object": "an object",
    "null": "null",
}
_CHOICES = {"batch_size": 'a whole number or "all"', "kind": choice(["none", "shared", "per_neuron"])}


def converted(tree: Any, record: type[Record], place: str = "") -> Record:
    """Check the kind of every value and hold them as a record.

    Parameters
    ----------
    place : where the tree stands in the file

    Raises
    ------
    FileError
        at the first value that is not of the kind expected there.
    """
    try:
        return msgspec.convert(tree, record)
    except msgspec.ValidationError as error:
        message, _, path = str(error).rpartition(" - at `$")
        keys = re.findall(r"[^.\[\]`]+", path) if message else []
        raise _reworded(message or str(error), keys, tree, place) from None


def _reworded(message: str, keys: list[str], tree: Any, place: str) -> FileError:
    """Say msgspec's error as the file's reader would, with what was found at the place."""
    found = tree
    for key in keys:
        place = f"{place}[{key}]" if key.isdecimal() else at_key(place, key)
        found = _entry(found, key)
    if missing := re.fullmatch(r"Object missing required field `(.*)`", message):
        return refusal(place, f"the key {quoted(missing[1])}", "none")
    if unknown := re.fullmatch(r"Object contains unknown field `(.*)`", message, re.DOTALL):
        return refusal(at_key(place, unknown[1]), "only known keys", quoted(unknown[1]))
    if length := re.fullmatch(r"Expected `array` of length (\d+), got (\d+)", message):
        return refusal(place, counted(int(length[1]), "number"), length[2])
    return refusal(place, _expected(message, keys), described(found))


def _expected(message: str, keys: list[str]) -> str:
    if keys and keys[-1] in _CHOICES:
        return _CHOICES[keys[-1]]
    kinds = re.match(r"Expected `([a-z |]+)`", message)
    return " or ".join(_KINDS[kind] for kind in kinds[1].split(" | ")) if kinds else "another value"


def _entry(found: Any, key: str) -> Any:
    if isinstance(found, dict):
        return found.get(key)
    is_index = isinstance(found, list) and key.isdecimal() and len(key) < 9 and int(key) < len(found)
    return found[int(key)] if is_index else None
