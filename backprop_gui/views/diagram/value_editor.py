"""The field that opens over a value to change it, and the sentence beneath it about what was wrong."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from backprop_gui.document.typed_number import parse_number
from backprop_gui.look.fonts import ui_font
from backprop_gui.look.theme import theme
from backprop_gui.session.session import Session

LINGERING = 6000
GAP = 4
BUBBLE_WIDTH = 300
SMALLEST_FONT = 13


class Bubble(QLabel):
    """One sentence near where the user is looking; it goes by itself after a while."""

    def __init__(self, parent: QWidget, name: str) -> None:
        super().__init__(parent)
        self._ground = parent
        self.setObjectName(name)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._leaving = QTimer(self)
        self._leaving.setSingleShot(True)
        self._leaving.timeout.connect(self.hide)
        self.hide()

    def say(self, sentence: str, below: QRect) -> None:
        """Show a sentence beneath a place, or above it where there is no room; tell readers too."""
        look = theme()
        self.setStyleSheet(
            f"QLabel {{ background: {look.panel.name()}; color: {look.warning.name()}; "
            f"border: 1px solid {look.warning.name()}; border-radius: 6px; padding: 4px 6px; }}"
        )
        self.setFont(ui_font(SMALLEST_FONT - 1))
        self.setText(sentence)
        self._leaving.stop()
        self._place(below)
        self.show()
        self.raise_()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._ground, sentence))

    def goes_with(self, session: Session) -> None:
        """Go as soon as something else is done: it must not cover what that shows."""
        for done in (session.document.changed, session.cursor.moved, session.run.started):
            done.connect(self.hide)

    def leave_soon(self) -> None:
        """Stay long enough to be read."""
        self._leaving.start(LINGERING)

    def _place(self, below: QRect) -> None:
        ground = self._ground.rect()
        width = min(BUBBLE_WIDTH, ground.width() - 2 * GAP)
        height = self.heightForWidth(width)
        y = below.bottom() + GAP
        if y + height > ground.bottom():
            y = max(GAP, below.top() - GAP - height)
        x = max(GAP, min(below.left(), ground.right() - width - GAP))
        self.setGeometry(QRect(QPoint(x, y), QSize(width, height)))


class ValueEditor(QLineEdit):
    """A field for one number or name; Enter, Tab and leaving it accept, Esc rejects.

    Attributes
    ----------
    accepted : (what was read, or None where the text was not touched) the field is done
    rejected : the field is done, and nothing changes
    is_open : whether it stands there
    """

    accepted = Signal(object)
    rejected = Signal()

    def __init__(self, parent: QWidget, home: QWidget, bubble: Bubble) -> None:
        super().__init__(parent)
        self._home = home
        self._ground = parent
        self.setObjectName("value_editor")
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.setFrame(False)
        self.is_open = False
        self._bubble = bubble
        self._text_before = ""
        self._read: Callable[[str], object] = parse_number
        self.textEdited.connect(bubble.hide)
        self.hide()

    def open(
        self,
        title: str,
        text: str,
        font_size: float,
        read: Callable[[str], object] = parse_number,
        placeholder: str = "",
    ) -> None:
        """Begin with a text, all of it selected.

        Parameters
        ----------
        read : what is typed; raises ValueError with one sentence for the user
        placeholder : what stands there as long as nothing is typed
        """
        look = theme()
        self.setStyleSheet(
            f"QLineEdit {{ background: {look.panel.name()}; color: {look.ink.name()}; "
            f"border: 2px solid {look.accent.name()}; border-radius: 6px; padding: 1px 4px; "
            f"selection-background-color: {look.accent.name()}; "
            f"selection-color: {look.on_accent.name()}; }}"
        )
        self.setFont(ui_font(max(SMALLEST_FONT, font_size)))
        self.setAccessibleName(title)
        self._text_before, self._read = text, read
        self.is_open = True
        self._bubble.hide()
        self.setPlaceholderText(placeholder)
        # In the middle Qt hides it as long as the field has the keyboard.
        sides = Qt.AlignmentFlag
        self.setAlignment(sides.AlignLeft if placeholder else sides.AlignHCenter)
        self.setText(self._text_before)
        self.show()
        self.raise_()
        self.selectAll()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def stand_over(self, rect: QRect) -> None:
        """Cover a place, wide enough for a full number and inside the window."""
        ground = self._ground.rect()
        digits = self.fontMetrics().horizontalAdvance(
            max(self._text_before, self.placeholderText(), "-0.12345678", key=len)
        )
        width = min(max(rect.width() + 8, digits + 28), ground.width())
        height = max(rect.height(), self.fontMetrics().height() + 8)
        x = max(0, min(rect.center().x() - width // 2, ground.width() - width))
        y = max(0, min(rect.center().y() - height // 2, ground.height() - height))
        self.setGeometry(x, y, width, height)

    def close_unchanged(self) -> None:
        """End without changing anything."""
        self._end()
        self._bubble.hide()
        self.rejected.emit()

    def _accept(self, left: bool) -> None:
        """Take what is typed, or say what is wrong with it; on leaving, the old value then stays."""
        try:
            value = self._read(self.text()) if self.text() != self._text_before else None
        except ValueError as fault:
            self._bubble.say(str(fault), self.geometry())
            if left:
                self._bubble.leave_soon()
                self._end()
                self.rejected.emit()
            return
        self._bubble.hide()
        self._end()
        self.accepted.emit(value)

    def _end(self) -> None:
        """Close, and give the keyboard home unless it went elsewhere."""
        # First closed: that the keyboard goes must not be taken for the user's leaving. Then the keyboard,
        # then hidden: Qt would pass the keyboard on from a hidden field as Tab does.
        self.is_open = False
        if self.hasFocus():
            self._home.setFocus(Qt.FocusReason.OtherFocusReason)
        self.hide()

    def event(self, event: QEvent) -> bool:
        """Keep plain keys from the window's shortcuts, and Tab from moving on before the text is read."""
        if isinstance(event, QKeyEvent):
            plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
            if event.type() == QEvent.Type.ShortcutOverride and plain:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress and event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
                self._accept(left=False)
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Accept by Enter, reject by Esc."""
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._accept(left=False)
            case Qt.Key.Key_Escape:
                self.close_unchanged()
            case _:
                super().keyPressEvent(event)
                # What the field does not need is no key for the diagram either.
                event.accept()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Accept when the keyboard goes elsewhere, but not to the field's own menu."""
        super().focusOutEvent(event)
        if self.is_open and event.reason() != Qt.FocusReason.PopupFocusReason:
            self._accept(left=True)
