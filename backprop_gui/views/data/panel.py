"""The panel that shows the samples, and edits them in their places."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from backprop_gui.document.cautions import cautions, same_choices
from backprop_gui.document.project import Project
from backprop_gui.document.task import task_of
from backprop_gui.session.session import Session
from backprop_gui.views.caution_list import CautionList
from backprop_gui.views.choices_area import ChoicesArea
from backprop_gui.views.data.preparation_form import PreparationForm
from backprop_gui.views.data.samples_editor import SamplesEditor
from backprop_gui.views.data.samples_table import FEW_ROWS, USUAL_ROWS
from backprop_gui.views.data.task_form import TaskForm
from backprop_gui.views.section import Section

LEAST_CHOICES = 150


class DataPanel(QWidget):
    """Shows how the samples are made and used, above one row a sample.

    Attributes
    ----------
    needs_changed : another height is needed, as a section was opened or something is said
    """

    needs_changed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("data_panel")
        self._told = (0, 0)
        self.editor = SamplesEditor(session, "data", folds=True)
        self.table, self.rows, self.buttons = self.editor.table, self.editor.rows, self.editor.buttons
        self._split_cautions = CautionList("split_cautions")
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(0)
        self.choices = ChoicesArea("data_choices", self._sections(session), LEAST_CHOICES)
        column.addWidget(self.choices)
        column.addWidget(self.editor, 1)
        session.document.changed.connect(self._follow)
        self._follow(None, session.document.project)

    def _sections(self, session: Session) -> list[QWidget]:
        preparation = PreparationForm(session)
        self._task = Section("task", "Data set", TaskForm(session), is_open=False)
        title = "Testing and normalisation"
        return [self._task, Section("preparation", title, preparation, False, self._split_cautions)]

    @property
    def needs(self) -> tuple[int, int]:
        """The least height in which nothing is hidden but samples, and the one for some more of them."""
        column, table = self._column, self.table
        wraps = column.hasHeightForWidth()
        hinted = column.totalHeightForWidth(self.width()) if wraps else column.totalSizeHint().height()
        around = hinted - table.sizeHint().height()
        return around + table.height_of(FEW_ROWS), around + table.height_of(USUAL_ROWS)

    def event(self, event: QEvent) -> bool:
        """Tell when another height is needed."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest and self._told != self.needs:
            self._told = self.needs
            self.needs_changed.emit()
        return done

    def _follow(self, before: Project | None, project: Project) -> None:
        if before is not None and same_choices(before, project):
            return
        task = task_of(project)
        self._task.setVisible(task is not None)
        self._task.heading.setText(f"Data set: {task.kind.words}" if task else "Data set")
        self._split_cautions.say([each for each in cautions(project) if each.subject == "split"])
