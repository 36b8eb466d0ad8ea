"""Change one thing in the program at a time, and see whether a test notices.

    python tests/reliability/mutations.py --mutants 60 --seed 1 --rooms core explain session

Each mutant is one operator, number, condition or result of one line changed, in a copy of the checkout. The
tests of its module run first, then those of its room and of the rooms that stand on it, until one fails. What
survives all of them is printed with its line: either a test is missing, or nobody can tell the two apart.
"""

import argparse
import ast
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from copy import copy
from dataclasses import dataclass
from pathlib import Path

CHECKOUT = Path(__file__).parents[2]
PACKAGE = "backprop_gui"

TESTS_OF = {
    "core": ("core", "explain", "commands", "session"),
    "explain": ("explain", "commands", "session"),
    "session": ("session", "app", "views"),
}
"""The folders of tests that a room's mutants have to get past, in their order."""

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

LONGEST = 900
"""Seconds after which a mutant's tests are taken to hang: it was noticed."""


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
        return any(fails(tests, copy_of_checkout) for tests in tests_for(mutant.path))
    finally:
        file.write_text(sound, encoding="utf-8")


def tests_for(path: Path) -> Iterator[str]:
    """Name the tests of a module, of its room, and of those above, those that take least time first."""
    room = path.parts[1]
    own = f"tests/{room}/test_{path.stem}.py"
    if (CHECKOUT / own).exists():
        yield own
    yield from (f"tests/{folder}" for folder in TESTS_OF[room])


def fails(tests: str, folder: Path) -> bool:
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-n0", "-p", "no:cacheprovider", tests]
    environment = os.environ | {"PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, timeout=LONGEST, check=False
        )
    except subprocess.TimeoutExpired:
        return True
    return done.returncode != 0


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--mutants", type=int, default=60)
    parser.add_argument("--seed", type=int, default=random.randrange(2**32))
    parser.add_argument("--rooms", nargs="+", default=list(TESTS_OF), choices=list(TESTS_OF))
    chosen = parser.parse_args()
    files = [
        path.relative_to(CHECKOUT)
        for room in chosen.rooms
        for path in (CHECKOUT / PACKAGE / room).rglob("*.py")
    ]
    possible = [place for path in sorted(files) for place in places(path)]
    sample = random.Random(chosen.seed).sample(possible, min(chosen.mutants, len(possible)))
    print(f"seed {chosen.seed}: {len(sample)} of {len(possible):,} mutants", flush=True)
    tried, survivors = 0, 0
    with tempfile.TemporaryDirectory() as folder, suppress(KeyboardInterrupt):
        copied = Path(folder, "checkout")
        shutil.copytree(CHECKOUT, copied, ignore=shutil.ignore_patterns(".git", ".venv", "__pycache__"))
        folders = dict.fromkeys(f"tests/{name}" for room in chosen.rooms for name in TESTS_OF[room])
        if failing := [tests for tests in folders if fails(tests, copied)]:
            sys.exit(f"without any mutant, these fail: {', '.join(failing)}")
        for place in sample:
            mutant = mutant_at(*place)
            noticed = is_noticed(mutant, copied)
            tried, survivors = tried + 1, survivors + (not noticed)
            print(f"{'noticed ' if noticed else 'SURVIVED'} {mutant}", flush=True)
    print(f"{tried - survivors} of {tried} noticed ({(tried - survivors) / max(1, tried):.0%})")
    return int(survivors > 0)


if __name__ == "__main__":
    sys.exit(main())
