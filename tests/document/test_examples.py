"""The bundled examples, held against what is published of them."""

import json

import pytest
from support.projects import seed_tree

from backprop_gui.core.backprop import forward
from backprop_gui.core.trainer import Trainer
from backprop_gui.document.errors import FileError
from backprop_gui.document.examples import EXAMPLES, example_file, load_example
from backprop_gui.document.schema import encode


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_each_is_written_as_the_program_writes(example: object) -> None:
    name = example.name  # type: ignore[attr-defined]
    project = load_example(name)
    assert project.title == example.title  # type: ignore[attr-defined]
    assert isinstance(project.view["notes"], str)
    assert encode(project) == example_file(name)


def test_seed() -> None:
    tree = json.loads(example_file("seed"))
    del tree["view"]
    assert tree == seed_tree()


@pytest.mark.parametrize(
    "misprint", ["b1 = 0.3.", "0.291027924", "-0.019049119", "0.0000351085", "w3 on i2", "0.191"]
)
def test_the_seeds_notes_name_each_misprint(misprint: str) -> None:
    assert misprint in load_example("seed").view["notes"]


def test_opening() -> None:
    project = load_example("opening")
    out = forward(project.network, project.parameters, project.data.inputs).out[-1][0, 0]
    assert out == pytest.approx(0.191, rel=1e-12)
    trainer = Trainer(project.network, project.plan, project.data, project.state)
    assert trainer.data_error() == pytest.approx(0.3272405, rel=1e-12)
    trainer.advance(1)
    assert trainer.state.parameters.flat.tolist() == pytest.approx(
        [0.121326, 0.226989, 0.132135, 0.0982025, 0.1743825, 0.169416], rel=1e-12
    )
    out = forward(project.network, trainer.state.parameters, project.data.inputs).out[-1][0, 0]
    assert round(float(out), 10) == 0.2557457808
    assert round(trainer.data_error(), 10) == 0.2769571714


def test_an_example_that_there_is_not() -> None:
    with pytest.raises(FileError, match=r'^expected one of "seed", "opening", .* found "sead"$'):
        load_example("sead")
