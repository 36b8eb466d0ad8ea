"""The panel beside the diagram that shows what the network is made of, and how it is trained."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QVBoxLayout, QWidget

from backprop_gui.document.project import Project
from backprop_gui.look.fonts import ui_font
from backprop_gui.session.session import Session
from backprop_gui.views.inspector.outline_view import OutlineView
from backprop_gui.views.inspector.section import Section
from backprop_gui.views.inspector.training_form import TrainingForm
from backprop_gui.views.number_editing import RefusalLabel

OUTLINE_SHARE, NOTES_SHARE = 100, 80


class InspectorPanel(QWidget):
    """Shows the network's outline, the training's choices, and the notes on the project."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("inspector_panel")
        self.outline = OutlineView(session)
        self._refusal = RefusalLabel("outline_refusal")
        self._refusal.setContentsMargins(12, 0, 12, 4)
        self.outline.numbers.judged.connect(self._refusal.say)
        self._training = Section("training", "Training", TrainingForm(session))
        self._notes_text = _notes()
        self._notes = Section("notes", "Notes", self._notes_text, is_open=False)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 4, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.outline, OUTLINE_SHARE)
        self._column.addWidget(self._refusal)
        self._column.addWidget(self._training)
        self._column.addWidget(self._notes)
        self._column.addStretch(1)
        self._notes.heading.toggled.connect(self._make_room)
        session.document.changed.connect(self._follow)
        self._follow(None, session.document.project)

    def sizeHint(self) -> QSize:
        return QSize(250, 560)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, super().minimumSizeHint().height())

    def _make_room(self, notes_are_open: bool) -> None:
        self._column.setStretchFactor(self._notes, NOTES_SHARE if notes_are_open else 0)

    def _follow(self, before: Project | None, project: Project) -> None:
        notes = project.view.get("notes")
        text = notes if isinstance(notes, str) else ""
        if text != self._notes_text.toPlainText():
            self._notes_text.setPlainText(text)
        self._notes.setVisible(bool(text))


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
