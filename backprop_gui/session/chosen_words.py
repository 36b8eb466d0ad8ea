"""What is chosen, counted in words."""

from collections import Counter
from collections.abc import Sequence

from backprop_gui.core.network import INPUTS, BiasPlace, NeuronPlace, TargetPlace
from backprop_gui.session.selection import Chosen, LayerPlace

PLURALS = {"bias": "biases"}


def counted_words(places: Sequence[Chosen]) -> str:
    """Count several chosen things by their kinds; nothing is said of a single one, which is seen."""
    if len(places) < 2:
        return ""
    counts = Counter(map(_kind, places))
    kinds = [f"{count:,} {kind if count == 1 else _plural(kind)}" for kind, count in counts.items()]
    return f"{len(places):,} chosen: {', '.join(kinds)}"


def _kind(place: Chosen) -> str:
    match place:
        case LayerPlace():
            return "layer"
        case NeuronPlace(layer):
            return "input" if layer == INPUTS else "neuron"
        case TargetPlace():
            return "target"
        case BiasPlace():
            return "bias"
    return "weight"


def _plural(kind: str) -> str:
    return PLURALS.get(kind, f"{kind}s")
