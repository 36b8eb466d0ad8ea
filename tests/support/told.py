"""Told rounds and their steps by id."""

from backprop_gui.document.project import Project
from backprop_gui.explain.steps import Round, Step
from backprop_gui.explain.tell import tell


def told(project: Project, sample: int | None = None) -> Round:
    """Tell a project's next round, or one sample alone."""
    return tell(project.network, project.plan, project.state, project.data, sample)


def by_id(round_: Round) -> dict[str, Step]:
    """Make all steps of a round, by their ids."""
    return {step.id: step for step in round_}
