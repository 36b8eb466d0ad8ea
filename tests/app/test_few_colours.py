"""A display on which Qt can paint nothing is refused in a sentence, rather than shown as an empty window."""

import os

import pytest

from backprop_gui.app.fatal_start import CODE, end_without_colours


@pytest.mark.parametrize("depth", [1, 4, 8])
def test_too_few_colours_end_the_program_in_a_sentence(
    depth: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    codes: list[int] = []
    monkeypatch.setattr(os, "_exit", codes.append)
    end_without_colours(depth)
    assert codes == [CODE]
    said = capsys.readouterr().err
    assert said.count("\n") == 1 and f"{depth} bits a pixel" in said


@pytest.mark.parametrize("depth", [15, 16, 24, 30, 32])
def test_enough_colours_are_no_objection(depth: int, capsys: pytest.CaptureFixture[str]) -> None:
    end_without_colours(depth)
    assert not capsys.readouterr().err
