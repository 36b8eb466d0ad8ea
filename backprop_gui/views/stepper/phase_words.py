"""What part of the round a step belongs to, in words."""

from backprop_gui.core.network import Network
from backprop_gui.explain.quantities import Phase
from backprop_gui.explain.steps import Round, Step

PHASES = {
    Phase.FORWARD: "Forward",
    Phase.ERROR: "Error",
    Phase.BACKWARD: "Backward",
    Phase.UPDATE: "Update",
    Phase.CHECK: "Check",
}
BEFORE = "Before the first step"


def phase_words(step: Step | None, samples: int) -> str:
    """Say in which phase, layer and, in a batch of several, sample a step is.

    Parameters
    ----------
    samples : how many samples the data has
    """
    if step is None:
        return BEFORE
    words = [PHASES[step.phase]]
    if step.layer is not None:
        words.append(layer_words(step.figures.network, step.layer))
    if step.quantity.sample is not None:
        words.append(f"sample {step.quantity.sample + 1} of {samples}")
    return " · ".join(words)


def layer_words(network: Network, layer: int) -> str:
    """Name a layer: output layer, hidden layer, or by its number where there are several hidden ones."""
    if layer == len(network.layers) - 1:
        return "output layer"
    return "hidden layer" if len(network.layers) == 2 else f"layer {layer + 1}"


def position_words(position: int, told: Round) -> str:
    """Say how many of the round's steps have been taken."""
    return f"Step {position} of {len(told)}"
