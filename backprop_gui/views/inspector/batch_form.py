"""Which samples a round takes: how many at once, and in which order."""

from functools import partial
from typing import Literal

from backprop_gui.document.project import Project
from backprop_gui.session.edits import with_plan
from backprop_gui.session.numbers import parse_whole
from backprop_gui.session.session import Session
from backprop_gui.views.fields import ChoiceBox, ValueField
from backprop_gui.views.form import Form
from backprop_gui.views.number_editing import RefusalLabel

LARGEST_BATCH = 10**9
LARGEST_SEED = 2**63 - 1
ORDERS = {"sequential": "as they stand", "shuffled": "shuffled"}


def parse_batch(text: str) -> int | Literal["all"]:
    """Read a typed number of samples a round, or "all".

    Raises
    ------
    ValueError
        with one sentence for the user.
    """
    compact = text.strip().lower()
    if compact in ("all", "all samples"):
        return "all"
    if compact.isdecimal() and compact.isascii() and 1 <= int(compact) <= LARGEST_BATCH:
        return int(compact)
    raise ValueError("The batch is a whole number of samples from 1 on, or “all”.")


class BatchForm(Form):
    """Shows and edits the batch, the samples' order and its seed."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._batch = ValueField("batch_size_field", parse_batch, str)
        self._batch.chosen.connect(lambda size: self._change("batch", size, batch_size=size))
        self._order = ChoiceBox("order_field", ORDERS)
        self._order.chosen.connect(lambda name: self._change("order", ORDERS[name], order=name))
        read_seed = partial(parse_whole, low=0, high=LARGEST_SEED, what="The seed")
        self._seed = ValueField("order_seed_field", read_seed, str)
        self._seed.chosen.connect(lambda seed: self._change("seed of the order", seed, seed=seed))
        for caption, field in (("Batch", self._batch), ("Orde&r", self._order), ("Seed", self._seed)):
            self.add_row(caption, field)
            if isinstance(field, ValueField):
                refusal = RefusalLabel(field.objectName().replace("field", "refusal"))
                refusal.goes_with(session)
                field.judged.connect(refusal.say)
                self.add_wide(refusal)
        session.document.changed.connect(self._follow)
        self._follow(None, session.document.project)

    def _follow(self, before: Project | None, project: Project) -> None:
        plan = project.plan
        if before is not None and before.plan is plan:
            return
        self._batch.show_value(plan.batch_size)
        self._order.show_choice(plan.order)
        self._seed.show_value(plan.seed)
        self.show_row(self._seed, plan.order == "shuffled")

    def _change(self, what: str, value: object, **changes: object) -> None:
        self._session.edit(f"Change {what} to {value}", lambda project: with_plan(project, **changes))
