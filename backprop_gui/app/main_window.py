"""The window: toolbar, diagram in the middle, panels around it, status bar."""

from collections.abc import Callable

from PySide6.QtCore import QSettings, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QIcon, QShowEvent
from PySide6.QtWidgets import QDockWidget, QMainWindow, QVBoxLayout, QWidget

from backprop_gui.app.actions import build_actions
from backprop_gui.app.banner import Banner
from backprop_gui.app.conductor import Conductor
from backprop_gui.app.dialogs import show_about, show_keys, show_notes
from backprop_gui.app.dock import build_dock
from backprop_gui.app.files import Files
from backprop_gui.app.menus import Menus
from backprop_gui.app.presentation import Presentation
from backprop_gui.app.status import Status
from backprop_gui.app.stylesheet import stylesheet
from backprop_gui.app.toolbar import MainToolBar
from backprop_gui.look.icons import icon
from backprop_gui.look.theme import theme, themes
from backprop_gui.look.typesetting import warm_up
from backprop_gui.resource_files import resource
from backprop_gui.session.edits import randomized
from backprop_gui.session.run import Finish
from backprop_gui.session.session import Session
from backprop_gui.views.data.panel import DataPanel
from backprop_gui.views.diagram.view import DiagramView
from backprop_gui.views.inspector.panel import InspectorPanel
from backprop_gui.views.stepper.panel import StepperPanel

LAYOUT_VERSION = 1


class MainWindow(QMainWindow):
    """Puts the views, the actions and the session together."""

    def __init__(self, session: Session, settings: QSettings) -> None:
        super().__init__()
        self.setObjectName("main_window")
        self.session = session
        self.settings = settings
        self.files = Files(session, settings, self)
        self.conductor = Conductor(session, self)
        self.actions_by_name = build_actions(self, self._handlers())
        self.banner = Banner()
        self.diagram = DiagramView(session)
        self._presentation: Presentation | None = None
        self._ask_on_close = True
        self._build()
        self._connect()
        self._default_state = self.saveState(LAYOUT_VERSION)
        self._restore()

    def _handlers(self) -> dict[str, Callable[[], object]]:
        session, cursor, run = self.session, self.session.cursor, self.session.run
        return {
            "new": self.files.new,
            "open": self.files.choose_and_open,
            "save": self.files.save,
            "save_as": self.files.save_as,
            "quit": self.close,
            "undo": lambda: self._on_undo_stack("undo"),
            "redo": lambda: self._on_undo_stack("redo"),
            "step": session.next_step,
            "step_back": session.previous_step,
            "next_parameter": cursor.next_parameter,
            "previous_parameter": cursor.previous_parameter,
            "next_phase": cursor.next_phase,
            "previous_phase": cursor.previous_phase,
            "round": session.whole_round,
            "round_start": cursor.round_start,
            "round_end": cursor.round_end,
            "train": self._train_or_pause,
            "run_rounds": self._run_rounds,
            "cancel_run": run.stop,
            "reset": session.reset,
            "randomize": self._randomize,
            "present": self._present,
            "fit": lambda: self.diagram.fit(),
            "zoom_in": lambda: self.diagram.zoom_in(),
            "zoom_out": lambda: self.diagram.zoom_out(),
            "restore_panels": self._restore_panels,
            "keys": lambda: show_keys(self),
            "notes": lambda: show_notes(self, session.project),
            "about": lambda: show_about(self),
        }

    def _build(self) -> None:
        self.setWindowIcon(QIcon(str(resource("icons", "app.svg"))))
        self.toolbar = MainToolBar(self.actions_by_name, self)
        self.addToolBar(self.toolbar)
        centre = QWidget()
        centre.setObjectName("centre")
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.banner)
        column.addWidget(self.diagram, 1)
        self.setCentralWidget(centre)
        self._build_docks()
        self.setStatusBar(Status(self.session, self.actions_by_name["cancel_run"], self))
        self._menus = Menus(self, self.actions_by_name, self.files, self.docks)

    def _build_docks(self) -> None:
        left, right = Qt.DockWidgetArea.LeftDockWidgetArea, Qt.DockWidgetArea.RightDockWidgetArea
        bottom = Qt.DockWidgetArea.BottomDockWidgetArea
        self.setCorner(Qt.Corner.BottomLeftCorner, left)
        self.setCorner(Qt.Corner.BottomRightCorner, right)
        self.docks: dict[str, QDockWidget] = {}
        self.plot_place = QWidget()
        self.plot_place.setMinimumHeight(150)
        self._add_dock("network", "Network", InspectorPanel(self.session), left)
        self._add_dock("data", "Data", DataPanel(self.session), left)
        self.stepper = StepperPanel(self.session)
        self._add_dock("steps", "Steps", self.stepper, right)
        self._add_dock("plots", "Plots", self.plot_place, bottom)

    def _add_dock(self, name: str, title: str, content: QWidget, area: Qt.DockWidgetArea) -> None:
        self.docks[name] = build_dock(name, title, content, self)
        self.addDockWidget(area, self.docks[name])

    def _connect(self) -> None:
        session = self.session
        session.document.changed.connect(lambda *_: self._refresh_title())
        session.document.renamed.connect(self._refresh_title)
        session.document.stepped.connect(self._refresh_actions)
        for signal in (session.run.started, session.run.finished, session.cursor.moved, session.cursor.told):
            signal.connect(lambda *_: self._refresh_actions())
        session.run.finished.connect(self._tell_finish)
        self.files.failed.connect(self.banner.say)
        self.conductor.failed.connect(self.banner.say)
        self.toolbar.rounds_field.refused.connect(self.banner.say)
        self.toolbar.rounds_field.returnPressed.connect(self._run_rounds)
        themes.changed.connect(self._apply_theme)
        self._apply_theme()
        self._refresh_title()
        self._refresh_actions()

    def finish_after_first_paint(self) -> None:
        """Put the plots into their place: they are slow to import, and can come after the first paint."""
        from backprop_gui.views.plots.panel import PlotPanel

        self.docks["plots"].setWidget(PlotPanel(self.session))
        QTimer.singleShot(0, self._prepare_first_step)

    def _prepare_first_step(self) -> None:
        warm_up()
        self.stepper.prefetch.begin()

    def close_without_asking(self) -> None:
        """Close although there may be unsaved changes: the system ends the program."""
        self._ask_on_close = False
        self.close()

    def _apply_theme(self) -> None:
        self.setStyleSheet(stylesheet(theme()))
        self.settings.setValue("look", themes.choice)

    def _refresh_title(self) -> None:
        self.setWindowTitle(f"{self.session.document.project.title}[*] – Backprop GUI")
        self.setWindowModified(self.session.document.is_modified)

    def _refresh_actions(self) -> None:
        actions, run, cursor = self.actions_by_name, self.session.run, self.session.cursor
        stack = self.session.document.undo_stack
        for name, can, text in (
            ("undo", stack.canUndo(), stack.undoText()),
            ("redo", stack.canRedo(), stack.redoText()),
        ):
            actions[name].setEnabled(can or run.is_running)
            actions[name].setText(f"&{name.capitalize()} {text.replace('&', '&&')}".rstrip())
        actions["train"].setChecked(run.is_running)
        actions["train"].setIconText("Pause" if run.is_running else "Train")
        actions["train"].setIcon(icon("pause" if run.is_running else "train"))
        actions["run_rounds"].setEnabled(not run.is_running)
        actions["cancel_run"].setEnabled(run.is_running)
        actions["round_start"].setEnabled(cursor.position > 0)
        actions["notes"].setEnabled(isinstance(self.session.document.project.view.get("notes"), str))

    def _on_undo_stack(self, verb: str) -> None:
        self.session.run.stop()
        getattr(self.session.document.undo_stack, verb)()

    def _train_or_pause(self) -> None:
        run = self.session.run
        if run.is_running:
            run.stop()
        else:
            run.start()
        self._refresh_actions()

    def _run_rounds(self) -> None:
        rounds = self.toolbar.rounds_field.rounds()
        if rounds and not self.session.run.is_running:
            self.banner.hide()
            self.session.run.start(rounds)

    def _randomize(self) -> None:
        seed = int(self.session.project.view.get("random_seed", 0)) + 1
        text = f"New random weights, seed {seed}"
        self.session.edit(text, lambda project: randomized(project, seed))
        self.statusBar().showMessage(f"{text}.", 5000)

    def _tell_finish(self, finish: Finish) -> None:
        if finish.diverged:
            self.banner.say(
                f"Training stopped after round {self.session.project.state.rounds:,}: a number grew beyond "
                "all bounds. Undo goes back to before the training; a lower learning rate may help."
            )

    def _present(self) -> None:
        if self._presentation is None:
            walking = [action for action in self.actions_by_name.values() if action.shortcuts()]
            self._presentation = Presentation(self.session, walking)
            self._presentation.left.connect(self._present)
        shown = not self._presentation.isVisible()
        if shown:
            self._presentation.setGeometry(self.screen().geometry())
            self._presentation.showFullScreen()
        else:
            self._presentation.hide()
            self.activateWindow()
        self.actions_by_name["present"].setChecked(shown)

    def _restore_panels(self) -> None:
        self.restoreState(self._default_state, LAYOUT_VERSION)
        self._share_out()

    def _restore(self) -> None:
        self.resize(1280, 800)
        geometry, state = self.settings.value("geometry"), self.settings.value("panels")
        if geometry is not None:
            self.restoreGeometry(geometry)
        self._sizes_are_restored = state is not None and self.restoreState(state, LAYOUT_VERSION)

    def showEvent(self, event: QShowEvent) -> None:
        """Give the panels their usual shares of the window, unless they were left otherwise."""
        super().showEvent(event)
        if not self._sizes_are_restored:
            self._share_out()
            self._sizes_are_restored = True
        self.diagram.setFocus()

    def _share_out(self) -> None:
        sides = [self.docks["network"], self.docks["steps"]]
        widths = [round(min(0.205 * self.width(), 280)), round(min(max(0.27 * self.width(), 328), 480))]
        self.resizeDocks(sides, widths, Qt.Orientation.Horizontal)
        self.resizeDocks([self.docks["plots"]], [round(0.25 * self.height())], Qt.Orientation.Vertical)
        left = [self.docks["network"], self.docks["data"]]
        self.resizeDocks(left, [4, 1], Qt.Orientation.Vertical)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask about unsaved changes, end the training, remember the panels."""
        if self._ask_on_close and not self.files.may_leave():
            event.ignore()
            return
        self.session.run.stop()
        self.settings.setValue("geometry", self.saveGeometry())
        self.settings.setValue("panels", self.saveState(LAYOUT_VERSION))
        self.settings.sync()
        self.conductor.close()
        if self._presentation is not None:
            self._presentation.close()
        event.accept()
