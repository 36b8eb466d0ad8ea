"""What part of the round a step belongs to, in words."""

from backprop_gui.core.network import Network
from backprop_gui.explain.quantities import Phase
from backprop_gui.explain.steps import Step
from backprop_gui.session.session import Session
from backprop_gui.views.stepper.standing import BEFORE

PHASES = {
    Phase.FORWARD: "Forward",
    Phase.ERROR: "Error",
    Phase.BACKWARD: "Backward",
    Phase.UPDATE: "Update",
    Phase.CHECK: "Check",
}


def phase_words(
    step: Step | None, samples: int, chosen: int | None = None, before: str = BEFORE.heading
) -> str:
    """Say in which phase, layer and, in a batch of several, sample a step is.

    Parameters
    ----------
    before : said where there is no step
    samples : how many samples the data has
    chosen : the row of the sample that is told because somebody chose it
    """
    words = [before if step is None else PHASES[step.phase]]
    if step and step.layer is not None:
        words.append(layer_words(step.figures.network, step.layer))
    sample = step.quantity.sample if step and chosen is None else chosen
    if sample is not None:
        words.append(f"sample {sample + 1} of {samples}")
    elif step and step.figures.is_mean(step.quantity):
        words.append(f"mean of {len(step.figures.rows)} samples")
    return " · ".join(words)


def layer_words(network: Network, layer: int) -> str:
    """Name a layer: output layer, hidden layer, or by its number where there are several hidden ones."""
    if layer == len(network.layers) - 1:
        return "output layer"
    return "hidden layer" if len(network.layers) == 2 else f"layer {layer + 1}"


def position_words(session: Session) -> str:
    """Say how many of the round's steps have been taken; of a whole round that is shown, how many it has."""
    steps = len(session.cursor.round)
    if session.shows_whole_round:
        return f"{steps:,} steps"
    return f"Step {session.cursor.position:,} of {steps:,}"
