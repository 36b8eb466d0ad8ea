"""How the network is trained: loss, optimizer with its numbers, learning rate."""

from collections.abc import Callable, Mapping
from functools import partial

from backprop_gui.core.optimizers import OPTIMIZERS
from backprop_gui.document.cautions import LARGEST_RATE
from backprop_gui.document.project import Project
from backprop_gui.document.typed_number import parse_number
from backprop_gui.explain.render_text import number
from backprop_gui.session.edits import with_learning_rate, with_loss, with_optimizer, with_optimizer_number
from backprop_gui.session.numbers import parse_between
from backprop_gui.session.session import Session
from backprop_gui.views.fields import ChoiceBox, ValueField
from backprop_gui.views.form import Form
from backprop_gui.views.number_editing import RefusalLabel

LOSSES = {
    "half_squared_error": "½ (t − o)²",
    "mean_squared_error": "mean (t − o)²",
    "mean_absolute_error": "mean |t − o|",
    "binary_cross_entropy": "Binary cross-entropy",
    "cross_entropy": "Cross-entropy",
}
OPTIMIZER_WORDS = {
    "sgd": "SGD",
    "momentum": "Momentum",
    "nesterov": "Nesterov",
    "adagrad": "AdaGrad",
    "rmsprop": "RMSProp",
    "adam": "Adam",
}
ANOTHER_OPTIMIZER = "Another optimizer begins at round 0, its memory empty."
OWN_NUMBERS = {
    "momentum": ("Momentum", 0.0, 10.0),
    "rho": ("Decay ρ", 0.0, 1.0),
    "beta1": ("Decay β₁", 0.0, 0.999999),
    "beta2": ("Decay β₂", 0.0, 0.999999999),
    "epsilon": ("Epsilon ε", 0.0, 1.0),
}
"""An optimizer's own numbers: what they are called, the least and the greatest."""


def parse_rate(text: str) -> float:
    """Read a typed learning rate.

    Raises
    ------
    ValueError
        with one sentence for the user.
    """
    rate = parse_number(text)
    if not 0 < rate <= LARGEST_RATE:
        raise ValueError("The learning rate is greater than 0 and at most 1,000,000.")
    return rate


def write_number(value: object) -> str:
    """Write a field's number."""
    assert isinstance(value, int | float)
    return number(value)


class TrainingForm(Form):
    """Shows and edits the loss, the optimizer and its numbers."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._loss = ChoiceBox("loss_field", LOSSES)
        self._loss.chosen.connect(lambda name: self._change("loss", LOSSES, with_loss, name))
        self._optimizer = ChoiceBox("optimizer_field", OPTIMIZER_WORDS)
        self._optimizer.chosen.connect(
            lambda name: self._change("optimizer", OPTIMIZER_WORDS, with_optimizer, name)
        )
        self._rate = ValueField("learning_rate_field", parse_rate, write_number)
        self._rate.chosen.connect(self._change_rate)
        self._numbers = {name: self._number_field(name) for name in OWN_NUMBERS}
        self._lay_out()
        session.document.changed.connect(self._follow)
        self._follow(None, session.document.project)

    def _number_field(self, name: str) -> ValueField:
        words, low, high = OWN_NUMBERS[name]
        read = partial(parse_between, low=low, high=high, what=words)
        field = ValueField(f"{name}_field", read, write_number)
        field.chosen.connect(partial(self._change_number, name))
        return field

    def _lay_out(self) -> None:
        self.add_row("&Loss", self._loss)
        self.add_row("&Optimizer", self._optimizer)
        self.add_row("Learning r&ate", self._rate)
        self._say_why_not(self._rate, "learning_rate_refusal")
        for name, field in self._numbers.items():
            self.add_row(OWN_NUMBERS[name][0], field)
            self._say_why_not(field, f"{name}_refusal")

    def _say_why_not(self, field: ValueField, name: str) -> None:
        refusal = RefusalLabel(name)
        refusal.goes_with(self._session)
        field.judged.connect(refusal.say)
        self.add_wide(refusal)

    def _follow(self, before: Project | None, project: Project) -> None:
        self._optimizer.hint(ANOTHER_OPTIMIZER if project.state.rounds else "")
        plan = project.plan
        if before is not None and before.plan is plan:
            return
        self._loss.show_choice(plan.loss)
        self._optimizer.show_choice(plan.optimizer.name)
        self._rate.show_value(plan.optimizer.learning_rate)
        used = OPTIMIZERS[plan.optimizer.name].defaults
        for name, field in self._numbers.items():
            self.show_row(field, name in used)
            field.show_value(getattr(plan.optimizer, name))

    def _change(
        self,
        what: str,
        names: Mapping[str, str],
        edit: Callable[[Project, str], Project],
        name: str,
    ) -> None:
        self._session.edit(f"Change {what} to {names[name]}", lambda project: edit(project, name))
        self.grown.emit()

    def _change_rate(self, rate: float) -> None:
        text = f"Change learning rate to {number(rate)}"
        self._session.edit(text, lambda project: with_learning_rate(project, rate))

    def _change_number(self, name: str, value: float) -> None:
        text = f"Change {OWN_NUMBERS[name][0]} to {number(value)}"
        self._session.edit(text, lambda project: with_optimizer_number(project, name, value))
