"""How long tables of the largest size take to be read, and how much memory: python benchmarks/tables.py."""

import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable

from backprop_gui.document.csv_format import detect
from backprop_gui.document.csv_table import LARGEST_FILE, MOST_ROWS, parse


def floats() -> str:
    return _table(lambda: f"{random.gauss(0, 1):.6f}", ",", 10)


def decimal_commas() -> str:
    return _table(lambda: f"{random.gauss(0, 1):.6f}".replace(".", ","), ";", 10)


def single_digits() -> str:
    return _table(lambda: str(random.randrange(10)), ",", 49)


def labels() -> str:
    return _table(lambda: f"name{random.randrange(99_999)}", ",", 10)


def with_gaps() -> str:
    return _table(lambda: "" if random.random() < 0.2 else f"{random.gauss(0, 1):.6f}", ",", 10)


def images() -> str:
    return _table(lambda: str(random.randrange(256)), ",", 785)


TABLES = {made.__name__: made for made in (floats, decimal_commas, single_digits, labels, with_gaps, images)}


def _table(cell: Callable[[], str], delimiter: str, width: int) -> str:
    rows, size = [], 0
    while size < LARGEST_FILE and len(rows) < MOST_ROWS:
        rows.append(delimiter.join(cell() for _ in range(width)))
        size += len(rows[-1]) + 1
    return "\n".join(rows[:-1])


def measure(name: str) -> None:
    """Print one table's line; the peak is of the whole process, the table's text included."""
    data = TABLES[name]().encode()
    before = time.perf_counter()
    table = parse(data, detect(data))
    seconds = time.perf_counter() - before
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    size = f"{len(data) / 1e6:.1f} MB, {len(table):,} × {len(table.columns)}"
    print(f"{name:16} {size:26} {seconds:5.2f} s   peak {peak:4.0f} MB", flush=True)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        measure(sys.argv[1])
    else:
        for each in TABLES:
            subprocess.run([sys.executable, __file__, each], check=True)
