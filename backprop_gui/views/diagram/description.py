"""The diagram in sentences, for who does not see it."""

from backprop_gui.core.network import BiasPlace, Network, Place, WeightPlace
from backprop_gui.explain.notation import Notation
from backprop_gui.explain.steps import Step
from backprop_gui.session.session import Session
from backprop_gui.views.diagram.bundle_item import counted

MOST_NAMED = 8


def description(session: Session) -> str:
    """Describe what is shown and what the current step is about."""
    shown = _network_sentence(session.project.network)
    if session.run.is_running:
        return f"{shown} Training is running."
    step = session.cursor.step
    return f"{shown} {_step_sentence(step) if step else 'No step has been taken yet.'}"


def _network_sentence(network: Network) -> str:
    inputs, *hidden, outputs = network.sizes
    layers = [counted(inputs, "input")]
    layers += [counted(size, "hidden neuron") for size in hidden]
    return ", ".join([*layers, counted(outputs, "output")]) + "."


def _step_sentence(step: Step) -> str:
    """Name the step and its places, those that it reads before its own."""
    read = [lit.place for lit in step.lit if lit.part is not None]
    own = [lit.place for lit in step.lit if lit.part is None]
    places = [place for place in dict.fromkeys(read) if place not in own] + own
    names = list(dict.fromkeys(_name(place, step.notation) for place in places))
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    at = f" at {', '.join(names[:MOST_NAMED])}{more}" if names else ""
    return f"Current step: {step.notation.text(step.quantity)}{at}."


def _name(place: Place, notation: Notation) -> str:
    if isinstance(place, WeightPlace | BiasPlace):
        return notation.parameter(place)
    return notation.neuron(place)
