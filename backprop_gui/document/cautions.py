"""What in a project will not work as one might expect, said in words: nothing here forbids anything."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from backprop_gui.core.dataset import Dataset
from backprop_gui.core.network import BiasKind, Network
from backprop_gui.document.output_cautions import about_outputs
from backprop_gui.document.project import Project
from backprop_gui.document.task import normalisation_of
from backprop_gui.explain.render_text import number

LARGE_RATE = 10.0
LARGEST_RATE = 1e6
"""The largest learning rate that may be typed."""

FROZEN_BIASES = (
    "All biases are frozen: training leaves them as they are. To train them too, "
    "choose them and press Ctrl+L, or tick “Train the bias” under Layer."
)
MOST_NAMED = 4
SHORT = 9

Subject = Literal["rate", "batch", "optimizer", "penalty", "loss", "targets", "inputs", "split"]
TRAINING_SUBJECTS = ("rate", "batch", "optimizer", "penalty", "loss")


@dataclass(frozen=True)
class Caution:
    """One sentence about a project.

    Attributes
    ----------
    subject : the choice that it is about
    is_warning : False where it is only worth knowing
    """

    subject: Subject
    sentence: str
    is_warning: bool = True

    @property
    def is_about_training(self) -> bool:
        """Whether it belongs to the choices of training rather than to the samples."""
        return self.subject in TRAINING_SUBJECTS


def cautions(project: Project) -> list[Caution]:
    """List what will not work as one might expect; nothing for a project in which all is well."""
    if not len(project.data):
        return []
    training, validation = project.data.split(project.plan.validation_share)
    return [
        *about_rate(project),
        *about_batch(project, len(training)),
        *about_optimizer(project),
        *about_penalty(project),
        *(Caution(subject, sentence) for subject, sentence in about_outputs(project)),
        *about_split(project, training, validation),
        *about_inputs(project, training),
    ]


def same_choices(before: Project, now: Project) -> bool:
    """Tell whether nothing that `cautions` looks at is another one: training changes nothing of it."""
    return (
        before.network is now.network
        and before.plan is now.plan
        and before.data is now.data
        and before.view is now.view
    )


def about_rate(project: Project) -> Iterator[Caution]:
    """Look at the learning rate, and at whether there is anything to train."""
    rate = project.plan.optimizer.learning_rate
    if rate == 0:
        yield Caution("rate", "With a learning rate of 0 no round changes anything.")
    elif rate < 0:
        yield Caution("rate", "With a learning rate below 0 every step goes uphill: the error grows.")
    elif rate > LARGE_RATE:
        text = f"A learning rate of {rate:,.{SHORT}g} is very large: the weights will soon run away."
        yield Caution("rate", text)
    if not project.network.trainable.any():
        yield Caution("rate", "All weights and biases are frozen: there is nothing to train.")
    elif len(project.data) > 1 and _has_only_frozen_biases(project.network):
        yield Caution("rate", FROZEN_BIASES, False)


def _has_only_frozen_biases(network: Network) -> bool:
    biases = [layer.bias_trainable for layer in network.layers if layer.bias is not BiasKind.NONE]
    return bool(biases) and not any(biases)


def about_batch(project: Project, samples: int) -> Iterator[Caution]:
    """Look at the number of samples a round."""
    size = project.plan.batch_size
    if size != "all" and size > samples:
        every = "the only training sample" if samples == 1 else f"all {samples:,} training samples"
        yield Caution("batch", f"A batch of {size:,} is more than there is: each round takes {every}.")


def about_optimizer(project: Project) -> Iterator[Caution]:
    """Look at the optimizer's own numbers."""
    optimizer = project.plan.optimizer
    used = optimizer.kind.defaults
    if "momentum" in used and optimizer.momentum >= 1:
        yield Caution("optimizer", "With a momentum of 1 or more the steps never die down.")
    if "rho" in used and optimizer.rho == 1:
        yield Caution("optimizer", "With ρ = 1 the mean squares stay at 0, and the steps become enormous.")
    if "epsilon" in used and optimizer.epsilon == 0:
        yield Caution("optimizer", "With ε = 0 a gradient of 0 is divided by 0.")


def about_penalty(project: Project) -> Iterator[Caution]:
    """Look at the regularisation: a penalty must not push weights beyond 0 and back."""
    plan = project.plan
    if plan.l2 * plan.optimizer.learning_rate > 1:
        yield Caution(
            "penalty", "The L2 penalty times the learning rate is over 1: each step throws weights past 0."
        )


def about_split(project: Project, training: Dataset, validation: Dataset) -> Iterator[Caution]:
    """Look at how many samples are left to train on and to test with."""
    share = project.plan.validation_share
    if share and len(project.data) == 1:
        yield Caution("split", "The only sample is trained on, so none is left for testing.")
    elif share and not len(validation):
        yield Caution(
            "split",
            f"{number(100 * share, 3)} % of {len(project.data)} samples is less than one to test with.",
        )
    elif len(validation) == 1:
        yield Caution("split", "Only one sample is kept for testing: its error says little.", False)
    if len(training) == 1 < len(project.data):
        yield Caution("split", "Only one sample is left to train on.")


def about_inputs(project: Project, training: Dataset) -> Iterator[Caution]:
    """Look for inputs that are the same in all training samples."""
    if len(training) == 1:
        if normalisation_of(project).kind != "none":
            yield Caution("inputs", "With a single training sample, normalising makes every input 0.")
        return
    columns = training.inputs
    constant = np.flatnonzero(columns.max(axis=0) == columns.min(axis=0)).tolist()
    if constant:
        yield Caution("inputs", _constant_words(project, constant), False)


def _constant_words(project: Project, columns: list[int]) -> str:
    names = [project.network.inputs[column] for column in columns]
    if len(names) == 1:
        stored = float(project.data.inputs[0, columns[0]])
        value = number(normalisation_of(project).original(stored, columns[0]), SHORT)
        return f"{names[0]} is {value} in every training sample: the network can learn nothing from it."
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    listed = ", ".join(names[:MOST_NAMED])
    return f"{listed}{more} are the same in every training sample: nothing can be learnt from them."
