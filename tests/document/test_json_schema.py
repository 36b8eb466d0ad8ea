"""The schema that other programs read is the one that this program's code gives."""

import json
from pathlib import Path
from typing import Any

import pytest
from support.json_schema_check import faults
from support.projects import project_of, seed_tree

from backprop_gui.core.activations import ACTIVATIONS
from backprop_gui.document.errors import FileError
from backprop_gui.document.examples import EXAMPLES, load_example
from backprop_gui.document.json_schema import project_schema
from backprop_gui.document.schema import encode

CHECKOUT = Path(__file__).resolve().parents[2]
WRITTEN = CHECKOUT / "docs" / "project.schema.json"
CORPUS = sorted(Path(__file__).with_name("corpus").glob("*.bpnet"))
ROUNDS = CHECKOUT / "tests" / "reference" / "rounds"


def test_it_is_current() -> None:
    found = json.loads(WRITTEN.read_text("utf-8"))
    assert found == json.loads(json.dumps(project_schema())), "run python docs/make_schema.py"


def test_it_says_what_may_stand_where() -> None:
    records = project_schema()["$defs"]
    assert records["LayerRecord"]["properties"]["activation"]["enum"] == list(ACTIVATIONS)
    assert all(
        record["additionalProperties"] is False for record in records.values() if "properties" in record
    )


SCHEMA = json.loads(WRITTEN.read_text("utf-8"))
FILES = [*CORPUS, *sorted(CHECKOUT.glob("resources/**/*.bpnet")), *sorted(ROUNDS.glob("*.bpnet"))]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_good_file_is_good_by_the_schema(path: Path) -> None:
    assert list(faults(json.loads(path.read_text("utf-8-sig")), SCHEMA, SCHEMA)) == []


@pytest.mark.parametrize("name", [example.name for example in EXAMPLES])
def test_every_example_as_it_is_saved_is_good_by_the_schema(name: str) -> None:
    assert list(faults(json.loads(encode(load_example(name))), SCHEMA, SCHEMA)) == []


@pytest.mark.parametrize(
    ("place", "value", "fault"),
    [
        (("version",), 2, ".version: enum"),
        (("title",), 3, ".title: type"),
        (("colour",), "red", ".colour: unknown"),
        (("network", "inputs"), ["i1", "i1"], ".network.inputs: twice the same"),
        (("network", "layers", 0, "activation"), "step", ".network.layers[0].activation: enum"),
        (("network", "layers", 0, "weights", 0, 0), True, ".network.layers[0].weights[0][0]: anyOf"),
        (("network", "layers", 0, "bias"), {"kind": "shared"}, ".network.layers[0].bias: anyOf"),
        (("training", "batch_size"), 0, ".training.batch_size: anyOf"),
        (("training", "validation_share"), 1.0, ".training.validation_share: range"),
        (("data", "samples", 0), {"inputs": [1.0, 2.0]}, ".data.samples[0]: no targets"),
    ],
)
def test_what_the_program_refuses_the_schema_refuses(place: tuple[Any, ...], value: Any, fault: str) -> None:
    tree = seed_tree()
    part: Any = tree
    for key in place[:-1]:
        part = part[key]
    part[place[-1]] = value
    assert list(faults(tree, SCHEMA, SCHEMA)) == [fault]
    with pytest.raises(FileError):
        project_of(tree)
