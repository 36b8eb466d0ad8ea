"""The diagram's items as a screen reader sees them: a list of nodes, connections and values."""

from collections.abc import Callable
from typing import Any, Protocol

from PySide6.QtCore import QObject, QPoint, QRect
from PySide6.QtGui import (
    QAccessible,
    QAccessibleActionInterface,
    QAccessibleEvent,
    QAccessibleInterface,
    QAccessibleObject,
)
from PySide6.QtWidgets import QAccessibleWidget, QGraphicsView, QWidget
from shiboken6 import Shiboken

from backprop_gui.views.diagram.place_item import PlaceItem

Text, InterfaceType = QAccessible.Text, QAccessible.InterfaceType
# "No such interface": None or False in its place would be a wild pointer to Qt.
NOTHING = Shiboken.VoidPtr(0)
EDIT_ACTION = "Edit"
# Where there is none, None is right; the stubs do not say so.
Interface = Any


class ReadableView(Protocol):
    """What the reader's side needs of the diagram."""

    def window(self) -> QWidget: ...
    def places(self) -> list[PlaceItem]: ...
    def told(self, item: PlaceItem) -> str: ...
    def activate(self, item: PlaceItem) -> None: ...
    def edit(self, item: PlaceItem) -> None: ...
    def rect_on_screen(self, item: PlaceItem) -> QRect: ...
    def place_on_screen(self, point: QPoint) -> PlaceItem | None: ...


class PlaceActions(QAccessibleActionInterface):
    """Press selects the place; a second action edits its value."""

    def __init__(self, item: PlaceItem) -> None:
        super().__init__()
        self._item = item

    def actionNames(self) -> list[str]:
        editing = [EDIT_ACTION] if Shiboken.isValid(self._item) and self._item.is_editable else []
        return [QAccessibleActionInterface.pressAction(), *editing]

    def doAction(self, name: str) -> None:
        view = view_of(self._item)
        if view is None:
            return
        if name == QAccessibleActionInterface.pressAction():
            view.activate(self._item)
        elif name == EDIT_ACTION:
            view.edit(self._item)

    def keyBindingsForAction(self, name: str) -> list[str]:
        return ["Return"] if name == EDIT_ACTION else []

    def localizedActionName(self, name: str) -> str:
        return name

    def localizedActionDescription(self, name: str) -> str:
        return "Opens a field for its value" if name == EDIT_ACTION else "Selects it"


class PlaceInterface(QAccessibleObject):
    """One node, connection or value.

    A reader may still ask after the item has gone; every answer is then an empty one.
    """

    def __init__(self, item: PlaceItem) -> None:
        super().__init__(item)
        self._item = item
        self._actions = PlaceActions(item)

    def parent(self) -> Interface:
        view = view_of(self._item)
        return QAccessible.queryAccessibleInterface(_object(view)) if view else None

    def child(self, index: int) -> Interface:
        return None

    def childAt(self, x: int, y: int) -> Interface:
        return None

    def childCount(self) -> int:
        return 0

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return -1

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.ListItem

    def window(self) -> Any:
        view = view_of(self._item)
        return view.window().windowHandle() if view else None

    def rect(self) -> QRect:
        view = view_of(self._item)
        return view.rect_on_screen(self._item) if view else QRect()

    def state(self) -> QAccessible.State:
        state = QAccessible.State()
        if view_of(self._item) is None:
            state.invalid = True
            return state
        state.selectable = state.focusable = True
        state.selected = self._item.isSelected()
        state.focused = state.selected and self._item.scene().hasFocus()
        return state

    def text(self, kind: QAccessible.Text) -> str:
        view = view_of(self._item)
        if view is None:
            return ""
        match kind:
            case Text.Name:
                return self._item.title
            case Text.Description | Text.Value:
                return view.told(self._item)
            case Text.Identifier:
                return self._item.objectName()
            case _:
                return ""

    def setText(self, kind: QAccessible.Text, text: str) -> None:
        """Names and values are not changed this way; there is an action for that."""

    def interface_cast(self, kind: QAccessible.InterfaceType) -> Any:
        return self._actions if kind == InterfaceType.ActionInterface else NOTHING


class DiagramInterface(QAccessibleWidget):
    """The diagram: a list of its items; the field for a value, while it is open, comes last."""

    def __init__(self, view: QGraphicsView) -> None:
        super().__init__(view, QAccessible.Role.List, "")
        self._view = view

    def _places(self) -> list[PlaceItem]:
        return _readable(self._view).places() if Shiboken.isValid(self._view) else []

    def childCount(self) -> int:
        return len(self._places()) + 1 if Shiboken.isValid(self._view) else 0

    def child(self, index: int) -> Interface:
        places = self._places()
        if 0 <= index < len(places):
            return QAccessible.queryAccessibleInterface(places[index])
        if index == len(places) and Shiboken.isValid(self._view):
            return QAccessible.queryAccessibleInterface(self._view.viewport())
        return None

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        found = child.object()
        places = self._places()
        if Shiboken.isValid(self._view) and found is self._view.viewport():
            return len(places)
        return next((number for number, item in enumerate(places) if item is found), -1)

    def childAt(self, x: int, y: int) -> Interface:
        if not Shiboken.isValid(self._view):
            return None
        item = _readable(self._view).place_on_screen(QPoint(x, y))
        return QAccessible.queryAccessibleInterface(item) if item else None

    def focusChild(self) -> Interface:
        selected = next((item for item in self._places() if item.isSelected()), None)
        return QAccessible.queryAccessibleInterface(selected) if selected else None


def _object(view: Any) -> QObject:
    found: QObject = view
    return found


def _readable(view: Any) -> ReadableView:
    readable: ReadableView = view
    return readable


def view_of(item: PlaceItem) -> ReadableView | None:
    """Return the diagram that an item is on; None when either has gone."""
    if not Shiboken.isValid(item) or item.scene() is None:
        return None
    views = item.scene().views()
    return _readable(views[0]) if views else None


_installed: list[Callable[[str, QObject], QAccessibleInterface | None]] = []


def install(view_class: type[QGraphicsView]) -> None:
    """Let readers see diagrams from now on; once a program."""
    if _installed:
        return

    def interface_of(_name: str, thing: QObject) -> Interface:
        if isinstance(thing, view_class):
            return DiagramInterface(thing)
        if isinstance(thing, PlaceItem):
            return PlaceInterface(thing)
        return None

    _installed.append(interface_of)
    QAccessible.installFactory(interface_of)


def announce_selection(item: PlaceItem) -> None:
    """Tell a reader that an item is the selected one now."""
    for kind in (QAccessible.Event.Focus, QAccessible.Event.SelectionAdd):
        QAccessible.updateAccessibility(QAccessibleEvent(item, kind))
