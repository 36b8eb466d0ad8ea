"""The panels come back as they were left, whatever has become of the window since."""

import zlib
from base64 import b85decode

from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QDockWidget, QWidget
from pytestqt.qtbot import QtBot

from backprop_gui.app.main_window import MainWindow
from backprop_gui.app.settings import open_settings
from backprop_gui.document.examples import load_example
from backprop_gui.session.session import Session
from backprop_gui.views.plots.shelf import Shelf

LEFT_IN_A_WIDER_WINDOW = (
    "c${sIy$!-J5QX0z2s#QxLBTw9EI@+-aYG^!C6S<{W08!&1}wrJ7@2p$K`F3(KlZ)PX9EZT<V`n1H)H~6>y@d#=$1%P;D8J}oZ!&"
    "l%zcGSSlm#wBI6K3F!g+(PLWWZP^U+hZnUlGtO?ik*GG(849J?CLy5ZY(NeUIEZ?aY#)p@GY>AwC)3Gv*+WVKaT%O#IquCAW`y|F"
    "0>4G!Io<FGU$nbzTKGLH%Km"
)
"""A window's state in which the samples had less height than they need."""


def test_panels_left_in_a_wider_window_open_in_a_small_one(qtbot: QtBot) -> None:
    """Qt crashed where the state was restored once more in the middle of filling the panels."""
    settings = open_settings()
    settings.setValue("panels", QByteArray(zlib.decompress(b85decode(LEFT_IN_A_WIDER_WINDOW))))
    window = MainWindow(Session(load_example("seed")), settings)
    qtbot.addWidget(window, before_close_func=MainWindow.close_without_asking)
    window.show()
    qtbot.waitExposed(window)
    qtbot.waitUntil(lambda: window.findChild(QWidget, "error_plot") is not None)
    samples = window.findChild(QDockWidget, "dock_data")
    assert samples.isVisible()
    assert samples.height() >= samples.minimumSizeHint().height()


def test_plots_keep_their_rows_when_a_picture_joins_them(qtbot: QtBot, window: MainWindow) -> None:
    """Qt forgot the rows' heights where a header hid its title in the middle of being laid out."""
    window.resize(1920, 1040)
    window.panels.follows_window = False
    shelf = window.findChild(Shelf)
    chooser, error = (window.findChild(QWidget, name) for name in ("plot_chooser", "error_plot"))
    window.session.run.start()
    shelf.choose(["error_plot"])
    qtbot.waitUntil(lambda: error.width() > 0.9 * shelf.width())
    shelf.choose(["error_plot", "landscape_plot"])
    qtbot.waitUntil(lambda: error.width() < 0.6 * shelf.width())
    with qtbot.waitSignals([window.session.run.advanced] * 3):
        pass
    window.session.run.stop()
    assert chooser.height() > 10
    assert error.height() > 0.6 * shelf.height()
