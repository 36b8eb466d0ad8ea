"""Whatever paints itself survives an error in it: Qt could crash the program otherwise."""

import ast
from pathlib import Path

MODULES = sorted((Path(__file__).resolve().parents[2] / "backprop_gui").rglob("*.py"))


def unguarded(path: Path) -> list[str]:
    return [
        f"{path.name}:{node.lineno}"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef) and is_called_by_qt(node)
        if "survived" not in {mark.id for mark in node.decorator_list if isinstance(mark, ast.Name)}
    ]


def is_called_by_qt(function: ast.FunctionDef) -> bool:
    """Tell whether a widget, an item or a delegate paints itself there."""
    paints_item = function.name == "paint" and "QStyleOption" in ast.unparse(function.args)
    return function.name == "paintEvent" or paints_item


def test_whatever_qt_lets_paint_survives_its_errors() -> None:
    assert [place for path in MODULES for place in unguarded(path)] == []
