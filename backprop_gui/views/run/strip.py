"""A slider over the rounds of the run, as under a film: dragging it shows an earlier round."""

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QWidget

from backprop_gui.look.fonts import ui_font
from backprop_gui.look.labels import plain_label
from backprop_gui.look.slider import TrackSlider
from backprop_gui.session.session import Session

HEIGHT = 34
PAGES = 20
LEAST_SLIDER = 120
NARROW = 620
"""Pixels: below this width the buttons say less."""


class RunStrip(QWidget):
    """Leads back over the run, and from an earlier round on or to the present again."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("run_strip")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session = session
        self._is_following = False
        self._label = plain_label("run_round")
        self._label.setFont(ui_font(12))
        self._slider = self._make_slider()
        self._continue = self._button("continue_from_here", session.past.continue_from_here)
        self._present = self._button("back_to_present", session.past.return_to_present)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 2, 12, 2)
        row.setSpacing(8)
        # Where it gets narrow, the buttons' words give way first.
        row.setSizeConstraint(QHBoxLayout.SizeConstraint.SetNoConstraint)
        row.addWidget(self._slider, 1)
        for widget in (self._label, self._continue, self._present):
            row.addWidget(widget)
        session.document.changed.connect(lambda *_: self._follow())
        for signal in (session.run.advanced, session.run.finished):
            signal.connect(lambda *_: self._follow())
        self._follow()
        self._name_buttons()

    def _make_slider(self) -> TrackSlider:
        slider = TrackSlider()
        slider.setObjectName("run_slider")
        slider.setMinimumWidth(LEAST_SLIDER)
        slider.setAccessibleName("Look back over the run")
        slider.setToolTip("Click or drag to look at an earlier round of the run")
        # A click leaves the keys to walking.
        slider.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        slider.sliderPressed.connect(self._session.run.stop)
        slider.valueChanged.connect(self._show)
        return slider

    def _button(self, name: str, do: Callable[[], object]) -> QToolButton:
        button = QToolButton()
        button.setObjectName(f"button_{name}")
        button.setFont(ui_font(12))
        policy = QSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        # Or the slider would change its width under the mouse that drags it.
        policy.setRetainSizeWhenHidden(True)
        button.setSizePolicy(policy)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda: do())
        return button

    def sizeHint(self) -> QSize:
        return QSize(400, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(80, HEIGHT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._name_buttons()
        self._follow()

    def _name_buttons(self) -> None:
        narrow = self.width() < NARROW
        for button, text, short, tip in (
            (
                self._continue,
                "Continue from here",
                "Continue",
                "Continue from here: make this round the present one; can be undone",
            ),
            (self._present, "Back to the present", "Back", "Back to the present: show the last round again"),
        ):
            button.setText(short if narrow else text)
            button.setAccessibleName(text)
            button.setToolTip(tip)

    def _show(self, place: int) -> None:
        if not self._is_following:
            self._session.past.show(place)

    def _follow(self) -> None:
        """Follow the run and what is shown; the slider's end is the present."""
        past, shown = self._session.past, self._session.run.shown_round
        rounds = past.rounds
        place = rounds.size if shown is None else int(np.searchsorted(rounds, shown, side="right")) - 1
        self._is_following = True
        self._slider.setRange(0, rounds.size)
        self._slider.setPageStep(max(1, rounds.size // PAGES))
        self._slider.setValue(place)
        self._is_following = False
        self._slider.setEnabled(rounds.size > 0)
        present = self._session.present.state.rounds
        words = f"Round {present:,}" if shown is None else f"Round {shown:,} of {present:,}"
        narrow = self.width() < NARROW
        self._label.setText(f"Round {shown:,}" if narrow and shown is not None else words)
        longest = f"Round {present:,}" if narrow else f"Round {present:,} of {present:,}"
        self._label.setFixedWidth(self._label.fontMetrics().horizontalAdvance(longest) + 8)
        self._slider.setAccessibleDescription(words)
        for button in (self._continue, self._present):
            button.setVisible(shown is not None)
