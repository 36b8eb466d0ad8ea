"""From a network and its samples to the told round."""

from backprop_gui.core.dataset import Dataset
from backprop_gui.core.network import Network
from backprop_gui.core.training import TrainingPlan, TrainingState
from backprop_gui.explain.figures import Figures
from backprop_gui.explain.steps import Round


def tell(
    network: Network,
    plan: TrainingPlan,
    state: TrainingState,
    data: Dataset,
    sample: int | None = None,
) -> Round:
    """Tell one round of backpropagation.

    Parameters
    ----------
    state : the parameters before the round
    sample : a row of the data, counted from 0: that sample alone; None is the next round as training
        would run it

    Raises
    ------
    IndexError
        if the data has no such row.
    """
    if sample is not None and not 0 <= sample < len(data):
        raise IndexError(f"there is no sample {sample + 1}: the data has {len(data)}")
    rows = [sample] if sample is not None else plan.schedule(data).batch(state.rounds).tolist()
    return Round(Figures(network, plan, state, data, tuple(rows)))
