"""What a project's samples were made from: a data set, its noise and seed, and the inputs taken of it."""

from dataclasses import asdict, dataclass, replace
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from backprop_gui.core.array import Array, read_only
from backprop_gui.core.dataset import Dataset
from backprop_gui.core.features import features_of, inputs_of
from backprop_gui.core.generators import GENERATORS, MOST_NOISE, Generator, Points, generate
from backprop_gui.core.network import Network, Parameters
from backprop_gui.core.normalisation import Normalisation, NormalisationKind
from backprop_gui.core.training import TrainingState
from backprop_gui.document.project import Project

LEAST_SAMPLES, MOST_SAMPLES = 2, 20_000
LARGEST_SEED = 2**32 - 1
NEW_WEIGHTS = 0.5
BY_HAND = "by_hand"
OUTPUT_ACTIVATIONS = {"classification": "tanh", "regression": "linear"}


@dataclass(frozen=True)
class Task:
    """How a project's samples are made.

    Attributes
    ----------
    generator : a name in `GENERATORS`
    noise : a share, 0 to `MOST_NOISE`
    features : names in `FEATURES`, one for each of the network's inputs
    """

    generator: str
    samples: int
    noise: float = 0.0
    seed: int = 0
    features: tuple[str, ...] = ("x1", "x2")

    @property
    def kind(self) -> Generator:
        return GENERATORS[self.generator]

    def points(self) -> Points:
        """Make the points, in the order of the project's samples."""
        return generate(self.generator, self.samples, self.noise, self.seed)

    def samples_made(self) -> Dataset:
        """Make the samples, before they are normalised."""
        points = self.points()
        return Dataset(inputs_of(self.features, points.x1, points.x2), points.labels[:, None])

    def stored(self) -> dict[str, Any]:
        """Write it for a file."""
        return {**asdict(self), "features": list(self.features)}


def task_of(project: Project) -> Task | None:
    """Read what a project's samples were made from; None where they are somebody's own."""
    return None if is_by_hand(project) else origin_of(project)


def origin_of(project: Project) -> Task | None:
    """Read what a project's samples were made from at first, though somebody has edited them since."""
    task = read_task(project.view.get("task"))
    fits = task and len(task.features) == len(project.network.inputs) and len(project.network.outputs) == 1
    return task if fits else None


def is_by_hand(project: Project) -> bool:
    """Tell whether somebody has edited samples that were made from a task."""
    stored = project.view.get("task")
    return isinstance(stored, dict) and stored.get(BY_HAND) is True


def as_edited(project: Project) -> Project:
    """Note that somebody has edited the samples: from now on nothing makes them anew."""
    if task_of(project) is None:
        return project
    return replace(project, view={**project.view, "task": {**project.view["task"], BY_HAND: True}})


def read_task(stored: object) -> Task | None:
    """Read what `Task.stored` wrote; None for anything else."""
    if not isinstance(stored, dict):
        return None
    generator, features = stored.get("generator"), stored.get("features")
    if not isinstance(generator, str) or generator not in GENERATORS:
        return None
    if not isinstance(features, list) or not features:
        return None
    known = features_of(GENERATORS[generator].inputs)
    if len(set(map(str, features))) < len(features) or any(name not in known for name in features):
        return None
    samples, noise, seed = (stored.get(key) for key in ("samples", "noise", "seed"))
    if type(samples) is not int or type(seed) is not int or type(noise) not in (int, float):
        return None
    assert isinstance(noise, int | float)
    in_range = LEAST_SAMPLES <= samples <= MOST_SAMPLES and 0 <= noise <= MOST_NOISE
    if not (in_range and 0 <= seed <= LARGEST_SEED):
        return None
    return Task(generator, samples, float(noise), seed, tuple(features))


def is_as_made(project: Project, task: Task) -> bool:
    """Tell whether a project's samples are still those that its task makes."""
    if len(project.data) != task.samples:
        return False
    made = task.samples_made()
    inputs = normalisation_of(project).apply(made.inputs)
    return np.array_equal(project.data.inputs, inputs) and np.array_equal(project.data.targets, made.targets)


def normalisation_of(project: Project) -> Normalisation:
    """Read how a project's inputs were normalised."""
    return Normalisation.read(project.view.get("normalisation"), len(project.network.inputs))


def original_inputs(project: Project) -> Array:
    """Find a project's inputs as they were before they were normalised, shape (samples, inputs)."""
    normalisation, task = normalisation_of(project), task_of(project)
    if task and normalisation.kind != "none" and is_as_made(project, task):
        return task.samples_made().inputs
    return normalisation.invert(project.data.inputs)


def with_original_data(project: Project, data: Dataset, kind: NormalisationKind) -> Project:
    """Give a project other samples, normalised by what the training samples among them are like."""
    training = project.plan.training_data(data)
    normalisation = Normalisation.fitted(kind, training.inputs)
    if not np.isfinite(normalisation.apply(data.inputs)).all():
        normalisation = Normalisation()
    inputs = read_only(np.array(normalisation.apply(data.inputs)))
    view = {key: value for key, value in project.view.items() if key != "normalisation"}
    if normalisation.kind != "none":
        view["normalisation"] = normalisation.stored()
    return replace(project, data=Dataset(inputs, read_only(np.array(data.targets))), view=view)


def with_normalisation(project: Project, kind: NormalisationKind) -> Project:
    """Normalise a project's inputs in another way; the same project where it is the same way."""
    if normalisation_of(project).kind == kind:
        return project
    return with_original_data(project, Dataset(original_inputs(project), project.data.targets), kind)


def with_validation_share(project: Project, share: float) -> Project:
    """Train on fewer or more of the samples; what the inputs are normalised by is found anew."""
    if project.plan.validation_share == share:
        return project
    original = Dataset(original_inputs(project), project.data.targets)
    kind = normalisation_of(project).kind
    changed = replace(project, plan=replace(project.plan, validation_share=share))
    return changed if kind == "none" else with_original_data(changed, original, kind)


def with_task(project: Project, task: Task) -> Project:
    """Make a project's samples anew; the same project where the task is the same.

    Other features begin at round 0 with the weights of the inputs that stay; another data set begins at
    round 0 from the start weights.
    """
    before, kind = task_of(project), normalisation_of(project).kind
    if before == task:
        return project
    if before and before.features != task.features:
        project = with_inputs(project, task.features, before.features, task.seed)
    if before and before.generator != task.generator:
        project = with_outputs_for(project, task).reset()
    project = replace(project, view={**project.view, "task": task.stored()})
    return with_original_data(project, task.samples_made(), kind)


def with_inputs(project: Project, names: tuple[str, ...], before: tuple[str, ...], seed: int) -> Project:
    """Give the network other inputs; those that were there keep their weights, new ones are drawn.

    The project begins at round 0 with an empty memory of the optimizer, as after a change of optimizer.

    Parameters
    ----------
    before : what the inputs that the network has now are of
    """
    old = project.network
    sources = [before.index(name) if name in before else None for name in names]
    layer = replace(
        old.layers[0],
        present=_columns(old.layers[0].present, sources, True),
        frozen=_columns(old.layers[0].frozen, sources, False),
    )
    network = Network(names, (layer, *old.layers[1:]))
    drawn = np.random.default_rng(seed).uniform(-NEW_WEIGHTS, NEW_WEIGHTS, layer.present.shape)

    def moved(parameters: Parameters) -> Parameters:
        weights = _columns(parameters.weights[0], sources, drawn)
        rest = parameters.flat[old.weight_offsets[1] :]
        return Parameters(network, read_only(np.concatenate([weights.ravel(), rest])))

    state = TrainingState.fresh(network, moved(project.parameters), project.plan.optimizer)
    return replace(project, network=network, start=moved(project.start), state=state)


Entry = TypeVar("Entry", np.float64, np.bool_)


def _columns(matrix: npt.NDArray[Entry], sources: list[int | None], new: Any) -> npt.NDArray[Entry]:
    """Choose columns of a matrix; where there was none before, those of `new`."""
    filled = np.broadcast_to(new, (len(matrix), len(sources))).astype(matrix.dtype)
    for column, source in enumerate(sources):
        if source is not None:
            filled[:, column] = matrix[:, source]
    return filled


def with_outputs_for(project: Project, task: Task) -> Project:
    """Let the output say classes by tanh, or numbers as they are, where the task's kind is another one."""
    before = task_of(project)
    if before and before.kind.kind == task.kind.kind:
        return project
    output = replace(project.network.layers[-1], activation=OUTPUT_ACTIVATIONS[task.kind.kind])
    network = Network(project.network.inputs, (*project.network.layers[:-1], output))
    start = Parameters(network, project.start.flat)
    return replace(project, network=network, start=start)
