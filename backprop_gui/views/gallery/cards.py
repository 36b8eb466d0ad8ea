"""The cards of a gallery in their groups, as many beside one another as there is room for."""

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from backprop_gui.document.examples import EXAMPLES, GROUPS
from backprop_gui.look.fonts import ui_font
from backprop_gui.look.labels import plain_label
from backprop_gui.look.theme import themes
from backprop_gui.views.gallery.card import CARD, Card
from backprop_gui.views.gallery.picture import picture_of

SPACING = 12
MARGIN = 16


class Cards(QScrollArea):
    """Shows all examples; arrow keys go from card to card.

    The pictures are drawn one after the other once the cards are shown.

    Attributes
    ----------
    chosen : (name) an example shall be opened
    """

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("gallery_cards")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.cards = [Card(example) for example in EXAMPLES]
        self._grids: dict[str, QGridLayout] = {}
        self._columns = 0
        ground = self._groups()
        ground.setObjectName("gallery_ground")
        self.setWidget(ground)
        for card in self.cards:
            card.clicked.connect(lambda _=False, name=card.example.name: self.chosen.emit(name))
            card.arrow_pressed.connect(lambda key, card=card: self._go(card, key))
        self._drawing = QTimer(self)
        self._drawing.timeout.connect(self._draw_next)
        themes.changed.connect(self._drawing.start)

    def _groups(self) -> QWidget:
        ground = QWidget()
        column = QVBoxLayout(ground)
        column.setContentsMargins(MARGIN, 8, MARGIN, MARGIN)
        column.setSpacing(8)
        for group in GROUPS:
            column.addWidget(_heading(group))
            grid = self._grids[group] = QGridLayout()
            grid.setSpacing(SPACING)
            grid.setAlignment(Qt.AlignmentFlag.AlignLeft)
            column.addLayout(grid)
        column.addStretch(1)
        return ground

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show:
            self._drawing.start()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.viewport().width() - 2 * MARGIN + SPACING
        columns = max(1, room // (CARD.width() + SPACING))
        if columns != self._columns:
            self._columns = columns
            self._arrange()

    def _arrange(self) -> None:
        """Put each group's cards into rows."""
        for group, grid in self._grids.items():
            cards = [card for card in self.cards if card.example.group == group]
            for place, card in enumerate(cards):
                grid.addWidget(card, place // self._columns, place % self._columns)

    def _draw_next(self) -> None:
        """Draw one more picture, those in view first; then let the window have its turn."""
        left = [card for card in self.cards if not card.has_picture]
        if not left:
            self._drawing.stop()
            return
        card = next((card for card in left if not card.visibleRegion().isEmpty()), left[0])
        card.show_picture(picture_of(card.example, card.picture_size, self.devicePixelRatioF()))

    def _go(self, card: Card, key: Qt.Key) -> None:
        """Go to the card beside or, with up and down, to the nearest one in the next row."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(key)
        if step:
            place = self.cards.index(card) + step
            beside = self.cards[place] if 0 <= place < len(self.cards) else card
        else:
            beside = self._in_next_row(card, downwards=key == Qt.Key.Key_Down)
        beside.setFocus(Qt.FocusReason.TabFocusReason)
        self.ensureWidgetVisible(beside, 0, SPACING + 30)

    def _in_next_row(self, card: Card, downwards: bool) -> Card:
        ahead = [each for each in self.cards if each.y() != card.y() and (each.y() > card.y()) == downwards]
        if not ahead:
            return card
        row = min(each.y() for each in ahead) if downwards else max(each.y() for each in ahead)
        return min((each for each in ahead if each.y() == row), key=lambda each: abs(each.x() - card.x()))


def _heading(group: str) -> QLabel:
    label = plain_label(f"gallery_group_{GROUPS.index(group) + 1}", group)
    label.setFont(ui_font(14, 600))
    label.setContentsMargins(0, 8, 0, 0)
    return label
