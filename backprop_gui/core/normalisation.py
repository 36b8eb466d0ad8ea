"""Bringing all inputs to a similar size before they are trained on, and back for people to read."""

import sys
from dataclasses import dataclass
from typing import Any, Literal, get_args

import numpy as np

from backprop_gui.core.array import Array

NormalisationKind = Literal["none", "standard", "min_max"]
KINDS: tuple[NormalisationKind, ...] = get_args(NormalisationKind)
MOST_DIGITS = 17
DIGITS_AT_ONCE = 14
LARGEST_EXACT_POWER = 22
"""Powers of ten up to this one, and whole numbers of up to 15 digits, are exact."""
LARGEST = sys.float_info.max


def kind_named(name: str) -> NormalisationKind:
    """Find the kind of a name; an unknown name is none."""
    return next((kind for kind in KINDS if kind == name), "none")


@dataclass(frozen=True)
class Normalisation:
    """Each input's column as (x - shift) / scale.

    Attributes
    ----------
    kind : "standard" brings a column to mean 0 and deviation 1, "min_max" to the range from 0 to 1
    shift, scale : one number a column; empty for "none". A scale is never 0
    """

    kind: NormalisationKind = "none"
    shift: tuple[float, ...] = ()
    scale: tuple[float, ...] = ()

    @classmethod
    def fitted(cls, kind: NormalisationKind, inputs: Array) -> "Normalisation":
        """Find the shift and scale of columns; a constant column is shifted to 0 and keeps its scale.

        Parameters
        ----------
        inputs : shape (samples, inputs); the samples that are trained on
        """
        if kind == "none" or not inputs.size:
            return cls()
        low, high = inputs.min(axis=0), inputs.max(axis=0)
        with np.errstate(over="ignore", invalid="ignore"):
            standard = kind == "standard"
            shift, scale = (inputs.mean(axis=0), inputs.std(axis=0)) if standard else (low, high - low)
        shift, scale = np.where(high > low, shift, low), np.where(high > low, scale, 1.0)
        useful = np.isfinite(shift) & np.isfinite(scale) & (scale > 0)
        shift, scale = np.where(useful, shift, 0.0), np.where(useful, scale, 1.0)
        return cls(kind, tuple(shift.tolist()), tuple(scale.tolist()))

    def apply(self, inputs: Array) -> Array:
        """Normalise; shape (…, inputs) both."""
        if self.kind == "none":
            return inputs
        with np.errstate(over="ignore"):
            return np.asarray((inputs - np.array(self.shift)) / np.array(self.scale))

    def apply_to(self, value: float, column: int) -> float:
        """Normalise one number of a column."""
        return value if self.kind == "none" else (value - self.shift[column]) / self.scale[column]

    def original(self, value: float, column: int) -> float:
        """Find the number that was normalised: of all that lead to `value` the one with fewest digits."""
        if self.kind == "none":
            return value
        if self.apply_to(0.0, column) == value:
            return 0.0
        about = value * self.scale[column] + self.shift[column]
        for digits in range(1, MOST_DIGITS + 1):
            short = float(f"{about:.{digits}g}")
            if self.apply_to(short, column) == value:
                return short
        return about

    def invert(self, inputs: Array) -> Array:
        """Find the numbers that were normalised; shape (samples, inputs) both."""
        if self.kind == "none":
            return inputs
        columns = [self._originals(values, column) for column, values in enumerate(inputs.T)]
        return np.stack(columns, axis=1)

    def _originals(self, values: Array, column: int) -> Array:
        """Find one column's originals: what `original` finds, of all values at once as far as that goes."""
        shift, scale = self.shift[column], self.scale[column]
        found = values * scale + shift
        found[values == self.apply_to(0.0, column)] = 0.0
        missing = np.flatnonzero(found)
        for digits in range(1, DIGITS_AT_ONCE + 1):
            short = _rounded(found[missing], digits)
            agrees = (short - shift) / scale == values[missing]
            found[missing[agrees]] = short[agrees]
            missing = missing[~agrees]
        for place in missing.tolist():
            found[place] = self.original(float(values[place]), column)
        return found

    def stored(self) -> dict[str, Any]:
        """Write it for a file."""
        return {"kind": self.kind, "shift": list(self.shift), "scale": list(self.scale)}

    @classmethod
    def read(cls, stored: object, columns: int) -> "Normalisation":
        """Read what `stored` wrote for so many columns; what makes no sense is no normalisation."""
        if not isinstance(stored, dict) or stored.get("kind") not in ("standard", "min_max"):
            return cls()
        shift, scale = (_numbers(stored.get(key), columns) for key in ("shift", "scale"))
        if not shift or not scale or min(scale) <= 0:
            return cls()
        return cls(stored["kind"], shift, scale)


def _rounded(values: Array, digits: int) -> Array:
    """Round to so many significant digits; NaN where that takes a power of ten that is not exact."""
    sizes = np.floor(np.log10(np.where(values == 0, 1.0, np.abs(values))))
    power = digits - 1 - sizes
    unit = 10.0 ** np.minimum(np.abs(power), LARGEST_EXACT_POWER)
    with np.errstate(over="ignore"):
        rounded = np.where(power >= 0, np.rint(values * unit) / unit, np.rint(values / unit) * unit)
    return np.where(np.abs(power) <= LARGEST_EXACT_POWER, rounded, np.nan)


def _numbers(values: object, count: int) -> tuple[float, ...]:
    """Read so many finite numbers; none where there are others."""
    if not isinstance(values, list) or len(values) != count:
        return ()
    if not all(type(value) in (int, float) and abs(value) <= LARGEST for value in values):
        return ()
    return tuple(map(float, values))
