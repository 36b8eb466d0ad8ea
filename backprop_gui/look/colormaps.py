"""Numbers as colours: even steps to the eye, told apart by colour-blind people, light and dark.

Colours are mixed in Oklab (Björn Ottosson, 2020), where equal distances look equally far. Lightness
rises or falls all the way, so a picture reads in grey too.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt
from PySide6.QtGui import QColor, QImage

from backprop_gui.core.array import Array
from backprop_gui.look.theme import Theme

STEPS = 256
FINE = 20
"""So many times finer than the steps a way through colours is measured."""

Pixels = npt.NDArray[np.uint32]
Lch = tuple[float, float, float]
"""Lightness, chroma and hue (degrees) in Oklab."""

BLUE, ORANGE = 248.0, 56.0
DIVERGING: dict[bool, tuple[Lch, Lch, Lch]] = {
    False: ((0.67, 0.135, ORANGE), (0.975, 0.0, 0.0), (0.67, 0.135, BLUE)),
    True: ((0.74, 0.13, ORANGE), (0.26, 0.0, 0.0), (0.74, 0.13, BLUE)),
}
RISING: dict[bool, tuple[Lch, ...]] = {
    False: ((0.42, 0.11, 268.0), (0.62, 0.105, 225.0), (0.80, 0.09, 170.0), (0.965, 0.05, 105.0)),
    True: ((0.22, 0.06, 275.0), (0.40, 0.10, 255.0), (0.58, 0.08, 205.0), (0.80, 0.10, 120.0)),
}

_TO_CONE = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
_TO_LAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)


def oklab(rgb: Array) -> Array:
    """Turn sRGB colours (0 to 1, last axis) into Oklab."""
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    return np.asarray(np.cbrt(linear @ _TO_CONE.T) @ _TO_LAB.T)


def srgb(lab: Array) -> Array:
    """Turn Oklab colours into sRGB, as near as the screen has them."""
    linear = ((lab @ np.linalg.inv(_TO_LAB).T) ** 3) @ np.linalg.inv(_TO_CONE).T
    linear = np.clip(linear, 0.0, 1.0)
    return np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)


def even_steps(stops: Sequence[Lch]) -> Array:
    """Go from colour to colour in `STEPS` steps of equal size, shape (steps, 3) in sRGB."""
    lch = np.array(stops)
    hue = np.radians(lch[:, 2])
    lab = np.stack([lch[:, 0], lch[:, 1] * np.cos(hue), lch[:, 1] * np.sin(hue)], axis=1)
    fine = _between(lab, np.linspace(0, len(lab) - 1, FINE * STEPS))
    gone = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(fine, axis=0), axis=1))])
    places = np.interp(np.linspace(0.0, gone[-1], STEPS), gone, np.arange(len(fine)))
    return srgb(_between(fine, places))


def _between(rows: Array, places: Array) -> Array:
    """Interpolate between rows, each column by itself."""
    numbers = np.arange(len(rows))
    return np.stack([np.interp(places, numbers, column) for column in rows.T], axis=1)


@cache
def diverging(is_dark: bool) -> Array:
    """Return orange for low numbers, blue for high ones as for weights, and the ground for the middle."""
    low, middle, high = DIVERGING[is_dark]
    falling, rising = even_steps((low, middle)), even_steps((middle, high))
    return np.concatenate([falling[::2], rising[1::2]])


@cache
def rising(is_dark: bool) -> Array:
    """Return dark for low numbers to bright for high ones."""
    return even_steps(RISING[is_dark])


@dataclass(frozen=True, eq=False)
class ColorMap:
    """Colours for numbers between `low` and `high`.

    Attributes
    ----------
    table : shape (steps, 3), sRGB from 0 to 1
    nothing : the colour of what is no number
    """

    table: Array
    low: float
    high: float
    nothing: QColor

    def pixels(self, values: Array) -> Pixels:
        """Colour numbers; those beyond the ends have the ends' colours."""
        # Of ends at floating point's own, the span is beyond it; of their halves it is not.
        half = 1.0 if math.isfinite(self.high - self.low) else 0.5
        span = half * self.high - half * self.low
        with np.errstate(all="ignore"):
            share = (half * values - half * self.low) / span if span > 0 else np.full_like(values, 0.5)
            steps = np.clip(np.nan_to_num(share * (len(self.table) - 1)), 0, len(self.table) - 1)
        colors = np.append(packed(self.table), np.uint32(self.nothing.rgb()))
        return colors[np.where(np.isnan(values), len(self.table), np.rint(steps).astype(np.intp))]

    def color(self, value: float) -> QColor:
        """Return one number's colour."""
        return QColor.fromRgb(int(self.pixels(np.array([value]))[0]))


def answers_map(look: Theme, low: float, high: float, discrete: bool = False) -> ColorMap:
    """Return the colours of answers around a middle; `discrete`: only which side of it they lie on."""
    table = diverging(look.is_dark)
    return ColorMap(table[[STEPS // 8, -STEPS // 8]] if discrete else table, low, high, look.faint)


def heights_map(look: Theme, low: float, high: float) -> ColorMap:
    """Return the colours of heights."""
    return ColorMap(rising(look.is_dark), low, high, look.faint)


def classes_pixels(look: Theme, answers: Array, discrete: bool = False) -> Pixels:
    """Colour each point by its winning class, the stronger the surer it is.

    Parameters
    ----------
    answers : shape (…, classes)
    """
    winner = answers.argmax(axis=-1)
    shares = np.sort(answers, axis=-1)
    lead = np.clip(np.nan_to_num(shares[..., -1] - shares[..., -2]), 0.0, 1.0)
    strength = np.full_like(lead, 0.6) if discrete else 0.15 + 0.65 * lead
    ground = oklab(_rgb(look.panel))
    classes = oklab(np.stack([_rgb(class_color(look, number)) for number in range(answers.shape[-1])]))
    steps = np.linspace(0.0, 1.0, STEPS)[:, np.newaxis, np.newaxis]
    table = packed(srgb(ground + steps * (classes - ground)))
    shades = np.rint(strength * (STEPS - 1)).astype(np.intp)
    return np.asarray(table[shades, winner], dtype=np.uint32)


def class_color(look: Theme, number: int) -> QColor:
    """Return a class's colour; they come round again."""
    return look.series[number % len(look.series)]


def _rgb(color: QColor) -> Array:
    return np.array([color.redF(), color.greenF(), color.blueF()])


def packed(rgb: Array) -> Pixels:
    """Write colours as a screen has them, shape without the last axis."""
    parts = np.rint(255 * rgb).astype(np.uint32)
    return np.asarray(0xFF000000 | parts[..., 0] << 16 | parts[..., 1] << 8 | parts[..., 2], dtype=np.uint32)


def image_of(pixels: Pixels) -> QImage:
    """Make a picture whose first row is the lowest, as on an axis that points upwards."""
    rows, columns = pixels.shape
    flipped = np.ascontiguousarray(pixels[::-1])
    return QImage(flipped.data, columns, rows, 4 * columns, QImage.Format.Format_RGB32).copy()
