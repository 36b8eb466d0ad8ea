"""How a task's points are made: the data set, its noise, their number, the seed, and the inputs."""

from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtWidgets import QPushButton, QWidget

from backprop_gui.core.features import features_of
from backprop_gui.core.generators import GENERATORS, MOST_NOISE
from backprop_gui.document.project import Project
from backprop_gui.document.task import (
    LARGEST_SEED,
    LEAST_SAMPLES,
    MOST_SAMPLES,
    Task,
    is_as_made,
    task_of,
    with_task,
)
from backprop_gui.session.numbers import parse_percent, parse_whole
from backprop_gui.session.session import Session
from backprop_gui.views.data.feature_boxes import FeatureBoxes
from backprop_gui.views.data.share_slider import PERCENT_WIDTH, ShareSlider, beside, write_percent
from backprop_gui.views.fields import ChoiceBox, ValueField
from backprop_gui.views.form import Form
from backprop_gui.views.number_editing import RefusalLabel

KINDS = {"classification": "Classes", "regression": "Numbers"}


def of_generator(task: Task, name: str) -> Task:
    """Take another data set; of its inputs those that it has, and its usual number of points."""
    generator = GENERATORS[name]
    known = features_of(generator.inputs)
    features = tuple(each for each in task.features if each in known)
    was_usual = task.samples == task.kind.samples
    samples = generator.samples if was_usual else task.samples
    if task.kind.inputs == 1 and generator.inputs == 2:
        features = ("x1", "x2")
    return replace(task, generator=name, samples=samples, features=features or ("x1",))


class TaskForm(Form):
    """Shows and edits how a task's points are made; a project without a task does not show it."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._task: Task | None = None
        self._kind = ChoiceBox("problem_field", KINDS)
        self._kind.chosen.connect(self._change_kind)
        words = {name: generator.words for name, generator in GENERATORS.items()}
        self._generator = ChoiceBox("data_set_field", words)
        self._generator.chosen.connect(self._change_generator)
        self._fields = {
            "noise": ValueField(
                "noise_field", partial(parse_percent, high=100 * MOST_NOISE, what="Noise"), write_percent
            ),
            "samples": ValueField("samples_field", _whole(LEAST_SAMPLES, MOST_SAMPLES, "The number"), str),
            "seed": ValueField("task_seed_field", _whole(0, LARGEST_SEED, "The seed"), str),
        }
        self._noise_slider = ShareSlider("noise_slider", "Noise", MOST_NOISE)
        self._noise_slider.chosen.connect(self._slide_noise)
        self._regenerate = QPushButton("Re&generate")
        self._regenerate.setObjectName("regenerate_button")
        self._regenerate.setToolTip("Make other points of the same kind: the next seed")
        self._regenerate.clicked.connect(self._make_anew)
        self._features = FeatureBoxes()
        self._features.chosen.connect(self._change_features)
        self._lay_out()
        session.document.changed.connect(self._follow)
        self._follow(None, session.document.project)

    def _lay_out(self) -> None:
        self.add_row("&Problem", self._kind)
        self.add_row("&Data set", self._generator)
        self._add("No&ise", "noise", self._noise_slider)
        self._add("Sa&mples", "samples")
        self._fields["seed"].chosen.connect(partial(self._change_number, "seed"))
        self.add_row("Seed", beside(self._fields["seed"], self._regenerate, 40))
        self._add_refusal("seed")
        self.add_row("Inputs", self._features)
        self.add_note(
            "task_note", "Another data set or other inputs end a run and begin at round 0. The rest goes on."
        )
        self._by_hand = self.add_note(
            "by_hand_note", "Samples were changed by hand. A choice made here makes all of them anew."
        )

    def _add(self, caption: str, name: str, slider: QWidget | None = None) -> None:
        field = self._fields[name]
        field.chosen.connect(partial(self._change_number, name))
        self.add_row(caption, beside(field, slider, PERCENT_WIDTH) if slider else field)
        self._add_refusal(name)

    def _add_refusal(self, name: str) -> None:
        refusal = RefusalLabel(f"{name}_refusal")
        refusal.goes_with(self._session)
        self._fields[name].judged.connect(refusal.say)
        self.add_wide(refusal)

    def _follow(self, before: Project | None, project: Project) -> None:
        if before is not None and before.data is project.data and before.view is project.view:
            return
        self._task = task = task_of(project)
        if task is None:
            return
        self._kind.show_choice(task.kind.kind)
        self._generator.show_choice(task.generator)
        for name, field in self._fields.items():
            field.show_value(getattr(task, name))
        self._noise_slider.show_share(task.noise)
        self._features.show_features(task.kind.inputs, task.features)
        self._by_hand.setVisible(not is_as_made(project, task))

    def _change_kind(self, kind: str) -> None:
        if self._task and self._task.kind.kind != kind:
            first = next(name for name, generator in GENERATORS.items() if generator.kind == kind)
            self._change_generator(first)

    def _change_generator(self, name: str) -> None:
        if self._task:
            words = f"Change data set to {GENERATORS[name].words}"
            self._begin_anew(words, of_generator(self._task, name))

    def _change_features(self, features: tuple[str, ...]) -> None:
        if self._task:
            added = [name for name in features if name not in self._task.features]
            lost = [name for name in self._task.features if name not in features]
            words = f"Take {added[0]} as input" if added else f"Leave out input {lost[0]}"
            self._begin_anew(words, replace(self._task, features=features))

    def _change_number(self, name: str, value: object) -> None:
        if self._task:
            what = {"noise": "noise", "samples": "number of samples", "seed": "seed of the samples"}[name]
            written = self._fields[name].text()
            changes: dict[str, Any] = {name: value}
            self._change(f"Change {what} to {written}", replace(self._task, **changes))

    def _slide_noise(self, noise: float) -> None:
        if self._task:
            self._change(f"Change noise to {write_percent(noise)}", replace(self._task, noise=noise))

    def _make_anew(self) -> None:
        if self._task:
            task = replace(self._task, seed=(self._task.seed + 1) % (LARGEST_SEED + 1))
            self._change(f"Regenerate the samples, seed {task.seed}", task)

    def _begin_anew(self, text: str, task: Task) -> None:
        if task != self._task:
            self._session.run.stop()
            self._change(text, task)

    def _change(self, text: str, task: Task) -> None:
        self._session.edit(text, lambda project: with_task(project, task))


def _whole(low: int, high: int, what: str) -> partial[int]:
    return partial(parse_whole, low=low, high=high, what=what)
