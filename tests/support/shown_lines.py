"""Lines that a step shows, computed by mpmath, which knows nothing of the program's own formulas."""

import re
from collections.abc import Callable
from typing import Any

import mpmath

WORDS: dict[str, Callable[..., Any]] = {
    "ln": mpmath.log,
    "exp": mpmath.exp,
    "tanh": mpmath.tanh,
    "sqrt": mpmath.sqrt,
    "sign": mpmath.sign,
    "max": max,
    "sigmoid": lambda x: 1 / (1 + mpmath.exp(-x)),
    "softplus": lambda x: mpmath.log1p(mpmath.exp(x)),
    "Phi": mpmath.ncdf,
    "phi": mpmath.npdf,
    "absolute": abs,
    "decimal": mpmath.mpf,
    "log_sum_exp": lambda *x: mpmath.log(sum(map(mpmath.exp, x))),
}
SPELLINGS = {
    "ln Σ exp(": "log_sum_exp(",
    "e^(": "exp(",
    "^": "**",
    "·": "*",
    "−": "-",
    "²": "**2",
    "½": "0.5",
    "√(": "sqrt(",
    "σ(": "sigmoid(",
    "Φ(": "Phi(",
    "φ(": "phi(",
}


LITERAL = re.compile(r"(?<![\w.])\d+(?:\.\d+)?(?:e[+-]?\d+)?")


def computed_from_text(line: str) -> float:
    """Compute a shown line of numbers, as the decimals that they are."""
    for written, spelled in SPELLINGS.items():
        line = line.replace(written, spelled)
    if line.count("|") == 2:
        line = line.replace("|", "absolute(", 1).replace("|", ")", 1)
    with mpmath.workdps(400):
        line = LITERAL.sub(lambda number: f"decimal('{number[0]}')", line)
        return float(eval(line, {"__builtins__": {}}, WORDS))
