"""Cautions, said calmly where they belong: a sign and a sentence each."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from backprop_gui.document.cautions import Caution
from backprop_gui.look.fonts import ui_font
from backprop_gui.look.icons import icon
from backprop_gui.look.labels import plain_label
from backprop_gui.look.theme import theme, themes
from backprop_gui.views.folded_label import FoldedLabel

SIGN_SIZE = 14


class CautionList(QWidget):
    """Shows cautions under one another; takes no room where there are none.

    Parameters
    ----------
    folds : whether each takes one line only, until it is opened
    """

    def __init__(self, name: str, folds: bool = False) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName("Cautions")
        self._folds = folds
        self._shown: tuple[Caution, ...] = ()
        self._rows: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 2, 12, 6)
        self._column.setSpacing(4)
        themes.changed.connect(self._restyle)
        self.setVisible(False)

    @property
    def sentences(self) -> list[str]:
        """What is said."""
        return [caution.sentence for caution in self._shown]

    def say(self, cautions: Sequence[Caution]) -> None:
        """Show these cautions instead of those before."""
        if tuple(cautions) == self._shown:
            return
        self._shown = tuple(cautions)
        for row in self._rows:
            row.hide()
            row.deleteLater()
        self._rows = [self._row(caution, number) for number, caution in enumerate(self._shown, start=1)]
        for row in self._rows:
            self._column.addWidget(row)
        self.setAccessibleDescription(" ".join(self.sentences))
        self.setVisible(bool(self._shown))
        self._restyle()

    def _row(self, caution: Caution, number: int) -> QWidget:
        row = QWidget()
        sign = plain_label()
        text = FoldedLabel(f"{self.objectName()}_{number}", caution.sentence, self._folds)
        text.setFont(ui_font(12))
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        line.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(text, 1)
        return row

    def _restyle(self) -> None:
        """Draw sentences and signs in the look's colours; that of a warning is left to what is refused."""
        for caution, row in zip(self._shown, self._rows, strict=True):
            sign, text = row.findChildren(QLabel)
            sign.setPixmap(icon("warning" if caution.is_warning else "info").pixmap(SIGN_SIZE, SIGN_SIZE))
            palette = text.palette()
            color = theme().ink if caution.is_warning else theme().soft
            palette.setColor(QPalette.ColorRole.WindowText, color)
            text.setPalette(palette)
