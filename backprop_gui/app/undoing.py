"""What undo and redo do, also in the middle of training."""

from collections.abc import Callable

from backprop_gui.session.session import Session

Note = Callable[[str], None]


def undoing_handlers(session: Session, note: Callable[[], Note]) -> dict[str, Callable[[], None]]:
    """Say what the two actions do; the status bar, which notes, is made after the actions."""
    return {"undo": lambda: _undo(session, note()), "redo": lambda: _redo(session, note())}


def _undo(session: Session, note: Note) -> None:
    """Take the last step back; a run ends first, and is that step."""
    was_running, stack = session.run.is_running, session.document.undo_stack
    session.run.stop()
    name = stack.undoText()
    stack.undo()
    if was_running:
        note(f"Training stopped. Undone: {name}; Redo brings it back." if name else "Training stopped.")


def _redo(session: Session, note: Note) -> None:
    """Take the next step again; after a run there is none."""
    was_running = session.run.is_running
    session.run.stop()
    session.document.undo_stack.redo()
    if was_running:
        note("Training stopped; after it there is nothing to redo.")
