"""What a command came to, and the files to run commands on."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

REFERENCE = Path(__file__).parents[1] / "reference"
ROUNDS = REFERENCE / "rounds"
CASES = sorted(path.stem for path in ROUNDS.glob("*.bpnet"))


class Done(NamedTuple):
    """What a command came to."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """What it printed, which has to be JSON in the strict sense."""
        assert self.code == 0, self.err
        return json.loads(self.out, parse_constant=lambda name: pytest.fail(f"{name} is no JSON"))

    @property
    def complaint(self) -> str:
        """The one line with which it refused its input."""
        assert (self.code, self.out) == (2, "")
        assert self.err.count("\n") == 1
        return self.err.removesuffix("\n")


Run = Callable[..., Done]


def write(tree: Any, name: str = "net.bpnet") -> None:
    Path(name).write_text(json.dumps(tree))


def approximately(expected: Any, rel: float, absolute: float = 1e-12) -> Any:
    """Compare nested lists of numbers within a tolerance."""
    if isinstance(expected, list):
        return [approximately(entry, rel, absolute) for entry in expected]
    return pytest.approx(expected, rel=rel, abs=absolute) if isinstance(expected, float) else expected


def unwrapped(entries: list[Any], tree: Any) -> list[Any]:
    """Take a shared bias out of the list that the expected results put it into."""
    kinds = [layer["bias"]["kind"] for layer in tree["network"]["layers"]]
    return [
        entry[0] if kind == "shared" and isinstance(entry, list) else entry
        for kind, entry in zip(kinds, entries, strict=True)
    ]
