"""The menu bar, from the actions' data."""

from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QDockWidget, QMainWindow, QMenu

from backprop_gui.app.actions import ACTIONS, MENUS
from backprop_gui.app.files import Files
from backprop_gui.app.network_menu import NetworkMenu
from backprop_gui.document.examples import EXAMPLES
from backprop_gui.document.names import file_name
from backprop_gui.look.labels import plain_entry, plain_tip
from backprop_gui.look.theme import CHOICES, themes


class Menus:
    """Builds the menu bar and keeps its list of recent files."""

    def __init__(
        self,
        window: QMainWindow,
        actions: dict[str, QAction],
        files: Files,
        docks: dict[str, QDockWidget],
        network: NetworkMenu,
    ) -> None:
        self._window = window
        self._actions = actions
        self._files = files
        bar = window.menuBar()
        self._menus = {title: self._menu(bar.addMenu(f"&{title}"), title) for title in MENUS}
        for title, menu in self._menus.items():
            self._fill(menu, title)
        network.extend(self._menus["Network"])
        self._add_looks(self._menus["View"])
        self._add_panels(self._menus["View"], docks)
        files.recent_changed.connect(self._list_recent)
        self._list_recent()

    def _menu(self, menu: QMenu, name: str) -> QMenu:
        menu.setObjectName(f"menu_{name.lower()}")
        menu.setToolTipsVisible(True)
        return menu

    def _fill(self, menu: QMenu, title: str) -> None:
        group = 0
        for spec in (each for each in ACTIONS if each.menu == title):
            if spec.group != group:
                menu.addSeparator()
                group = spec.group
            menu.addAction(self._actions[spec.name])
            if spec.name == "open":
                self._recent = self._menu(menu.addMenu("Open &recent"), "recent")
            if spec.name == "gallery":
                self._add_examples(self._menu(menu.addMenu("&Examples"), "examples"))

    def _add_examples(self, menu: QMenu) -> None:
        listed = ""
        for example in EXAMPLES:
            if example.group != listed:
                listed = example.group
                menu.addSection(listed)
            action = menu.addAction(example.title)
            action.setObjectName(f"action_example_{example.name}")
            action.setToolTip(example.sentence)
            action.triggered.connect(lambda _=False, name=example.name: self._files.open_example(name))

    def _add_looks(self, menu: QMenu) -> None:
        look = self._menu(menu.addMenu("&Look"), "look")
        choices = QActionGroup(self._window)
        for choice in CHOICES:
            text = "Like the &system" if choice == "system" else f"&{choice.capitalize()}"
            action = QAction(text, self._window, checkable=True)
            action.setObjectName(f"action_look_{choice}")
            action.setChecked(themes.choice == choice)
            action.triggered.connect(lambda _=False, choice=choice: themes.choose(choice))
            choices.addAction(action)
            look.addAction(action)

    def _add_panels(self, menu: QMenu, docks: dict[str, QDockWidget]) -> None:
        panels = self._menu(menu.addMenu("&Panels"), "panels")
        for name, dock in docks.items():
            toggle = dock.toggleViewAction()
            toggle.setObjectName(f"action_panel_{name}")
            panels.addAction(toggle)

    def _list_recent(self) -> None:
        self._recent.clear()
        for path in self._files.recent:
            action = self._recent.addAction(plain_entry(file_name(path)))
            action.setToolTip(plain_tip(path))
            action.triggered.connect(lambda _=False, path=path: self._files.open(path))
        self._recent.setEnabled(not self._recent.isEmpty())
