"""Change one thing in the program at a time, and see whether a test notices.

    python tests/reliability/mutations.py --mutants 60 --seed 1 --rooms core explain session

Each mutant is one operator, number, condition or result of one line changed, in a copy of the checkout.
The tests about its module run first, then the others of its room, and for the core those of the explanations,
until one fails. What survives all of them is printed with its line: either a test is missing, or nobody can
tell the two apart. So that a mutant costs seconds, tests that compile the kernel, start processes or try
sessions at random are left out, and so are mutants of the kernel: what survives may be noticed by those.
"""

import argparse
import ast
import os
import random
import re
import resource
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from copy import copy
from dataclasses import dataclass
from importlib import import_module
from multiprocessing import get_context
from pathlib import Path

import pytest

os.environ |= {"NUMBA_DISABLE_JIT": "1", "QT_QPA_PLATFORM": "offscreen"}
# What the tests would load, once for all mutants; the program itself is loaded by each.
for library in ("numpy", "numba", "PySide6.QtWidgets", "PySide6.QtTest"):
    import_module(library)

CHECKOUT = Path(__file__).parents[2]
PACKAGE = "backprop_gui"

TESTS_OF = {"core": ("core", "explain"), "explain": ("explain",), "session": ("session",)}
"""The folders of tests that a room's mutants have to get past, in their order."""

UNTRIED = ("core/kernel*.py", "core/compiled.py", "core/engine.py")
"""The modules that only the tests left out are about."""

LEFT_OUT = (
    "tests/core/test_compiled.py",
    "tests/core/test_engine.py",
    "tests/core/test_saturation.py::test_an_out_by_its_own_net",
    "tests/session/test_random_edits.py",
)
"""The tests that compile the kernel, start processes or take a minute."""

COMPARED = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
COMPUTED = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.FloorDiv,
}

LONGEST = 300
"""Seconds of the processor after which a mutant's tests are taken to hang: it was noticed."""


@dataclass(frozen=True)
class Mutant:
    """A file with one thing in it changed.

    Attributes
    ----------
    line : where
    before, after : the changed piece
    text : of the whole file
    """

    path: Path
    line: int
    before: str
    after: str
    text: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.before}  →  {self.after}"


def changed(node: ast.AST) -> Iterator[ast.AST]:
    """Give the node with one thing in it changed, in each way that there is."""
    match node:
        case ast.Compare(ops=[operator]) if type(operator) in COMPARED:
            yield with_field(node, "ops", [COMPARED[type(operator)]()])
        case ast.BinOp(op=operator) if type(operator) in COMPUTED:
            yield with_field(node, "op", COMPUTED[type(operator)]())
        case ast.BoolOp(op=operator):
            yield with_field(node, "op", ast.Or() if isinstance(operator, ast.And) else ast.And())
        case ast.UnaryOp(op=ast.Not() | ast.USub(), operand=operand):
            yield operand
        case ast.Constant(value=bool(value)):
            yield ast.Constant(not value)
        case ast.Constant(value=int(value) | float(value)):
            yield ast.Constant(value + 1)
        case ast.If(test=test) | ast.IfExp(test=test):
            yield with_field(node, "test", ast.UnaryOp(ast.Not(), test))
        case ast.Return(value=ast.expr()):
            yield with_field(node, "value", None)


def with_field(node: ast.AST, field: str, value: object) -> ast.AST:
    made = copy(node)
    setattr(made, field, value)
    return made


class Replacing(ast.NodeTransformer):
    """Puts one node in another one's place."""

    def __init__(self, old: ast.AST, new: ast.AST) -> None:
        self._old, self._new = old, new

    def visit(self, node: ast.AST) -> ast.AST:
        return self._new if node is self._old else self.generic_visit(node)


def mutable(tree: ast.AST) -> Iterator[ast.AST]:
    """List the nodes that are run; types, decorators and defaults of constants are left alone."""
    for name, value in ast.iter_fields(tree):
        if name in ("annotation", "returns", "decorator_list"):
            continue
        for part in value if isinstance(value, list) else [value]:
            if isinstance(part, ast.AST):
                yield part
                yield from mutable(part)


def modules(room: str) -> list[Path]:
    """List the modules of a room whose mutants are tried."""
    paths = sorted((CHECKOUT / PACKAGE / room).rglob("*.py"))
    return [path.relative_to(CHECKOUT) for path in paths if not any(map(path.match, UNTRIED))]


def places(path: Path) -> Iterator[tuple[Path, int, int]]:
    """Name every change that can be made in a file: the number of the node, and of the way to change it."""
    for number, node in enumerate(mutable(parsed(path))):
        for way, _ in enumerate(changed(node)):
            yield path, number, way


def mutant_at(path: Path, number: int, way: int) -> Mutant:
    tree = parsed(path)
    node = list(mutable(tree))[number]
    new = ast.copy_location(list(changed(node))[way], node)
    before, after = first_line(node), first_line(new)
    text = ast.unparse(ast.fix_missing_locations(Replacing(node, new).visit(tree)))
    return Mutant(path, getattr(node, "lineno", 0), before, after, text)


def parsed(path: Path) -> ast.Module:
    return ast.parse((CHECKOUT / path).read_text(encoding="utf-8"))


def first_line(node: ast.AST) -> str:
    return ast.unparse(node).partition("\n")[0][:100]


def is_noticed(mutant: Mutant, copy_of_checkout: Path) -> bool:
    """Run the tests that the mutant has to get past; tell whether one failed."""
    file = copy_of_checkout / mutant.path
    sound = file.read_text(encoding="utf-8")
    file.write_text(mutant.text, encoding="utf-8")
    try:
        return any(failure(tests, copy_of_checkout) for tests in tests_for(mutant.path))
    finally:
        file.write_text(sound, encoding="utf-8")


def tests_for(path: Path) -> tuple[list[str], list[str]]:
    """List the test files that a module's mutants have to get past: those about the module, and the rest."""
    _, room, *_ = path.parts
    named = re.compile(rf"\b{path.stem} import|import {path.stem}\b")
    about: list[str] = []
    rest: list[str] = []
    for folder in TESTS_OF[room]:
        for file in sorted((CHECKOUT / "tests" / folder).glob("test_*.py")):
            is_about = folder == room and named.search(file.read_text(encoding="utf-8"))
            name = str(file.relative_to(CHECKOUT))
            if name not in LEFT_OUT:
                (about if is_about else rest).append(name)
    return sorted(about, key=lambda name: not name.endswith(f"/test_{path.stem}.py")), rest


def failure(tests: list[str], folder: Path) -> str:
    """Run tests until one fails; return what pytest says of that, nothing if all passed."""
    if not tests:
        return ""
    with tempfile.TemporaryFile() as said:
        # Forked, for the libraries are loaded here already: loading them would take longer than most tests.
        process = get_context("fork").Process(target=run_tests, args=(tests, folder, said.fileno()))
        process.start()
        process.join()
        said.seek(0)
        text = said.read().decode(errors="replace")[-2000:]
    return text or "nothing said" if process.exitcode else ""


def run_tests(tests: list[str], folder: Path, said: int) -> None:
    """Run tests in this process, on the program of that folder; end with pytest's code."""
    resource.setrlimit(resource.RLIMIT_CPU, (LONGEST, LONGEST))
    os.dup2(said, 1)
    os.dup2(said, 2)
    os.chdir(folder)
    os.environ["PYTHONPATH"] = str(folder)
    sys.path.insert(0, str(folder))
    left_out = [f"--deselect={test}" for test in LEFT_OUT]
    code = pytest.main(["-q", "-x", "-n0", "-p", "no:cacheprovider", *left_out, *tests])
    sys.stdout.flush()
    os._exit(code)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--mutants", type=int, default=60)
    parser.add_argument("--seed", type=int, default=random.randrange(2**32))
    parser.add_argument("--rooms", nargs="+", default=list(TESTS_OF), choices=list(TESTS_OF))
    chosen = parser.parse_args()
    possible = [place for room in chosen.rooms for path in modules(room) for place in places(path)]
    sample = random.Random(chosen.seed).sample(possible, min(chosen.mutants, len(possible)))
    print(f"seed {chosen.seed}: {len(sample)} of {len(possible):,} mutants", flush=True)
    tried, survivors = 0, 0
    with tempfile.TemporaryDirectory() as folder, suppress(KeyboardInterrupt):
        copied = Path(folder, "checkout")
        shutil.copytree(CHECKOUT, copied, ignore=shutil.ignore_patterns(".git", ".venv", "__pycache__"))
        for room in chosen.rooms:
            for tests in tests_for(Path(PACKAGE, room, "__init__.py")):
                if said := failure(tests, copied):
                    sys.exit(f"without any mutant, tests of {room} fail:\n{said}")
        for place in sample:
            mutant = mutant_at(*place)
            noticed = is_noticed(mutant, copied)
            tried, survivors = tried + 1, survivors + (not noticed)
            print(f"{'noticed ' if noticed else 'SURVIVED'} {mutant}", flush=True)
    print(f"{tried - survivors} of {tried} noticed ({(tried - survivors) / max(1, tried):.0%})")
    return int(survivors > 0)


if __name__ == "__main__":
    sys.exit(main())
