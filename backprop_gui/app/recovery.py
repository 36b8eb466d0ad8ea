"""Offers the work of windows that ended without being closed: killed, crashed, or cut off from power."""

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from backprop_gui.app.autosave import Autosave
from backprop_gui.app.banner import Banner, Offer
from backprop_gui.app.files import Files
from backprop_gui.app.questions import ask_to_discard
from backprop_gui.document.errors import FileError
from backprop_gui.document.names import LONGEST_TITLE, file_name
from backprop_gui.document.recovery import Slot, Work, left_behind, sweep

SHORT = 24
"""Characters of a title or a file's name in the banner, which shall leave the diagram its room."""


class Recovery(QObject):
    """Asks, one kept work after the other, what shall become of it: Recover, Later or Discard.

    Attributes
    ----------
    damaged : (sentence) a kept work cannot be read, and was set aside
    """

    damaged = Signal(str)

    def __init__(self, files: Files, autosave: Autosave, banner: Banner, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
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
            f"Not saved: {described(work, slot.path, SHORT)}" + (f", {more} more" if more else ""),
            Offer("recover", "Recover", self._recover),
            Offer("later", "Later", self._later),
            Offer("discard", "Discard…", self._discard),
        )

    def _recover(self) -> None:
        """Open the work; its file stays where it is until the work is saved."""
        slot, work = self._waiting[0]
        if self._files.open_unsaved(work):
            self._waiting.pop(0)
            self._autosave.adopt(slot)
            self.close()
        else:
            self._offer_next()

    def _discard(self) -> None:
        slot, work = self._waiting[0]
        if ask_to_discard(self._window, described(work, slot.path)) and self._waiting:
            self._waiting.pop(0)
            slot.clear()
            slot.leave()
        self._offer_next()

    def _later(self) -> None:
        self.close()


def described(work: Work, kept: Path, longest: int = LONGEST_TITLE) -> str:
    """Say what a kept work is, as in “Seed example” (net.bpnet), 24 Nov 13:05.

    Parameters
    ----------
    longest : how many characters title and file may have; what is longer is cut off
    """
    title, where = work.project.title, file_name(work.file) if work.file else "in no file yet"
    when = datetime.fromtimestamp(kept.stat().st_mtime)
    return f"“{cut(title, longest)}” ({cut(where, longest)}), {when.day} {when:%b} {when:%H:%M}"


def cut(text: str, longest: int) -> str:
    """Cut what is too long off a text, with a mark."""
    return text if len(text) <= longest else text[: longest - 1] + "…"
