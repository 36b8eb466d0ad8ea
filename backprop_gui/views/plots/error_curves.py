"""The curves of the error plot: each round's own error, and that of all samples of either kind."""

from enum import StrEnum

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPen

from backprop_gui.core.array import Array, IntArray
from backprop_gui.core.history import History
from backprop_gui.document.project import Project
from backprop_gui.explain.render_text import number
from backprop_gui.export.curves import CurveTable
from backprop_gui.look.identity import rounded_pen
from backprop_gui.look.theme import theme
from backprop_gui.views.plots.curves import Curves, Window, done_before, error_curve

QUIET = 0.45


class Samples(StrEnum):
    """Whose error a curve shows."""

    BATCH = "each round"
    TRAINING = "training"
    VALIDATION = "validation"


_COLUMNS = {Samples.TRAINING: 0, Samples.VALIDATION: 1}


def samples_measured(project: Project) -> tuple[Samples, ...]:
    """List whose error differs: a round of all samples measures that of the training data already."""
    training, validation = project.data.split(project.plan.validation_share)
    is_part = project.plan.schedule(project.data).batch_size < len(training)
    wanted = {Samples.BATCH: True, Samples.TRAINING: is_part, Samples.VALIDATION: len(validation) > 0}
    return tuple(samples for samples, has_curve in wanted.items() if has_curve)


def error_pen(samples: Samples, is_alone: bool) -> QPen:
    """Return how a curve is drawn; single rounds jump, and stand back behind the others."""
    look = theme()
    match samples:
        case Samples.BATCH:
            color = QColor(look.accent)
            color.setAlphaF(1.0 if is_alone else QUIET)
            return rounded_pen(color, 1.5 if is_alone else 1.0)
        case Samples.TRAINING:
            return rounded_pen(look.series[2])
        case Samples.VALIDATION:
            return rounded_pen(look.series[1], style=Qt.PenStyle.DashLine)


def error_curves(history: History, done: int, window: Window, measured: tuple[Samples, ...]) -> Curves:
    """Take the first `done` rounds' curves, those of all samples between the times they were measured."""
    batch = error_curve(history.errors, done, window)
    data = [_between_reports(history, batch.rounds, samples) for samples in measured if samples in _COLUMNS]
    return Curves(batch.rounds, np.concatenate([batch.values, *data])) if data else batch


def _between_reports(history: History, rounds: Array, samples: Samples) -> Array:
    reports = history.data_errors
    if not reports.rounds.size:
        return np.full((1, rounds.size), np.nan)
    values = reports.rows[:, _COLUMNS[samples]]
    return np.interp(rounds, reports.rounds, values, left=np.nan)[np.newaxis]


def data_error(history: History, at: int, samples: Samples) -> float:
    """Return the error of all samples at a round, as it is drawn."""
    return float(_between_reports(history, np.array([float(at)]), samples)[0, 0])


def between(least: float, greatest: float, digits: int) -> str:
    """Write the errors that a kept point stands for."""
    low, high = number(least, digits), number(greatest, digits)
    return low if low == high else f"{low} to {high}"


def error_table(history: History, done: int, measured: tuple[Samples, ...]) -> CurveTable:
    """Give all that is kept of the first `done` rounds; after how many rounds all samples were measured."""
    errors, reports = history.errors, history.data_errors
    kept, told = done_before(errors.rounds, done), done_before(reports.rounds, done + 1)
    least, greatest = errors.least[:kept], errors.greatest[:kept]
    is_exact = np.array_equal(least, greatest, equal_nan=True)
    batch = {"error": least} if is_exact else {"least error": least, "greatest error": greatest}
    rounds = sorted({*errors.rounds[:kept].tolist(), *reports.rounds[:told].tolist()})
    table = {name: _spread(rounds, errors.rounds[:kept], values) for name, values in batch.items()}
    for samples in measured:
        if samples in _COLUMNS:
            values = reports.rows[:told, _COLUMNS[samples]]
            table[f"{samples} error"] = _spread(rounds, reports.rounds[:told], values)
    return CurveTable(rounds, table)


def _spread(rounds: list[int], known: IntArray, values: Array) -> list[float | None]:
    """Put values at their rounds, and nothing at the others."""
    found = dict(zip(known.tolist(), values.tolist(), strict=True))
    return [found.get(each) for each in rounds]
