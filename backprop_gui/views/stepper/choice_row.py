"""Which sample is told, where somebody chose one, and the way back to what training takes next."""

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton

from backprop_gui.look.fonts import ui_font
from backprop_gui.look.labels import plain_label
from backprop_gui.look.theme import theme, themes
from backprop_gui.session.cursor import Cursor


class ChoiceRow(QFrame):
    """Says that a chosen sample is told alone; takes no room while training's next batch is told."""

    def __init__(self, cursor: Cursor) -> None:
        super().__init__()
        self.setObjectName("sample_choice")
        self.setAutoFillBackground(True)
        self._cursor = cursor
        self._words = plain_label("sample_choice_text")
        self._words.setFont(ui_font(12))
        self._back = QToolButton()
        self._back.setObjectName("tell_next_batch")
        self._back.setText("Next batch")
        self._back.setToolTip("Tell again what training takes next")
        self._back.setFont(ui_font(12, 600))
        self._back.setAutoRaise(True)
        self._back.clicked.connect(lambda: cursor.choose(None))
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 1, 8, 1)
        row.addWidget(self._words, 1)
        row.addWidget(self._back)
        cursor.told.connect(self._show)
        themes.changed.connect(self._restyle)
        self._restyle()
        self._show()

    def _show(self) -> None:
        chosen = self._cursor.chosen
        self._words.setText("" if chosen is None else f"Sample {chosen + 1} alone, as you chose")
        self.setVisible(chosen is not None)

    def _restyle(self) -> None:
        palette, look = self.palette(), theme()
        palette.setColor(QPalette.ColorRole.Window, look.result_ground)
        palette.setColor(QPalette.ColorRole.ButtonText, look.accent)
        self.setPalette(palette)
