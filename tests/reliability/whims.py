"""What a monkey does to a window at random: keys, clicks, drags, the wheel, menus, actions, fields, sizes."""

import random
from collections.abc import Callable, Iterator

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QMenuBar, QWidget
from shiboken6 import isValid

from backprop_gui.app.main_window import MainWindow

LEAVING = {"action_quit"}
"""What ends the program is not asked for: a closed window has nothing more to be tried."""

PLAIN = (
    "Right Left Up Down Space Return Escape Tab Backtab PgDown PgUp Home End Del Ins Backspace "
    "F1 F2 F5 F10 F11"
)
LETTERS = "T R B H N ? + - . , 0 1 5 7 E W"
WITH_CONTROL = "A C V Z Y L J E G T R D I + - 0 Right Left Return Ins Del Shift+Z Shift+G Shift+V"
WITH_SHIFT = "T F11 Left Right Space"
KEYS = [
    *PLAIN.split(),
    *LETTERS.split(),
    *(f"Ctrl+{key}" for key in WITH_CONTROL.split()),
    *(f"Shift+{key}" for key in WITH_SHIFT.split()),
]
NUMBERS = ["0.35", "0,5", "7/20", "1e-3", "-2", "1e9", "0", "12", "1e308"]
TEXTS = [*NUMBERS, "x", "", "[[1, 2], [3, 4]]", "né", "h1"]
SMALLEST, LARGEST = (640, 480), (1920, 1080)
LEFT, RIGHT, NONE = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton, Qt.MouseButton.NoButton


class Whims:
    """Chooses what to do next, and does it.

    Parameters
    ----------
    window : the program's main window
    chance : where all choices come from, so that a seed brings them back
    say : told of each deed before it is done
    """

    def __init__(self, window: MainWindow, chance: random.Random, say: Callable[[str], None]) -> None:
        self._window = window
        self._chance = chance
        self._say = say
        self._acted_in: QWidget = window
        self._deeds: list[tuple[float, Callable[[], None]]] = [
            (30, self._press_a_key),
            (25, self._click),
            (12, self._drag),
            (5, self._turn_the_wheel),
            (12, self._trigger_an_action),
            (5, self._open_a_menu),
            (8, self._type),
            (2, self._resize),
            (3, self._escape),
        ]

    def act(self) -> None:
        """Do something."""
        weights, deeds = zip(*self._deeds, strict=True)
        self._chance.choices(deeds, weights)[0]()

    def _press_a_key(self) -> None:
        name, target = self._chance.choice(KEYS), self._with_keyboard()
        self._say(f"key {name} on {named(target)}")
        for _ in range(self._chance.choice([1, 1, 1, 2, 5])):
            if isValid(target):
                press(target, name)

    def _click(self) -> None:
        target, at = self._somewhere()
        button = RIGHT if self._chance.random() < 0.1 else LEFT
        keys = self._held()
        click = self._chance.choices([QTest.mouseClick, QTest.mouseDClick], [6, 1])[0]
        self._say(f"{click.__name__} at {at.x()},{at.y()} on {named(target)}, {button.name} {keys.name}")
        click(target, button, keys, at)

    def _drag(self) -> None:
        target, start = self._somewhere()
        area = target.rect()
        end = QPoint(self._chance.randrange(area.width()), self._chance.randrange(area.height()))
        keys, steps = self._held(), self._chance.randint(2, 8)
        self._say(f"drag {start.toTuple()} to {end.toTuple()} on {named(target)}, {keys.name}")
        send_mouse(target, QEvent.Type.MouseButtonPress, start, LEFT, LEFT, keys)
        for step in range(1, steps + 1):
            way = start + (end - start) * step / steps
            send_mouse(target, QEvent.Type.MouseMove, way, NONE, LEFT, keys)
        if self._chance.random() < 0.1 and isValid(target):
            press(target, "Escape")
        send_mouse(target, QEvent.Type.MouseButtonRelease, end, LEFT, NONE, keys)

    def _turn_the_wheel(self) -> None:
        target, at = self._somewhere()
        turn, keys = self._chance.choice([-480, -120, 120, 480]), self._held()
        self._say(f"wheel by {turn} on {named(target)}, {keys.name}")
        position, nothing, no_phase = QPointF(at), QPoint(), Qt.ScrollPhase.NoScrollPhase
        on_screen = target.mapToGlobal(position)
        wheel = QWheelEvent(position, on_screen, nothing, QPoint(0, turn), NONE, keys, no_phase, False)
        QApplication.sendEvent(target, wheel)

    def _trigger_an_action(self) -> None:
        if QApplication.activeModalWidget() is not None or QApplication.activePopupWidget() is not None:
            self._press_a_key()  # nobody gets at the actions behind a dialog
            return
        actions = [action for action in self._window.findChildren(QAction) if is_offered(action)]
        action = self._chance.choice(actions)
        self._say(f"action {action.objectName()}")
        action.trigger()

    def _open_a_menu(self) -> None:
        bars = [bar for bar in self._window.findChildren(QMenuBar) if bar.isVisible()]
        if not bars or QApplication.activeModalWidget() is not None:
            self._escape()
            return
        title = self._chance.choice(bars[0].actions())
        QTest.mouseClick(
            bars[0], LEFT, Qt.KeyboardModifier.NoModifier, bars[0].actionGeometry(title).center()
        )
        menu, downs = QApplication.activePopupWidget(), self._chance.randrange(12)
        for _ in range(downs):
            if isinstance(menu, QMenu) and isValid(menu):
                press(menu, "Down")
        chosen = menu.activeAction() if isinstance(menu, QMenu) and isValid(menu) else None
        if chosen is not None and is_offered(chosen):
            self._say(f"menu {title.text()}, {chosen.objectName()}")
            press(menu, "Return")

    def _type(self) -> None:
        text, target = self._chance.choice(TEXTS), self._with_keyboard()
        self._say(f"type {text!r} into {named(target)}")
        if self._chance.random() < 0.5:
            press(target, "Ctrl+A")
        for letter in text:
            if isValid(target):
                QTest.keyClicks(target, letter) if letter.isascii() else send_letter(target, letter)
        if isValid(target):
            press(target, self._chance.choice(["Return", "Tab", "Escape"]))

    def _resize(self) -> None:
        width, height = (
            self._chance.randint(least, most) for least, most in zip(SMALLEST, LARGEST, strict=True)
        )
        self._say(f"resize to {width}x{height}")
        self._window.resize(width, height)

    def _escape(self) -> None:
        target = self._with_keyboard()
        self._say(f"escape from {named(target)}")
        press(target, "Escape")

    def _held(self) -> Qt.KeyboardModifier:
        modifiers = Qt.KeyboardModifier
        choices = [modifiers.NoModifier, modifiers.ShiftModifier, modifiers.ControlModifier]
        return self._chance.choices(choices, [8, 1, 1])[0]

    def _with_keyboard(self) -> QWidget:
        on_top = alive(QApplication.activePopupWidget())
        focused = alive(QApplication.focusWidget())
        if on_top is None and focused is not None and focused.window() is not self._foremost():
            focused = None
        return on_top or focused or self._foremost()

    def _foremost(self) -> QWidget:
        """Return a window that takes the mouse: what lies on top, or any of those that are open."""
        held = alive(QApplication.activePopupWidget()) or alive(QApplication.activeModalWidget())
        if held is not None:
            return held
        return self._chance.choice([self._window, *other_windows(self._window)])

    def _somewhere(self) -> tuple[QWidget, QPoint]:
        window = self._foremost()
        area = window.rect()
        at = QPoint(self._chance.randrange(area.width()), self._chance.randrange(area.height()))
        child = alive(window.childAt(at))
        # Python forgets what lies in a window that only Qt holds as soon as it forgets the window.
        self._acted_in = window
        return (window, at) if child is None else (child, child.mapFrom(window, at))


def other_windows(window: QWidget) -> list[QWidget]:
    """List the windows besides the main one, in a fixed order."""
    return sorted(_others(window), key=lambda other: (other.objectName(), other.windowTitle()))


def _others(window: QWidget) -> Iterator[QWidget]:
    for other in QApplication.topLevelWidgets():
        is_passing = other.windowType() in (Qt.WindowType.ToolTip, Qt.WindowType.Popup)
        if isValid(other) and other is not window and other.isVisible() and not is_passing:
            yield other


def alive(widget: QWidget | None) -> QWidget | None:
    """Return the widget, unless Python knows it only as one that stood at the same address and is gone."""
    return widget if widget is not None and isValid(widget) else None


def is_offered(action: QAction) -> bool:
    """Tell whether a person could choose an action now, and the program lives on after it.

    An action without a name of its own is the plots' library's, and stands in no menu that can be opened; nor
    does the menu of a hidden plot.
    """
    holder = action.parent()
    of_menu = holder.parentWidget() if isinstance(holder, QMenu) else None
    return (
        (of_menu is None or of_menu.isVisible())
        and action.isEnabled()
        and action.isVisible()
        and not action.isSeparator()
        and action.menu() is None
        and bool(action.objectName())
        and action.objectName() not in LEAVING
    )


def named(widget: QWidget) -> str:
    return widget.objectName() or type(widget).__name__


def press(widget: QWidget, name: str) -> None:
    """Press a key as a person does, so that shortcuts hear of it."""
    pressed = QKeySequence(name)[0]
    QTest.keyClick(widget, pressed.key(), pressed.keyboardModifiers())


def send_letter(widget: QWidget, letter: str) -> None:
    """Type a letter that no keyboard of QTest has."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        if isValid(widget):
            event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter)
            QApplication.sendEvent(widget, event)


def send_mouse(
    widget: QWidget,
    kind: QEvent.Type,
    at: QPoint,
    button: Qt.MouseButton,
    held: Qt.MouseButton,
    keys: Qt.KeyboardModifier,
) -> None:
    """Send what a mouse does, if the widget is still there."""
    if isValid(widget) and widget.isVisible():
        position = QPointF(at)
        event = QMouseEvent(kind, position, widget.mapToGlobal(position), button, held, keys)
        QApplication.sendEvent(widget, event)
