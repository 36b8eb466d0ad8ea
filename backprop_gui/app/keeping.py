"""All that keeps the work safe, wired to one window."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from backprop_gui.app.autosave import Autosave
from backprop_gui.app.banner import Banner, Offer
from backprop_gui.app.data_folder import data_folder
from backprop_gui.app.dropping import Dropping
from backprop_gui.app.file_watch import FileWatch
from backprop_gui.app.recovery import Recovery
from backprop_gui.app.training_watch import TrainingWatch
from backprop_gui.document.names import file_name
from backprop_gui.document.recovery import new_slot

if TYPE_CHECKING:
    from backprop_gui.app.main_window import MainWindow


class Keeping(QObject):
    """Autosave and recovery, files that others change or drop here, training that stands still.

    Attributes
    ----------
    looked : what was left behind is found, and offered
    """

    looked = Signal()

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._files, self._banner = window.files, window.banner
        self._folder = data_folder("recovery")
        self.autosave = Autosave(window.session, window.files.hold, new_slot(self._folder), self)
        offers = Banner(name="recovery_banner")
        window.panels.add_notice(offers)
        self.recovery = Recovery(self._files, self.autosave, offers, window)
        self.file_watch = FileWatch(window, window.session.document, window.files.hold)
        self._is_ended = False
        self._connect()

    def _connect(self) -> None:
        TrainingWatch(self._window.session, self._window.conductor, self._banner, self)
        dropping = Dropping(self._window)
        dropping.dropped.connect(self._files.open)
        dropping.table_dropped.connect(self._window.data_files.import_from)
        dropping.refused.connect(self._banner.say)
        self.autosave.failed.connect(self._banner.say)
        self.recovery.damaged.connect(self._banner.say)
        self._window.closed.connect(self._close)
        self.file_watch.changed.connect(self._tell_of_change)
        self.file_watch.gone.connect(self._tell_of_loss)

    def offer(self) -> None:
        """Offer what windows that were killed have left."""
        QTimer.singleShot(0, self, self._look)

    def _look(self) -> None:
        self.recovery.look(self._folder)
        self.looked.emit()

    def tell_fault(self, sentence: str, details: str) -> None:
        """Say in the banner that something went wrong inside the program."""
        clipboard = QGuiApplication.clipboard()
        self._banner.say(sentence, Offer("copy_details", "Copy details", lambda: clipboard.setText(details)))

    def end_window(self) -> None:
        """Close the window without a question, as the system wishes; unsaved work is left to be offered."""
        self._is_ended = True
        self._window.close_without_asking()

    def _tell_of_change(self, path: str) -> None:
        self._banner.say(
            f"{file_name(path)} was changed by another program.",
            Offer("revert", "Open the new version", self._files.revert),
        )

    def _tell_of_loss(self, path: str) -> None:
        """Say that the window has the only copy, and let it count as unsaved."""
        self._window.session.document.lost()
        self._banner.say(
            f"{file_name(path)} is gone: deleted, moved or renamed. What it held is only in this window.",
            Offer("save_again", "Save it again", self._files.save),
        )

    def _close(self) -> None:
        if self._is_ended and self._window.session.document.has_unsaved_work:
            self.autosave.close_and_leave()
        else:
            self.autosave.close()
        self.recovery.close()
        self._files.hold.release()
