"""``example``: the bundled projects."""

from pathlib import Path

import pytest
from support.commands import Run

from backprop_gui.document.schema import decode


def test_list(run: Run) -> None:
    done = run("example")
    assert [line.split()[0] for line in done.out.splitlines()] == ["seed", "opening"]
    assert (done.code, done.err) == (0, "")


@pytest.mark.parametrize(("name", "title"), [("seed", "Seed example"), ("opening", "Opening example")])
def test_write(run: Run, in_folder: Path, name: str, title: str) -> None:
    printed = run("example", name).out
    assert decode(printed.encode()).title == title
    assert run("example", name, "-o", "out.bpnet").out == ""
    assert Path("out.bpnet").read_text(encoding="utf-8") == printed
    assert run("trace", "out.bpnet").code == 0


def test_an_example_that_there_is_not(run: Run) -> None:
    expected = 'backprop-gui: example: expected one of "seed", "opening", found "sead"'
    assert run("example", "sead").complaint == expected
