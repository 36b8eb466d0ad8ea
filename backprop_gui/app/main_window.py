"""The window: toolbar, diagram in the middle, panels around it, status bar."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QCoreApplication, QEvent, QSettings, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QIcon, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QMainWindow

from backprop_gui.app.actions import ACTIONS, build_actions
from backprop_gui.app.banner import Banner, Offer
from backprop_gui.app.conductor import Conductor
from backprop_gui.app.data_files import DataFiles
from backprop_gui.app.files import Files
from backprop_gui.app.gallery import open_gallery
from backprop_gui.app.heat_switch import HeatSwitch
from backprop_gui.app.illustrator import Illustrator
from backprop_gui.app.keeping import Keeping
from backprop_gui.app.menus import Menus
from backprop_gui.app.network_menu import NetworkMenu, network_handlers
from backprop_gui.app.panels import LAYOUT_VERSION, Panels
from backprop_gui.app.run_control import RunControl, training_handlers
from backprop_gui.app.status import Status
from backprop_gui.app.stylesheet import stylesheet
from backprop_gui.app.toolbar import MainToolBar
from backprop_gui.app.undoing import undoing_handlers
from backprop_gui.document.names import file_name
from backprop_gui.look.icons import icon
from backprop_gui.look.labels import plain_entry, plain_title
from backprop_gui.look.painting import survived
from backprop_gui.look.theme import theme, themes
from backprop_gui.resource_files import resource
from backprop_gui.session.edits import randomized
from backprop_gui.session.session import Session
from backprop_gui.session.topology_edits import next_seed

if TYPE_CHECKING:
    from backprop_gui.app.presentation import Presentation

USUAL_SIZE, SHARE = QSize(1280, 800), 0.75
"""The first size in pixels, or this share of a screen on which that is more."""
PRESENTED_MENUS = ("Walk", "Train")


class MainWindow(QMainWindow):
    """Puts the views, the actions and the session together.

    Attributes
    ----------
    closed : the window is being closed, and nothing holds it back any more
    """

    closed = Signal()

    def __init__(self, session: Session, settings: QSettings) -> None:
        super().__init__()
        self.setObjectName("main_window")
        self.session = session
        self.settings = settings
        self.files = Files(session, settings, self)
        self.data_files = DataFiles(session, self)
        self.conductor = Conductor(session, self)
        self.illustrator = Illustrator(session, self)
        self.actions_by_name = build_actions(self, self._handlers())
        self._heat_switch = HeatSwitch(self.actions_by_name["heat_maps"], session, settings)
        self.banner = Banner()
        self._save_elsewhere = Offer("save_as", "Save As…", self.files.save_as)
        self._presentation: Presentation | None = None
        self._is_filled = False
        self._ask_on_close = True
        self._build()
        self._connect()
        self._restore()
        self.keeping = Keeping(self)

    def _handlers(self) -> dict[str, Callable[[], object]]:
        session, cursor = self.session, self.session.cursor
        return {
            "new": self.files.new,
            "open": self.files.choose_and_open,
            "gallery": lambda: open_gallery(self, self.files),
            "save": self.files.save,
            "save_as": self.files.save_as,
            "revert": self.files.revert,
            "copy_project": self.files.copy_as_text,
            "paste_project": self.files.paste_text,
            "import_data": self.data_files.choose_and_import,
            "export_data": self.data_files.choose_and_export,
            "quit": self.close,
            **undoing_handlers(session, lambda: self.status.note),
            "step": session.next_step,
            "step_back": session.previous_step,
            "next_parameter": lambda: session.on_into_next_round(cursor.next_parameter),
            "previous_parameter": cursor.previous_parameter,
            "next_phase": lambda: session.on_into_next_round(cursor.next_phase),
            "previous_phase": cursor.previous_phase,
            "round": session.whole_round,
            "round_start": cursor.round_start,
            "round_end": cursor.round_end,
            **training_handlers(session, lambda: self.run_control),
            "randomize": self._randomize,
            "present": self._present,
            **{verb: partial(self._on_diagram, verb) for verb in ("fit", "zoom_in", "zoom_out")},
            "heat_maps": lambda: self._heat_switch.toggle(),
            "samples_table": self._open_samples,
            "restore_panels": lambda: self.panels.restore_usual(),
            "keys": lambda: self._open_dialog("keys"),
            "notes": lambda: self._open_dialog("notes"),
            "about": lambda: self._open_dialog("about"),
            **network_handlers(self, session, self._on_diagram),
        }

    def _build(self) -> None:
        self.setWindowIcon(QIcon(str(resource("icons", "app.svg"))))
        self.toolbar = MainToolBar(self.session.run, self.actions_by_name, self)
        self.addToolBar(self.toolbar)
        self.panels = Panels(self, self.banner)
        self.status = Status(self.session, self.actions_by_name["cancel_run"], self)
        self.setStatusBar(self.status)
        self.run_control = RunControl(self.session, self.toolbar, self.banner, self.status, self)
        self.network_menu = NetworkMenu(self, self.session, self.actions_by_name)
        self._menus = Menus(self, self.actions_by_name, self.files, self.panels.docks, self.network_menu)

    def _connect(self) -> None:
        session = self.session
        session.document.changed.connect(lambda *_: self._refresh_title())
        session.document.renamed.connect(self._refresh_actions)
        session.document.renamed.connect(self._refresh_title)
        session.document.stepped.connect(self._refresh_actions)
        session.run.started.connect(self._refresh_actions)
        session.run.finished.connect(lambda _: self._refresh_actions())
        session.cursor.moved.connect(self._refresh_walk)
        session.editing.said.connect(self.status.note)
        self.files.failed.connect(self.banner.say)
        self.files.noticed.connect(self.banner.say)
        self.files.told.connect(self.status.note)
        # Queued, since at the start the window is not there yet.
        self.files.table_chosen.connect(self.data_files.import_from, Qt.ConnectionType.QueuedConnection)
        self.files.unwritten.connect(lambda said: self.banner.say(said, self._save_elsewhere))
        self.files.succeeded.connect(self.banner.hide)
        self.toolbar.rounds_field.left.connect(self.leave_field)
        self.data_files.failed.connect(self.banner.say)
        self.data_files.over.connect(self.banner.take_back)
        self.data_files.told.connect(self.status.note)
        self.conductor.failed.connect(self.banner.say)
        self.toolbar.rounds_field.refused.connect(self.banner.say)
        self.toolbar.rounds_field.returnPressed.connect(self.run_control.run_rounds)
        self.run_control.begun.connect(self.leave_field)
        themes.changed.connect(self._apply_theme)
        self._apply_theme()
        self._refresh_title()
        self._refresh_actions()
        self._refresh_walk()

    @survived
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint; the panels are filled when their frames are to be seen."""
        super().paintEvent(event)
        if not self._is_filled:
            self._is_filled = True
            QTimer.singleShot(0, self._fill)

    def _fill(self) -> None:
        from backprop_gui.app.keys import KeyPriority

        self.panels.fill(self.session)
        self.network_menu.serve(self.panels.diagram)
        self.leave_field()
        if application := QCoreApplication.instance():
            application.installEventFilter(KeyPriority(self))
        QTimer.singleShot(0, self._fill_plots)

    def _fill_plots(self) -> None:
        plots = self.panels.fill_plots(self.session, self.settings)
        plots.failed.connect(self.banner.say)
        plots.told.connect(self.status.note)
        QTimer.singleShot(0, self.panels.prepare_first_step)

    def close_without_asking(self) -> None:
        """Close although there may be unsaved changes: the system ends the program."""
        self._ask_on_close = False
        self.close()

    def _apply_theme(self) -> None:
        self.setStyleSheet(stylesheet(theme()))
        self.settings.setValue("look", themes.choice)

    def _refresh_title(self) -> None:
        document = self.session.document
        title = plain_title(document.project.title) or "Untitled"
        file = plain_title(file_name(document.path)) if document.path else "in no file yet"
        read_only = " (read-only)" if self.files.hold.is_read_only else ""
        self.setWindowTitle(f"{title}[*] – {file}{read_only} – Backprop GUI")
        self.setWindowModified(document.is_modified)

    def _refresh_actions(self) -> None:
        actions, run = self.actions_by_name, self.session.run
        stack = self.session.document.undo_stack
        for name, can, text in (
            ("undo", stack.canUndo(), stack.undoText()),
            ("redo", stack.canRedo(), stack.redoText()),
        ):
            actions[name].setEnabled(can or run.is_running)
            actions[name].setText(f"&{name.capitalize()} {plain_entry(text)}".rstrip())
        actions["train"].setChecked(run.is_running)
        actions["train"].setIconText("Pause" if run.is_running else "Train")
        actions["train"].setIcon(icon("pause" if run.is_running else "train"))
        for name in ("run_rounds", "one_round"):
            actions[name].setEnabled(not run.is_running)
        actions["cancel_run"].setEnabled(run.is_running)
        actions["revert"].setEnabled(self.session.document.path is not None)
        actions["notes"].setEnabled(isinstance(self.session.document.project.view.get("notes"), str))

    def _refresh_walk(self) -> None:
        self.actions_by_name["round_start"].setEnabled(self.session.cursor.position > 0)

    def _on_diagram(self, verb: str) -> None:
        if self.panels.diagram:
            getattr(self.panels.diagram, verb)()

    def leave_field(self) -> None:
        """Give the keys back to walking and undoing."""
        if self.panels.diagram:
            self.panels.diagram.setFocus()

    def _randomize(self) -> None:
        seed = next_seed(self.session.project)
        text = f"New random weights, seed {seed}"
        self.session.edit(text, lambda project: randomized(project, seed))
        self.status.note(f"{text}.")

    def _open_dialog(self, name: str) -> None:
        from backprop_gui.app import dialogs

        dialogs.OPENERS[name](self, self.session.document.project)

    def _open_samples(self) -> None:
        from backprop_gui.views.data.samples_window import open_samples

        open_samples(self.session, self)

    def _present(self) -> None:
        from backprop_gui.app.presentation import Presentation

        if self._presentation is None:
            names = [spec.name for spec in ACTIONS if spec.menu in PRESENTED_MENUS or spec.name == "present"]
            self._presentation = Presentation(self.session, [self.actions_by_name[name] for name in names])
            self._presentation.left.connect(self._present)
            self._presentation.hidden.connect(lambda: self.actions_by_name["present"].setChecked(False))
        shown = not self._presentation.isVisible()
        if shown:
            self._presentation.setGeometry(self.screen().geometry())
            self._presentation.showFullScreen()
        else:
            self._presentation.hide()
            self.activateWindow()
        self.actions_by_name["present"].setChecked(shown)

    def _take_usual_size(self) -> None:
        """Be large enough for everything, or on a small screen as large as that is."""
        available = self.screen().availableSize()
        self.resize(USUAL_SIZE.expandedTo(available * SHARE).boundedTo(available))
        if available.width() <= USUAL_SIZE.width() or available.height() <= USUAL_SIZE.height():
            self.setWindowState(Qt.WindowState.WindowMaximized)

    def _restore(self) -> None:
        self._take_usual_size()
        geometry, panels = (self.settings.value(key) for key in ("geometry", "panels"))
        if isinstance(geometry, QByteArray):
            self.restoreGeometry(geometry)
        restored = isinstance(panels, QByteArray) and self.restoreState(panels, LAYOUT_VERSION)
        self.panels.follows_window = not restored

    def event(self, event: QEvent) -> bool:
        """Notice when a line between two panels was dragged; no other handler is told of it."""
        handled = super().event(event)
        if event.type() == QEvent.Type.MouseButtonRelease:
            self.panels.note_drag()
        return handled

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new size out among the panels, unless they were left or dragged otherwise."""
        super().resizeEvent(event)
        self.panels.follow_window()

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
        self.illustrator.close()
        if self._presentation is not None:
            self._presentation.close()
        event.accept()
        self.closed.emit()
