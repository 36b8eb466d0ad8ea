"""The house stays one to feel at home in: small modules, small functions, names that say something."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest
from support.patience import PATIENCE

CHECKOUT = Path(__file__).resolve().parents[2]
MODULES = sorted((CHECKOUT / "backprop_gui").rglob("*.py"))
SOURCES = [
    *MODULES,
    *sorted((CHECKOUT / "packaging").rglob("*.py")),
    *sorted((CHECKOUT / "tests").rglob("*.py")),
]

LONGEST_MODULE = 400
LONGEST_FUNCTION = 40
EMPTY_NAMES = {"utils", "util", "helpers", "helper", "manager", "managers", "misc", "common"}


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """List each function's place and its number of lines."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno:
            yield f"{path.relative_to(CHECKOUT)}:{node.lineno} {node.name}", node.end_lineno - node.lineno + 1


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def test_no_module_is_too_long() -> None:
    long = {str(path.relative_to(CHECKOUT)): lines(path) for path in SOURCES if lines(path) > LONGEST_MODULE}
    assert long == {}


def test_no_function_is_too_long() -> None:
    long = {name: size for path in SOURCES for name, size in functions(path) if size > LONGEST_FUNCTION}
    assert long == {}


def test_most_modules_and_functions_are_short() -> None:
    assert median(lines(path) for path in MODULES) <= 150
    assert median(size for path in MODULES for _, size in functions(path)) <= 8


def test_every_name_says_something() -> None:
    assert [
        path for path in SOURCES if EMPTY_NAMES & set(path.relative_to(CHECKOUT).with_suffix("").parts)
    ] == []


@pytest.mark.parametrize("room", ["session", "worker"])
def test_no_widgets_below_the_views(room: str) -> None:
    found = [
        path
        for path in (CHECKOUT / "backprop_gui" / room).rglob("*.py")
        if "QtWidgets" in path.read_text("utf-8")
    ]
    assert found == []


def test_no_test_sleeps() -> None:
    signs = ("time." + "sleep(", "qtbot." + "wait(", "QTest." + "qWait(")
    tests = (CHECKOUT / "tests").rglob("*.py")
    assert [path for path in tests if any(sign in path.read_text(encoding="utf-8") for sign in signs)] == []


def test_no_test_has_a_time_limit_of_its_own() -> None:
    """All wait as tests/support/patience.py says: a limit that a slow machine reaches tells nothing."""
    limit = re.compile(r"timeout=[0-9]|\.join\([0-9]")
    tests = [path for path in (CHECKOUT / "tests").rglob("*.py") if path != Path(__file__)]
    assert [path for path in tests if limit.search(path.read_text(encoding="utf-8"))] == []
    assert f"faulthandler_timeout = {PATIENCE:.0f} " in (CHECKOUT / "pyproject.toml").read_text("utf-8")
