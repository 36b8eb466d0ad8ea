"""A told round as JSON, for other programs."""

import math
from collections.abc import Iterator
from typing import Any

import numpy as np

from backprop_gui.commands.telling import Telling
from backprop_gui.core.array import Array
from backprop_gui.core.backprop import total_error
from backprop_gui.core.network import BiasKind, Network, Parameters
from backprop_gui.document.layout import laid_out_parts
from backprop_gui.document.parameter_lists import bias_lists, weight_lists
from backprop_gui.document.project import Project
from backprop_gui.explain.render_text import formula_line, substituted_line
from backprop_gui.explain.steps import Round, Step


def round_json(telling: Telling) -> Iterator[str]:
    """Write a told round as JSON, part by part; a number that is not finite is null."""
    return laid_out_parts({**arrays(telling.project, telling.round), "steps": map(step_tree, telling.steps)})


def arrays_json(telling: Telling) -> Iterator[str]:
    """Write a round's arrays as `round_json` does, without its steps."""
    return laid_out_parts(arrays(telling.project, telling.round))


def arrays(project: Project, told: Round) -> dict[str, Any]:
    """Make the tree of a round's arrays; of a batch, net, out and delta are means over its samples."""
    network, computed = project.network, told.computed
    gradient, after = computed.back.gradient, computed.after.parameters
    only = told.rows[0] + 1 if len(told.rows) == 1 else None
    tree = {
        "format": "backprop-gui-trace",
        "version": 1,
        "sample": only,
        "rounds_before": project.state.rounds,
        "net": means(computed.ahead.net),
        "out": means(computed.ahead.out),
        "delta": means(computed.back.delta),
        "error": told.error,
        "weight_gradients": weight_lists(network, gradient),
        "bias_gradients": bias_gradients(network, gradient),
        "weights_after": weight_lists(network, after),
        "biases_after": bias_lists(network, after),
        "error_after": told.error_after,
    }
    samples = {} if only else {"samples": map(finite, sample_trees(told))}
    return {key: finite(value) for key, value in tree.items()} | samples


def means(layers: tuple[Array, ...]) -> list[list[float]]:
    """List each layer's mean over the samples; a single sample's own numbers."""
    return [(layer[0] if len(layer) == 1 else layer.mean(axis=0)).tolist() for layer in layers]


def bias_gradients(network: Network, gradient: Parameters) -> list[Any]:
    """List the gradients of the biases; "frozen" where a bias is not trained."""
    return [
        "frozen" if layer.bias is not BiasKind.NONE and not layer.bias_trainable else entry
        for layer, entry in zip(network.layers, bias_lists(network, gradient), strict=True)
    ]


def sample_trees(told: Round) -> Iterator[dict[str, Any]]:
    """Yield what each sample of a batch has for itself."""
    ahead, back = told.computed.ahead, told.computed.back
    for place, row in enumerate(told.rows):
        yield {
            "sample": row + 1,
            "net": [layer[place].tolist() for layer in ahead.net],
            "out": [layer[place].tolist() for layer in ahead.out],
            "delta": [layer[place].tolist() for layer in back.delta],
            "error": total_error(told.computed.errors[place : place + 1]),
        }


def step_tree(step: Step) -> dict[str, Any]:
    """Make the tree of one step."""
    return {
        "id": step.id,
        "phase": str(step.phase),
        "value": finite(step.value),
        "formula": formula_line(step),
        "substituted": substituted_line(step),
        "uses": list(step.uses),
    }


def finite(value: Any) -> Any:
    """Put null in the place of every number that is not finite."""
    if isinstance(value, float | np.floating):
        return float(value) if math.isfinite(value) else None
    if isinstance(value, dict):
        return {key: finite(entry) for key, entry in value.items()}
    return [finite(item) for item in value] if isinstance(value, list) else value
