"""A picture that stands still while the plots are held for inspection."""

from typing import Generic, TypeVar

from backprop_gui.session.session import Session
from backprop_gui.session.subject import Subject

Picture = TypeVar("Picture")


class Held(Generic[Picture]):
    """The picture to show: the newest, or while plots are held the one of that moment."""

    def __init__(self, session: Session, subject: Subject[Picture]) -> None:
        self._session = session
        self._subject = subject
        self._is_held = False
        self._kept: Picture | None = None

    @property
    def picture(self) -> Picture | None:
        return self._kept if self._is_held else self._subject.picture

    def follow(self, done: int, growing: bool) -> bool:
        """Learn what the plots show; tell whether the picture is let go.

        They are held where they show fewer rounds than are done, or do not grow while training goes on.
        """
        session, before = self._session, self._is_held
        stands = session.run.is_running and not growing
        self._is_held = stands or done < session.present.state.rounds
        if self._is_held and not before:
            self._kept = self._subject.picture
        return before and not self._is_held

    def let_go(self) -> None:
        """Show the newest: another one was chosen."""
        self._kept = self._subject.picture
