"""A project: everything that a file holds, as one value that never changes.

An edit makes a new project that shares with the old one whatever stayed the same, so that two
projects can be compared part by part with ``is``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from backprop_gui.core.dataset import Dataset
from backprop_gui.core.network import Network, Parameters
from backprop_gui.core.training import TrainingPlan, TrainingState


@dataclass(frozen=True, eq=False)
class Project:
    """The whole of a document.

    Attributes
    ----------
    state : the present parameters, the rounds done, the optimizer's memory
    start : the parameters that Reset returns to
    view : how the window shows the project (node positions, notes, ...); kept, not interpreted here
    """

    title: str
    network: Network
    state: TrainingState
    start: Parameters
    plan: TrainingPlan
    data: Dataset
    view: Mapping[str, Any] = field(default_factory=dict)

    @property
    def parameters(self) -> Parameters:
        return self.state.parameters

    def with_parameters(self, parameters: Parameters) -> "Project":
        """Edit parameters by hand: the rounds done and the optimizer's memory stay."""
        return replace(self, state=replace(self.state, parameters=parameters))

    def with_state(self, state: TrainingState) -> "Project":
        return replace(self, state=state)

    def reset(self) -> "Project":
        """Go back to the start parameters, before the first round."""
        return self.with_state(TrainingState.fresh(self.network, self.start, self.plan.optimizer))
