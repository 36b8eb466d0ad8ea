"""How the samples are used: which are kept for testing, and how the inputs are normalised."""

from functools import partial

from backprop_gui.core.normalisation import kind_named
from backprop_gui.document.project import Project
from backprop_gui.document.task import normalisation_of, with_normalisation, with_validation_share
from backprop_gui.explain.render_text import number
from backprop_gui.session.numbers import parse_percent
from backprop_gui.session.session import Session
from backprop_gui.views.data.share_slider import PERCENT_WIDTH, ShareSlider, beside, write_percent
from backprop_gui.views.fields import ChoiceBox, ValueField
from backprop_gui.views.form import Form
from backprop_gui.views.number_editing import RefusalLabel

NORMALISATIONS = {"none": "none", "standard": "mean 0, deviation 1", "min_max": "from 0 to 1"}
LARGEST_SHARE = 99.0
MOST_SLID = 0.9


class PreparationForm(Form):
    """Shows and edits the share for testing, and the normalisation."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        read = partial(parse_percent, high=LARGEST_SHARE, what="The share for testing")
        self._share = ValueField("validation_share_field", read, write_percent)
        self._share.chosen.connect(self._change_share)
        self._slider = ShareSlider("validation_share_slider", "For testing", MOST_SLID)
        self._slider.chosen.connect(self._change_share)
        self._kind = ChoiceBox("normalisation_field", NORMALISATIONS)
        self._kind.chosen.connect(self._change_kind)
        self.add_row("Testing", beside(self._share, self._slider, PERCENT_WIDTH))
        refusal = RefusalLabel("validation_share_refusal")
        refusal.goes_with(session)
        self._share.judged.connect(refusal.say)
        self.add_wide(refusal)
        self._rows = self.add_note("test_rows_note", "")
        self.add_row("Normalise", self._kind)
        self._note = self.add_note(
            "normalisation_note", "The network is given normalised inputs; the table shows the original ones."
        )
        session.document.changed.connect(self._follow)
        self._follow(None, session.document.project)

    def _follow(self, before: Project | None, project: Project) -> None:
        if before is not None and before.plan is project.plan and before.data is project.data:
            return
        self._share.show_value(project.plan.validation_share)
        self._slider.show_share(project.plan.validation_share)
        kind = normalisation_of(project).kind
        self._kind.show_choice(kind)
        self._note.setVisible(kind != "none")
        training, validation = project.data.split(project.plan.validation_share)
        first, last = len(training) + 1, len(project.data)
        rows = f"{len(validation):,} samples, {first:,} to {last:,}" if first < last else f"sample {last:,}"
        self._rows.setText(f"Kept for testing: {rows}.")
        self._rows.setVisible(bool(len(validation)))

    def _change_share(self, share: float) -> None:
        text = f"Change share for testing to {number(100.0 * share, 4)} %"
        self._session.edit(text, lambda project: with_validation_share(project, share))

    def _change_kind(self, kind: str) -> None:
        text, chosen = f"Change normalisation to {NORMALISATIONS[kind]}", kind_named(kind)
        self._session.edit(text, lambda project: with_normalisation(project, chosen))
