"""The table of samples with what belongs to it: cautions above, buttons and refusals below."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from backprop_gui.document.cautions import cautions, same_choices
from backprop_gui.document.project import Project
from backprop_gui.session.session import Session
from backprop_gui.views.caution_list import CautionList
from backprop_gui.views.data.row_buttons import RowButtons
from backprop_gui.views.data.samples_model import SamplesModel
from backprop_gui.views.data.samples_table import SamplesTable
from backprop_gui.views.data.table_rows import TableRows
from backprop_gui.views.number_editing import RefusalLabel


class SamplesEditor(QWidget):
    """Shows one row a sample; the one that the current step is about is marked.

    Parameters
    ----------
    name : the widgets' objectNames begin with it
    folds : whether what is said takes one line only, until it is opened
    """

    def __init__(self, session: Session, name: str, folds: bool) -> None:
        super().__init__()
        self.setObjectName(f"{name}_editor")
        model = SamplesModel(session, self)
        self.table = SamplesTable(model, f"{name}_table")
        self.rows = TableRows(session, self.table)
        self.buttons = RowButtons(self.rows)
        self._cautions = CautionList(f"{name}_cautions", folds)
        refusal = RefusalLabel(f"{name}_refusal", folds)
        refusal.setContentsMargins(12, 2, 12, 6)
        for said in (self.table.numbers.judged, model.refused, self.rows.judged):
            said.connect(refusal.say)
        refusal.goes_with(session)
        self.table.selectionModel().currentChanged.connect(refusal.be_done)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._cautions)
        column.addWidget(self.table, 1)
        column.addWidget(refusal)
        column.addWidget(self.buttons)
        session.document.changed.connect(self._follow)
        self._follow(None, session.document.project)

    def _follow(self, before: Project | None, project: Project) -> None:
        if before is None or not same_choices(before, project):
            found = [each for each in cautions(project) if not each.is_about_training]
            self._cautions.say([each for each in found if each.subject != "split"])
