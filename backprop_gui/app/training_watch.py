"""Notices when training has ended by a fault or gives no answer, and offers to start it again."""

from PySide6.QtCore import QObject, QTimer

from backprop_gui.app.banner import Banner, Offer
from backprop_gui.app.conductor import Conductor
from backprop_gui.session.session import Session

SILENCE = 10.0
"""Seconds without a single round after which somebody has to be told."""


class TrainingWatch(QObject):
    """Says in the banner that training stands still, with a button that restarts it."""

    def __init__(
        self, session: Session, conductor: Conductor, banner: Banner, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._run = session.run
        self._banner = banner
        self._silence = QTimer(self, singleShot=True, interval=round(1000 * SILENCE))
        self._silence.timeout.connect(self._tell)
        self._run.started.connect(self._silence.start)
        self._run.advanced.connect(self._silence.start)
        self._run.finished.connect(self._silence.stop)
        conductor.failed.connect(self._offer)

    def _tell(self) -> None:
        self._offer(
            f"Training has not finished a round for {SILENCE:.0f} seconds. Restart goes on from the last one."
        )

    def _offer(self, sentence: str) -> None:
        self._banner.say(sentence, Offer("restart", "Restart", self._restart))

    def _restart(self) -> None:
        self._run.stop()
        self._run.start()
