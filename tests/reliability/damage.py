"""Open files that were damaged in every way: each opens soundly, or one line says why it does not.

    python tests/reliability/damage.py --files 100000
    python tests/reliability/damage.py --files 100000 --memory  # and the memory of each

It begins with the files of the corpus, the bundled examples and the reference rounds.
"""

import argparse
import json
import random
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from backprop_gui.document.errors import FileError
from backprop_gui.document.newer import opened
from backprop_gui.document.schema import encode

TESTS = Path(__file__).parents[1]
SOURCES = [
    *sorted((TESTS / "document" / "corpus").glob("*.bpnet")),
    *sorted((TESTS / "reference" / "rounds").glob("*.bpnet")),
    *sorted((TESTS.parent / "resources" / "examples").glob("*.bpnet")),
]
LONGEST_LINE = 400
ODD = [None, True, False, -1, 0, 1e308, -0.0, 2**64, 10**30, "", "x" * 300, "\u202e", [], {}, [[]], [None]]
ODD_TEXTS = ["NaN", "1e999", "-Infinity", "1" * 5000, '"\\ud800"', "[" * 40, '{"a":1,"a":2}', "\0", "\ufeff"]


@dataclass
class Outcome:
    """What all files together came to."""

    files: int = 0
    sound: int = 0
    refused: int = 0
    seconds: float = 0.0
    slowest: float = 0.0
    largest: float = 0.0


def damaged(sources: list[bytes], chance: random.Random) -> bytes:
    """Damage one of the files, once or a few times."""
    data = chance.choice(sources)
    for _ in range(chance.choice([1, 1, 1, 2, 3, 8])):
        data = chance.choice(DAMAGES)(data, chance)
    return data


def changed_bytes(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        if changed:
            changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def cut(data: bytes, chance: random.Random) -> bytes:
    begin, end = sorted(chance.randrange(len(data) + 1) for _ in range(2))
    return chance.choice([data[:begin], data[end:], data[:begin] + data[end:]])


def doubled(data: bytes, chance: random.Random) -> bytes:
    begin, end = sorted(chance.randrange(len(data) + 1) for _ in range(2))
    return data[:end] + data[begin:end] * chance.choice([1, 2, 10]) + data[end:]


def with_odd_text(data: bytes, chance: random.Random) -> bytes:
    place = chance.randrange(len(data) + 1)
    return data[:place] + chance.choice(ODD_TEXTS).encode(errors="surrogatepass") + data[place:]


def with_odd_value(data: bytes, chance: random.Random) -> bytes:
    """Change one entry of the tree: remove it, replace it, or put another part of the file there."""
    try:
        tree = json.loads(data)
    except (ValueError, RecursionError):
        return changed_bytes(data, chance)
    holders = _holders(tree)
    if not holders:
        return data
    holder = chance.choice(holders)
    key = chance.choice(list(holder) if isinstance(holder, dict) else range(len(holder)))
    match chance.randrange(5):
        case 0:
            del holder[key]
        case 1:
            holder[key] = chance.choice(ODD)
        case 2:
            holder[key] = json.loads(json.dumps(chance.choice(holders)))
        case 3:
            holder[key] = [holder[key]] * chance.choice([0, 2, 300])
        case _:
            tree = {**tree, "version": 2, "more": 1} if isinstance(tree, dict) else tree
    return json.dumps(tree, ensure_ascii=False).encode(errors="surrogatepass")


def _holders(tree: Any) -> list[Any]:
    if not isinstance(tree, dict | list):
        return []
    inner = tree.values() if isinstance(tree, dict) else tree
    return [*([tree] if tree else []), *(found for part in inner for found in _holders(part))]


Damage = Callable[[bytes, random.Random], bytes]
DAMAGES: list[Damage] = [changed_bytes, cut, doubled, with_odd_text, with_odd_value, with_odd_value]


def hold(data: bytes, outcome: Outcome) -> None:
    """Open one file and hold it to what is promised."""
    begin = time.perf_counter()
    try:
        project = opened(data).project
    except FileError as error:
        project, said = None, str(error)
    seconds = time.perf_counter() - begin
    outcome.files += 1
    outcome.seconds += seconds
    outcome.slowest = max(outcome.slowest, seconds)
    if project is None:
        outcome.refused += 1
        assert said.isprintable() and 0 < len(said) <= LONGEST_LINE, said
    else:
        outcome.sound += 1
        written = encode(project)
        assert encode(opened(written).project) == written


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=random.randrange(2**32))
    parser.add_argument("--memory", action="store_true")
    chosen = parser.parse_args()
    sources = [path.read_bytes() for path in SOURCES]
    chance, outcome = random.Random(chosen.seed), Outcome()
    for _ in range(chosen.files):
        data = damaged(sources, chance)
        try:
            before = reset_peak() if chosen.memory else 0.0
            hold(data, outcome)
            if chosen.memory:
                outcome.largest = max(outcome.largest, peak() - before)
        except Exception:
            Path("damaged.bpnet").write_bytes(data)
            print(f"seed {chosen.seed}, file {outcome.files}: kept as damaged.bpnet", file=sys.stderr)
            raise
    print(
        f"seed {chosen.seed}: {outcome.files} damaged files, {outcome.refused} refused in one line, "
        f"{outcome.sound} opened soundly; {outcome.seconds / outcome.files * 1e3:.2f} ms each on average, "
        f"{outcome.slowest * 1e3:.0f} ms the slowest"
        + (f", {outcome.largest:.0f} MB the largest" if chosen.memory else "")
    )
    return 0


def reset_peak() -> float:
    """Begin to measure memory anew; return what is in use now, in MB (Linux)."""
    Path("/proc/self/clear_refs").write_text("5")
    return _memory("VmRSS")


def peak() -> float:
    """Return the most memory that was in use since, in MB."""
    return _memory("VmHWM")


def _memory(name: str) -> float:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1000 for line in lines if line.startswith(name))


if __name__ == "__main__":
    sys.exit(main())
