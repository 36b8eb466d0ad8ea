"""What is said where a plot has nothing to draw."""

from backprop_gui.session.session import Session

UNTRAINED = "No rounds trained yet."


def empty_words(session: Session, untrained: str) -> str:
    """Say why no curves are there.

    Parameters
    ----------
    untrained : what is said before the first round
    """
    if not (rounds := session.present.state.rounds):
        return untrained
    if session.run.has_left_curves:
        return "The curves until now belong to the earlier network: Undo brings them back."
    return f"The {rounds:,} rounds until now left no curves here. Train to see more rounds."
