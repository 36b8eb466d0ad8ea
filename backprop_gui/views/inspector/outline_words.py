"""What the rows of the outline are called."""

from backprop_gui.core.network import (
    INPUTS,
    BiasPlace,
    Network,
    NeuronPlace,
    WeightPlace,
)
from backprop_gui.document.project import Project
from backprop_gui.explain.notation import Notation


def group_words(network: Network, group: int) -> str:
    """Name the inputs (group 0) or a layer, with its size and activation."""
    size = network.sizes[group]
    if group == 0:
        return f"Inputs ({size})"
    hidden = len(network.layers) - 1
    of_layer = "Hidden" if hidden == 1 else f"Layer {group}"
    name = "Outputs" if group > hidden else of_layer
    return f"{name} ({size} · {network.layers[group - 1].activation.replace('_', ' ')})"


def row_words(network: Network, place: NeuronPlace | WeightPlace | BiasPlace) -> str:
    """Name a neuron, a weight and where it comes from, or a bias."""
    notation = Notation(network)
    match place:
        case NeuronPlace():
            return notation.neuron(place)
        case WeightPlace():
            return f"{notation.parameter(place)} from {notation.neuron(place.source_neuron)}"
        case BiasPlace(_, None):
            return f"{notation.parameter(place)}, shared"
        case BiasPlace():
            return notation.parameter(place)


def describe(
    project: Project, subject: int | NeuronPlace | WeightPlace | BiasPlace, value: float | None
) -> str:
    """Say what a row shows, its number with all digits."""
    network = project.network
    match subject:
        case int():
            return group_words(network, subject)
        case NeuronPlace(layer) if layer != INPUTS:
            name = f"out_{network.neuron_name(subject)}"
            return f"{name}: not computed yet" if value is None else f"{name} = {value!r}"
        case NeuronPlace():
            return f"{network.neuron_name(subject)} = {value!r}"
    frozen = ", frozen: no round changes it" if is_frozen(network, subject) else ""
    to = "" if isinstance(subject, BiasPlace) else f" to {network.neuron_name(subject.to_neuron)}"
    return f"{row_words(network, subject)}{to} = {value!r}{frozen}"


def is_frozen(network: Network, subject: int | NeuronPlace | WeightPlace | BiasPlace) -> bool:
    """Tell whether a row is of a weight or bias that training leaves as it is."""
    if not isinstance(subject, WeightPlace | BiasPlace):
        return False
    return not network.trainable[network.index(subject)]


def spoken_words(network: Network, subject: int | NeuronPlace | WeightPlace | BiasPlace) -> str:
    """Name a row for who does not see its lock."""
    words = group_words(network, subject) if isinstance(subject, int) else row_words(network, subject)
    return f"{words}, frozen" if is_frozen(network, subject) else words
