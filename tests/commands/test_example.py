"""``example``: the bundled projects."""

from dataclasses import replace
from pathlib import Path

import pytest
from support.commands import Run

from backprop_gui.document.examples import EXAMPLES, Example
from backprop_gui.document.schema import decode, encode

MOST_CHECKED = 40


def test_list(run: Run) -> None:
    done = run("example")
    assert [line.split()[0] for line in done.out.splitlines()] == [example.name for example in EXAMPLES]
    assert [line.split(maxsplit=1)[1] for line in done.out.splitlines()] == [
        example.sentence for example in EXAMPLES
    ]
    assert (done.code, done.err) == (0, "")


@pytest.mark.parametrize(("name", "title"), [(example.name, example.title) for example in EXAMPLES])
def test_write(run: Run, in_folder: Path, name: str, title: str) -> None:
    printed = run("example", name).out
    assert decode(printed.encode()).title == title
    assert run("example", name, "-o", "out.bpnet").out == ""
    assert Path("out.bpnet").read_text(encoding="utf-8") == printed
    assert run("train", "out.bpnet", "--rounds", "1").code == 0


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_each_passes_the_gradient_check(run: Run, in_folder: Path, example: Example) -> None:
    project = example.project()
    few = replace(project, data=project.data.rows(slice(0, MOST_CHECKED)))
    Path("few.bpnet").write_bytes(encode(few))
    done = run("check", "few.bpnet")
    assert (done.code, done.err) == (0, "")


def test_an_example_that_there_is_not(run: Run) -> None:
    complaint = run("example", "sead").complaint
    assert complaint.startswith('backprop-gui: example: expected one of "seed", "opening", ')
    assert complaint.endswith(', found "sead"')
