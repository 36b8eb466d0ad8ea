"""The window's first size follows the screen."""

from types import SimpleNamespace

import pytest
from PySide6.QtCore import QSize, Qt

from backprop_gui.app.main_window import USUAL_SIZE, MainWindow


@pytest.mark.parametrize(
    ("screen", "size"),
    [
        (QSize(3840, 2160), QSize(2880, 1620)),
        (QSize(1920, 1080), QSize(1440, 810)),
        (QSize(1600, 900), USUAL_SIZE),
    ],
)
def test_the_window_opens_at_a_share_of_a_large_screen(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, screen: QSize, size: QSize
) -> None:
    monkeypatch.setattr(window, "screen", lambda: SimpleNamespace(availableSize=lambda: screen))
    asked: list[QSize] = []
    states: list[Qt.WindowState] = []
    monkeypatch.setattr(window, "resize", asked.append)
    monkeypatch.setattr(window, "setWindowState", states.append)
    window._take_usual_size()
    assert asked == [size]
    assert not states
