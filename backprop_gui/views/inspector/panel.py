"""The panel beside the diagram that shows what the network is made of, and how it is trained."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from backprop_gui.document.cautions import cautions, same_choices
from backprop_gui.document.project import Project
from backprop_gui.look.fonts import ui_font
from backprop_gui.session.session import Session
from backprop_gui.views.caution_list import CautionList
from backprop_gui.views.inspector.batch_form import BatchForm
from backprop_gui.views.inspector.function_form import FunctionForm
from backprop_gui.views.inspector.outline_view import OutlineView
from backprop_gui.views.inspector.section import Section
from backprop_gui.views.inspector.training_form import TrainingForm
from backprop_gui.views.number_editing import RefusalLabel

OUTLINE_SHARE, CHOICES_SHARE = 1, 0


class InspectorPanel(QWidget):
    """Shows the network's outline, the training's choices, and the notes on the project."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("inspector_panel")
        self.outline = OutlineView(session)
        self._refusal = RefusalLabel("outline_refusal")
        self._refusal.setContentsMargins(12, 0, 12, 4)
        self.outline.numbers.judged.connect(self._refusal.say)
        self._cautions = CautionList("training_cautions")
        self._notes_text = _notes()
        self._notes = Section("notes", "Notes", self._notes_text, is_open=False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.outline, OUTLINE_SHARE)
        column.addWidget(self._refusal)
        column.addWidget(self._cautions)
        column.addWidget(_Choices(self._choices(session)), CHOICES_SHARE)
        session.document.changed.connect(self._follow)
        self._follow(None, session.document.project)

    def _choices(self, session: Session) -> QWidget:
        """Put what can be chosen under one another, to be scrolled together."""
        choices = QWidget()
        column = QVBoxLayout(choices)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Section("training", "Training", TrainingForm(session)))
        column.addWidget(Section("batch", "Batch and order", BatchForm(session), is_open=False))
        column.addWidget(
            Section("functions", "Activation and regularisation", FunctionForm(session), is_open=False)
        )
        column.addWidget(self._notes)
        column.addStretch(1)
        return choices

    def sizeHint(self) -> QSize:
        return QSize(250, 560)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, super().minimumSizeHint().height())

    def _follow(self, before: Project | None, project: Project) -> None:
        if before is None or not same_choices(before, project):
            self._cautions.say([each for each in cautions(project) if each.is_about_training])
        notes = project.view.get("notes")
        text = notes if isinstance(notes, str) else ""
        if text != self._notes_text.toPlainText():
            self._notes_text.setPlainText(text)
        self._notes.setVisible(bool(text))


class _Choices(QScrollArea):
    """Scrolls what can be chosen; likes to be as high as all of it."""

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        self._content = content
        self.setObjectName("inspector_choices")
        self.setWidget(content)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def sizeHint(self) -> QSize:
        return QSize(200, self._content.sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(160, 110)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ask for another height when a section opens or closes."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)


def _notes() -> QPlainTextEdit:
    notes = QPlainTextEdit()
    notes.setObjectName("notes_section_text")
    notes.setAccessibleName("Notes")
    notes.setReadOnly(True)
    notes.setFrameShape(QFrame.Shape.NoFrame)
    notes.setFont(ui_font(12))
    notes.setTabChangesFocus(True)
    notes.setMinimumHeight(72)
    notes.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    notes.document().setDocumentMargin(12)
    return notes
