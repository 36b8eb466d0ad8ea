"""What is said while no step is the current one: before the first, while training, looking back."""

from dataclasses import dataclass

from backprop_gui.session.session import Session


@dataclass(frozen=True)
class Standing:
    """Where things stand, in the words of the panel.

    Attributes
    ----------
    heading : in the place of a step's phase
    sentence : in the place of a step's sentence
    hint : in the place of a formula
    """

    heading: str
    sentence: str
    hint: str


BEFORE = Standing(
    "Before the first step",
    "A round has a forward pass, a backward pass and an update. Each step is one number.",
    "Press → to take the first step.",
)
TRAINING = Standing(
    "Training",
    "The diagram shows each neuron's numbers as the rounds are trained.",
    "Pause to walk through a round.",
)


def standing_of(session: Session) -> Standing:
    """Say where a session stands that has taken no step of its round."""
    if session.run.is_running:
        return TRAINING
    if (earlier := session.run.shown_round) is not None:
        return Standing(
            f"Round {earlier:,}, looked back at",
            "Everything is shown as it was in this round, before its update.",
            "Press → to walk through it.",
        )
    if session.shows_whole_round:
        return Standing(
            f"Round {session.document.project.state.rounds:,}, as training left it",
            "Everything is shown as it is now, before this round's update.",
            "Press → to walk through it.",
        )
    return BEFORE
