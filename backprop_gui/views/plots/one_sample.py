"""The choice to see the curves of one sample, computed at the states that a run has kept."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from backprop_gui.core.at_states import SampleAtStates
from backprop_gui.core.history import History
from backprop_gui.document.project import Project
from backprop_gui.look.flat_style import hold_style
from backprop_gui.look.fonts import ui_font
from backprop_gui.session.session import Session

TEXT = 11


class OneSample(QToolButton):
    """Switches the plots of outs, deltas and gradients from the rounds' batches to the sample that is told.

    Attributes
    ----------
    switched : the plots are to be drawn anew
    """

    switched = Signal()

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._evaluated: SampleAtStates | None = None
        self._of: tuple[Project, History, int] | None = None
        self.setObjectName("plots_of_one_sample")
        self.setToolTip("Show what the sample that is told comes to, instead of what each round took")
        self.setCheckable(True)
        self.setFont(ui_font(TEXT))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.toggled.connect(lambda _: self.switched.emit())
        session.cursor.moved.connect(self._follow)
        session.cursor.told.connect(self._follow)
        session.document.changed.connect(lambda *_: self._follow())
        self._shown = -1
        self._follow()
        self.restyle()

    @property
    def row(self) -> int | None:
        """The row of the sample that is shown; None where the plots show what rounds took."""
        many = len(self._session.project.data) > 1
        return self._session.cursor.sample_row if self.isChecked() and many else None

    def numbers(self, row: int) -> SampleAtStates:
        """Return the numbers of a sample at all states that are kept."""
        history = self._session.run.history
        project = self._session.project
        known = self._of
        is_same = known is not None and known[1:] == (history, row) and _is_same(known[0], project)
        if self._evaluated is None or not is_same:
            sample = project.data.rows(slice(row, row + 1))
            self._of = (project, history, row)
            self._evaluated = SampleAtStates(
                project.network, project.plan.loss, sample.inputs[0], sample.targets[0]
            )
        self._evaluated.follow(history.parameters)
        return self._evaluated

    def words(self) -> str:
        """Name the sample that is shown; nothing where none is."""
        return "" if self.row is None else f"sample {self.row + 1}"

    def restyle(self) -> None:
        """Take the colours of the look in use."""
        self.setStyleSheet(hold_style())

    def _follow(self) -> None:
        """Say which sample it is; the plots follow where that is another."""
        row = self._session.cursor.sample_row
        self.setText(f"Sample {row + 1}")
        self.setAccessibleName(f"Plots of sample {row + 1} alone")
        self.setVisible(len(self._session.project.data) > 1)
        if row != self._shown:
            self._shown = row
            if self.isChecked():
                self.switched.emit()


def _is_same(one: Project, other: Project) -> bool:
    return one.network is other.network and one.data is other.data and one.plan.loss == other.plan.loss


def side_by_side(*buttons: QWidget) -> QWidget:
    """Put buttons into the corner above the plots."""
    both = QWidget()
    row = QHBoxLayout(both)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(4)
    for button in buttons:
        row.addWidget(button)
    return both
