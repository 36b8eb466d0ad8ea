"""One thing is pointed at, in all views."""

from pytestqt.qtbot import QtBot

from backprop_gui.core.network import NeuronPlace, WeightPlace
from backprop_gui.document.examples import load_example
from backprop_gui.session.session import Session

H1, W5 = NeuronPlace(0, 0), WeightPlace(1, 0, 0)


def test_only_another_place_is_told(qtbot: QtBot) -> None:
    session = Session(load_example("seed"))
    pointer = session.pointer
    told = []
    pointer.changed.connect(lambda: told.append(pointer.place))
    for place in (H1, H1, W5, None, None):
        pointer.point(place)
    assert told == [H1, W5, None]


def test_what_is_gone_is_not_pointed_at(qtbot: QtBot) -> None:
    session = Session(load_example("seed"))
    session.pointer.point(W5)
    session.whole_round()
    assert session.pointer.place == W5
    session.document.open(load_example("opening"), None)
    assert session.pointer.place is None
