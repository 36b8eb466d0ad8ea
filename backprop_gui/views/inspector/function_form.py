"""What the neurons compute, and what keeps their weights small."""

from functools import partial

from backprop_gui.core.activations import ACTIVATIONS
from backprop_gui.document.project import Project
from backprop_gui.explain.render_text import number
from backprop_gui.session.edits import with_activation, with_plan
from backprop_gui.session.numbers import parse_between
from backprop_gui.session.session import Session
from backprop_gui.views.fields import ChoiceBox, ValueField
from backprop_gui.views.form import Form
from backprop_gui.views.inspector.training_form import write_number
from backprop_gui.views.number_editing import RefusalLabel

OUTPUT_WORDS = {name: name.replace("_", " ") for name in ACTIVATIONS}
HIDDEN_WORDS = {name: words for name, words in OUTPUT_WORDS.items() if name != "softmax"}
PENALTIES = {"none": "none", "l1": "L1", "l2": "L2", "both": "L1 and L2"}
USUAL_PENALTY = 0.001
LARGEST_PENALTY = 1000.0


def penalty_of(project: Project) -> str:
    """Tell which weights' penalty is in force, a name in `PENALTIES`."""
    l1, l2 = project.plan.l1 > 0, project.plan.l2 > 0
    return "both" if l1 and l2 else "l1" if l1 else "l2" if l2 else "none"


def with_penalty(project: Project, name: str) -> Project:
    """Set which penalty is in force, at the rate of the one before."""
    plan = project.plan
    rate = plan.l1 or plan.l2 or USUAL_PENALTY
    l1 = (plan.l1 or rate) if name in ("l1", "both") else 0.0
    l2 = (plan.l2 or rate) if name in ("l2", "both") else 0.0
    return with_plan(project, l1=l1, l2=l2)


class FunctionForm(Form):
    """Shows and edits the activations and the regularisation."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._hidden = ChoiceBox("hidden_activation_field", HIDDEN_WORDS)
        self._hidden.setPlaceholderText("various")
        self._hidden.chosen.connect(partial(self._change_activation, False))
        self._output = ChoiceBox("output_activation_field", OUTPUT_WORDS)
        self._output.chosen.connect(partial(self._change_activation, True))
        self._penalty = ChoiceBox("penalty_field", PENALTIES)
        self._penalty.chosen.connect(self._change_penalty)
        self._rates = {name: self._rate_field(name) for name in ("l1", "l2")}
        self.add_row("Hidden layers", self._hidden)
        self.add_row("O&utputs", self._output)
        self.add_row("Regulari&sation", self._penalty)
        for name, field in self._rates.items():
            self.add_row(f"{PENALTIES[name]} rate", field)
            refusal = RefusalLabel(f"{name}_refusal")
            refusal.goes_with(session)
            field.judged.connect(refusal.say)
            self.add_wide(refusal)
        session.document.changed.connect(self._follow)
        self._follow(None, session.document.project)

    def _rate_field(self, name: str) -> ValueField:
        what = f"The {PENALTIES[name]} rate"
        read = partial(parse_between, low=0.0, high=LARGEST_PENALTY, what=what)
        field = ValueField(f"{name}_field", read, write_number)
        field.chosen.connect(partial(self._change_rate, name))
        return field

    def _follow(self, before: Project | None, project: Project) -> None:
        if before is None or before.network is not project.network:
            self._show_activations(project)
        if before is None or before.plan is not project.plan:
            penalty = penalty_of(project)
            self._penalty.show_choice(penalty)
            for name, field in self._rates.items():
                self.show_row(field, penalty in (name, "both"))
                field.show_value(getattr(project.plan, name))

    def _show_activations(self, project: Project) -> None:
        hidden = {layer.activation for layer in project.network.layers[:-1]}
        self._hidden.show_choice(hidden.pop() if len(hidden) == 1 else "")
        self.show_row(self._hidden, len(project.network.layers) > 1)
        self._output.show_choice(project.network.layers[-1].activation)

    def _change_activation(self, of_outputs: bool, name: str) -> None:
        where = "of the outputs" if of_outputs else "of the hidden layers"
        text = f"Change activation {where} to {OUTPUT_WORDS[name]}"
        self._session.edit(text, lambda project: with_activation(project, name, of_outputs))

    def _change_penalty(self, name: str) -> None:
        text = f"Change regularisation to {PENALTIES[name]}"
        self._session.edit(text, lambda project: with_penalty(project, name))
        self.grown.emit()

    def _change_rate(self, name: str, rate: float) -> None:
        text = f"Change {PENALTIES[name]} rate to {number(rate)}"
        self._session.edit(text, lambda project: with_plan(project, **{name: rate}))
