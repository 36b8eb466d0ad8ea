"""Told rounds to look at: the seed's, and those of the reference projects."""

import json
from pathlib import Path
from typing import Any

import pytest
from support.told import told

from backprop_gui.document.examples import load_example
from backprop_gui.document.project import Project
from backprop_gui.document.storage import load
from backprop_gui.explain.steps import Round

REFERENCE = Path(__file__).parents[1] / "reference"
CASES = sorted(path.stem for path in (REFERENCE / "rounds").glob("*.bpnet"))


@pytest.fixture
def seed_round() -> Round:
    return told(load_example("seed"))


@pytest.fixture(params=CASES)
def case(request: pytest.FixtureRequest) -> tuple[Project, dict[str, Any]]:
    """Give a reference project with the results that were computed for it elsewhere."""
    folder = REFERENCE / "rounds"
    expected = json.loads((folder / f"{request.param}.expected.json").read_text())
    return load(folder / f"{request.param}.bpnet"), expected
