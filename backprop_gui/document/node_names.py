"""How a project's `view` calls the nodes that a person has put somewhere, and under which key."""

from backprop_gui.core.network import BiasPlace, Network, NeuronPlace

POSITIONS = "positions"


def node_name(network: Network, place: NeuronPlace | BiasPlace) -> str:
    """Name a node in the file; a bias node so that no neuron of its name is meant."""
    if isinstance(place, NeuronPlace):
        return network.neuron_name(place)
    return bias_node_name(place.layer)


def bias_node_name(layer: int) -> str:
    return f"bias of layer {layer + 1}"
