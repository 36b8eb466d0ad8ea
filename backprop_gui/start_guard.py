"""The start-up guard: stop in words where Qt's binding would abort the interpreter later.

PySide6 6.12.0 gives away a reference to None, True or False at many calls, without owning it. Before Python
3.12 these objects are counted like any other, so that their count reaches zero within seconds of use and the
interpreter aborts; since then they live for ever, and there is nothing to ask. The guard does not go by the
version of PySide6: it makes some calls and counts.
"""

import platform
import sys
from collections.abc import Callable, Iterable

COUNTED = sys.version_info < (3, 12)
CONSTANTS = (None, True, False)
TIMES = 100


def start_objection() -> str | None:
    """Say in one line why the window must not open with this Python and PySide6, or None if it may."""
    if not COUNTED:
        return None
    import PySide6

    spare = [constant for constant in CONSTANTS for _ in range(10 * TIMES)]
    if not losing_references(qt_calls()):
        return None
    _keep_for_ever(spare)
    return objection(PySide6.__version__, platform.python_version())


def losing_references(
    calls: Iterable[Callable[[], object]], count: Callable[[object], int] = sys.getrefcount
) -> bool:
    """Tell whether repeating the calls lowers the reference count of None, True or False."""
    before = [count(constant) for constant in CONSTANTS]
    for call in calls:
        for _ in range(TIMES):
            call()
    after = [count(constant) for constant in CONSTANTS]
    return any(then - now > TIMES // 2 for then, now in zip(before, after, strict=True))


def qt_calls() -> list[Callable[[], object]]:
    """Return harmless Qt calls of the kinds that are made all the time: a method and a signal."""
    from PySide6.QtCore import QObject

    watched = QObject()
    watched.objectNameChanged.connect(_ignore)
    return [
        lambda: watched.setObjectName("watched"),
        lambda: watched.blockSignals(False),
        lambda: watched.objectNameChanged.emit("watched"),
    ]


def objection(pyside: str, python: str) -> str:
    return (
        f"Backprop GUI cannot open its window: PySide6 {pyside} on Python {python} loses references and would"
        ' crash; install "PySide6-Essentials>=6.11,<6.12", or use Python 3.12 or newer.'
    )


def _keep_for_ever(references: list[bool | None]) -> None:
    """Pay for the references that the measurement lost, so that the interpreter can end in good order."""
    import ctypes

    ctypes.pythonapi.Py_IncRef(ctypes.py_object(references))


def _ignore(_name: str) -> None:
    """Receive a signal."""
