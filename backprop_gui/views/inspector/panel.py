"""The panel beside the diagram that shows what the network is made of, and how it is trained."""

from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from backprop_gui.document.cautions import cautions, same_choices
from backprop_gui.document.project import Project
from backprop_gui.document.task import task_of
from backprop_gui.look.fonts import ui_font
from backprop_gui.session.session import Session
from backprop_gui.views.caution_list import CautionList
from backprop_gui.views.choices_area import ChoicesArea
from backprop_gui.views.form import Form
from backprop_gui.views.inspector.batch_form import BatchForm
from backprop_gui.views.inspector.function_form import FunctionForm
from backprop_gui.views.inspector.layer_form import LayerForm
from backprop_gui.views.inspector.outline_view import OutlineView
from backprop_gui.views.inspector.training_form import TrainingForm
from backprop_gui.views.long_text import LongText
from backprop_gui.views.number_editing import RefusalLabel
from backprop_gui.views.section import Section

LEAST_CHOICES = 110
SUBJECTS = {"training": ("rate", "optimizer", "loss"), "batch": ("batch",), "functions": ("penalty",)}
"""What the cautions under a section are about."""

WATCH = "\n\nWatch: "
"""Notes that say what to watch are opened with their project; a task leaves the room to its choices."""


class InspectorPanel(QWidget):
    """Shows the network's outline, the training's choices, and the notes on the project."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("inspector_panel")
        self.outline = OutlineView(session)
        self._refusal = RefusalLabel("outline_refusal")
        self._refusal.setContentsMargins(12, 0, 12, 4)
        self._refusal.goes_with(session)
        self.outline.numbers.judged.connect(self._refusal.say)
        self._cautions = {name: CautionList(f"{name}_cautions") for name in SUBJECTS}
        self._notes_text = _notes()
        self._notes = Section("notes", "Notes", self._notes_text, is_open=False)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(0)
        parts = [self.outline, self._refusal, *self._sections(session)]
        self.choices = ChoicesArea("inspector_choices", parts, LEAST_CHOICES, growing=self.outline)
        for part in parts:
            if isinstance(part, Section):
                part.grown.connect(partial(self.choices.show_whole, part))
        column.addWidget(self.choices)
        session.document.changed.connect(self._follow)
        self._follow(None, session.document.project)

    def _sections(self, session: Session) -> list[QWidget]:
        return [
            self._notes,
            Section("layer", "Layer", LayerForm(session), is_open=False),
            self._section("training", "Training", TrainingForm(session), is_open=True),
            self._section("batch", "Batch and order", BatchForm(session)),
            self._section("functions", "Activation and regularisation", FunctionForm(session)),
        ]

    def _section(self, name: str, title: str, form: Form, is_open: bool = False) -> Section:
        made = Section(name, title, form, is_open, self._cautions[name])
        form.grown.connect(made.grown)
        return made

    @property
    def needs(self) -> tuple[int, int]:
        """The least height in which nothing is hidden but rows, and the one for the usual rows too."""
        least = self.choices.needed + self._column.contentsMargins().top()
        return least, least + self.outline.wanted - self.outline.sizeHint().height()

    def sizeHint(self) -> QSize:
        return QSize(250, 560)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, super().minimumSizeHint().height())

    def _follow(self, before: Project | None, project: Project) -> None:
        if before is None or not same_choices(before, project):
            found = cautions(project)
            for name, subjects in SUBJECTS.items():
                self._cautions[name].say([each for each in found if each.subject in subjects])
        notes = project.view.get("notes")
        text = notes if isinstance(notes, str) else ""
        if text != self._notes_text.text:
            self._notes_text.show_text(text)
            self._notes.heading.setChecked(WATCH in text and task_of(project) is None)
        self._notes.setVisible(bool(text))


def _notes() -> LongText:
    notes = LongText()
    notes.setObjectName("notes_section_text")
    notes.setAccessibleName("Notes")
    notes.setFrameShape(QFrame.Shape.NoFrame)
    notes.setFont(ui_font(12))
    notes.setTabChangesFocus(True)
    notes.setMinimumHeight(110)
    notes.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    notes.document().setDocumentMargin(12)
    return notes
