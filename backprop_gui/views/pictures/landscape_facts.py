"""What is said of a landscape: the error of which samples, the slopes, the update; why there is none."""

import numpy as np

from backprop_gui.core.array import IntArray
from backprop_gui.explain.notation import Notation
from backprop_gui.explain.render_text import DIGITS, number
from backprop_gui.explain.sentences import pretty
from backprop_gui.session.picture_requests import Landscape

BRIEF = 6
"""Digits where there is little room."""

MOST_ROWS = 4

DIVERGED = (
    "The error is infinite or undefined: the weights have grown too large, and nothing can be drawn. "
    "Reset the network, and train it with a smaller learning rate."
)
NOT_HERE = "The error is nowhere finite in this range. Press “follow” to see where the network stands."


def facts_of(picture: Landscape) -> list[str]:
    """Write the numbers of the present point, as the steps have them, and whose they are."""
    round_number = picture.project.state.rounds + 1
    return [*numbers_of(picture), f"batch of round {round_number:,}: {samples_words(picture.here.batch)}"]


def numbers_of(picture: Landscape, digits: int = DIGITS) -> list[str]:
    """Write the error, its slopes, and where the update leads."""
    here, notation = picture.here, Notation(picture.project.network)
    names = [pretty(notation.parameter(place)) for place in picture.places]
    facts = [f"{error_name(picture)} {number(here.error, digits)}"]
    facts += [
        f"∂E/∂{name} {number(slope, digits)}" for name, slope in zip(names, here.slopes.tolist(), strict=True)
    ]
    facts += [
        f"{name} {number(before, digits)} → {number(after, digits)}"
        for name, before, after in zip(names, here.values.tolist(), here.after.tolist(), strict=True)
    ]
    return facts


def error_name(picture: Landscape) -> str:
    """Name the error: E_total only where the batch is all that is trained on, as in the status."""
    project = picture.project
    is_all = len(picture.here.rows) == len(project.plan.training_data(project.data))
    return "E_total" if is_all else f"E of {samples_words(picture.here.rows)}"


def whose_error(picture: Landscape) -> str:
    """Say for a title which samples the error is of."""
    count = len(picture.project.plan.training_data(picture.project.data))
    if len(picture.here.rows) < count:
        return f"error of {samples_words(picture.here.rows)}"
    return f"error of all {count:,} samples" if count > 1 else "error of the sample"


def samples_words(taken: IntArray) -> str:
    """Name samples, counted as the data table counts them."""
    rows = np.sort(taken) + 1
    if len(rows) == 1:
        return f"sample {rows[0]}"
    if (np.diff(rows) == 1).all():
        return f"samples {rows[0]} to {rows[-1]}"
    if len(rows) <= MOST_ROWS:
        return "samples " + ", ".join(str(row) for row in rows)
    return f"{len(rows)} samples"


def has_heights(picture: Landscape) -> bool:
    """Tell whether there is anything to draw."""
    return bool(np.isfinite(picture.errors).any())


def why_empty(picture: Landscape) -> str:
    """Say what is the matter where no error is finite."""
    return NOT_HERE if np.isfinite(picture.here.error) else DIVERGED
