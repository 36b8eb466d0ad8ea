"""Offers the work of windows that ended without being closed: killed, crashed, or cut off from power."""

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from backprop_gui.app.autosave import Autosave
from backprop_gui.app.banner import Banner, Offer
from backprop_gui.app.files import Files
from backprop_gui.document.errors import FileError
from backprop_gui.document.names import file_name
from backprop_gui.document.recovery import Slot, Work, left_behind, sweep


class Recovery(QObject):
    """Asks, one kept work after the other, what shall become of it: Recover, Discard or Later.

    Attributes
    ----------
    damaged : (sentence) a kept work cannot be read, and was set aside
    """

    damaged = Signal(str)

    def __init__(
        self, files: Files, autosave: Autosave, banner: Banner, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._files = files
        self._autosave = autosave
        self._banner = banner
        self._waiting: list[tuple[Slot, Work]] = []

    def look(self, folder: Path) -> None:
        """Find what was left behind, and offer it."""
        sweep(folder)
        for slot in left_behind(folder):
            try:
                self._waiting.append((slot, slot.read()))
            except FileError as error:
                aside = slot.set_aside()
                slot.leave()
                self.damaged.emit(
                    f"Work kept from an earlier window is damaged, and was set aside as {aside} ({error})."
                )
        self._offer_next()

    def close(self) -> None:
        """Leave what was not decided about for the next start."""
        while self._waiting:
            self._waiting.pop()[0].leave()

    def _offer_next(self) -> None:
        if not self._waiting:
            self._banner.hide()
            return
        slot, work = self._waiting[0]
        more = len(self._waiting) - 1
        self._banner.say(
            f"The program ended before this was saved: {described(work, slot.path)}"
            + (f" ({more} more after it)." if more else "."),
            Offer("recover", "Recover", self._recover),
            Offer("discard", "Discard", self._discard),
            Offer("later", "Later", self._later),
        )

    def _recover(self) -> None:
        """Open the work; its file stays where it is until the work is saved."""
        slot, work = self._waiting[0]
        if self._files.open_unsaved(work, "Recover the work"):
            self._waiting.pop(0)
            self._autosave.adopt(slot)
            self.close()
        else:
            self._offer_next()

    def _discard(self) -> None:
        slot, _ = self._waiting.pop(0)
        slot.clear()
        slot.leave()
        self._offer_next()

    def _later(self) -> None:
        self.close()


def described(work: Work, kept: Path) -> str:
    """Say what a kept work is, as in “Seed example” of net.bpnet, as it was on 24 November at 13:05."""
    name = f"“{work.project.title}”" + (f" of {file_name(work.file)}" if work.file else ", in no file yet")
    when = datetime.fromtimestamp(kept.stat().st_mtime)
    return f"{name}, kept on {when.day} {when:%B} at {when:%H:%M}"
