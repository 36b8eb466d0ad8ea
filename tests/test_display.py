"""A display is there if it answers, not if somebody says so."""

import socket

import pytest

from backprop_gui.display import has_display, x_server_answers

UNUSED = 61_234


@pytest.mark.parametrize(
    ("environment", "there"),
    [
        ({}, False),
        ({"DISPLAY": ""}, False),
        ({"DISPLAY": f":{UNUSED}"}, False),
        ({"DISPLAY": f":{UNUSED}.0"}, False),
        ({"DISPLAY": "far.example:0"}, True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, True),
        ({"QT_QPA_PLATFORM": "offscreen"}, True),
    ],
)
def test_where_a_display_is(environment: dict[str, str], there: bool) -> None:
    assert has_display(environment, "linux") is there


def test_other_systems_always_have_one() -> None:
    assert has_display({}, "win32")


def test_a_server_that_listens_answers() -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as server:
        server.bind(f"\0/tmp/.X11-unix/X{UNUSED}")
        server.listen()
        assert x_server_answers(UNUSED)
    assert not x_server_answers(UNUSED)
