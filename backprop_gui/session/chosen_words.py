"""What is chosen, counted in words."""

from collections import Counter
from collections.abc import Sequence

from backprop_gui.core.network import INPUTS, BiasPlace, NeuronPlace, TargetPlace, WeightPlace
from backprop_gui.explain.quantities import out
from backprop_gui.explain.render_text import number
from backprop_gui.session.edits import name_of, value_at
from backprop_gui.session.network_editing import layer_words
from backprop_gui.session.selection import Chosen, LayerPlace
from backprop_gui.session.session import Session

PLURALS = {"bias": "biases"}


def counted_words(places: Sequence[Chosen]) -> str:
    """Count several chosen things by their kinds; a single one is named by `named_words`."""
    if len(places) < 2:
        return ""
    counts = Counter(map(_kind, places))
    kinds = [f"{count:,} {kind if count == 1 else _plural(kind)}" for kind, count in counts.items()]
    return f"{len(places):,} chosen: {', '.join(kinds)}"


def named_words(session: Session, place: Chosen) -> str:
    """Name one thing, where a weight runs, and the number as far as it is known: w5 from h1 to o1 = 0.4."""
    network = session.project.network
    if isinstance(place, LayerPlace):
        kind = "inputs" if place.layer == INPUTS else "neurons"
        return f"{layer_words(network, place.layer)}: {network.sizes[place.layer + 1]:,} {kind}"
    name = name_of(session.project, place)
    if isinstance(place, NeuronPlace) and place.layer != INPUTS:
        value = session.known(out(place))
        return name if value is None else f"{name}: out = {number(value)}"
    if isinstance(place, WeightPlace):
        name += f" from {network.neuron_name(place.source_neuron)} to {network.neuron_name(place.to_neuron)}"
    return f"{name} = {number(value_at(session.project, place, session.cursor.sample_row))}"


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
