"""Sets what the next key will show while nothing else is to be done."""

from collections.abc import Iterator

from PySide6.QtCore import QObject, QTimer

from backprop_gui.session.cursor import Cursor
from backprop_gui.views.stepper.formula_layout import rows_of, set_element
from backprop_gui.views.stepper.formula_view import FormulaView


class Prefetch(QObject):
    """Prepares the steps that are one key away, one small term whenever the window is idle.

    A move of the cursor ends what is being prepared and begins anew from there.
    """

    def __init__(self, cursor: Cursor, view: FormulaView) -> None:
        super().__init__(view)
        self._cursor = cursor
        self._view = view
        self._work: Iterator[None] = iter(())
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._do_a_little)
        cursor.moved.connect(self.begin)
        cursor.told.connect(self.begin)

    @property
    def is_busy(self) -> bool:
        """Whether something is left to prepare."""
        return self._timer.isActive()

    def begin(self) -> None:
        """Prepare what lies around the present step."""
        self._work = self._all_work()
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    def _do_a_little(self) -> None:
        if next(self._work, StopIteration) is StopIteration:
            self._timer.stop()

    def _all_work(self) -> Iterator[None]:
        yield
        for position in self._positions():
            yield from self._prepare(position)

    def _positions(self) -> Iterator[int]:
        """Yield the positions that one key leads to, the likeliest first."""
        here = self._cursor.position
        yield here + 1
        yield here + 2
        yield here - 1
        yield self._cursor.next_parameter_position()
        yield self._cursor.previous_parameter_position()

    def _prepare(self, position: int) -> Iterator[None]:
        if not 0 < position <= len(self._cursor.round):
            return
        step = self._cursor.round[position - 1]
        yield
        rows = rows_of(step, self._view.digits)
        yield
        for element in (element for row in rows for element in row):
            set_element(element)
            yield
        self._view.layout_of(step)
        yield
