"""Every widget that paints itself survives an error in it: Qt would crash the program otherwise."""

import ast
from pathlib import Path

MODULES = sorted((Path(__file__).resolve().parents[2] / "backprop_gui").rglob("*.py"))


def unguarded(path: Path) -> list[str]:
    return [
        f"{path.name}:{node.lineno}"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef) and node.name == "paintEvent"
        if "survived" not in {mark.id for mark in node.decorator_list if isinstance(mark, ast.Name)}
    ]


def test_every_paint_event_survives_its_errors() -> None:
    assert [place for path in MODULES for place in unguarded(path)] == []
