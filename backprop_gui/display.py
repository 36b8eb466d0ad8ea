"""Whether there is a display to open a window on."""

import os
import re
import socket
import sys
from collections.abc import Mapping

LOCAL_DISPLAY = re.compile(r"(?:unix)?:(\d+)(?:\.\d+)?")
SECONDS_TO_ANSWER = 2.0


def has_display(environment: Mapping[str, str] = os.environ, platform: str = sys.platform) -> bool:
    """Tell whether a window can be shown; of a local X server, whether it answers."""
    if not platform.startswith("linux"):
        return True
    if environment.get("WAYLAND_DISPLAY") or environment.get("QT_QPA_PLATFORM"):
        return True
    display = environment.get("DISPLAY", "")
    local = LOCAL_DISPLAY.fullmatch(display)
    return x_server_answers(int(local[1])) if local else bool(display)


def x_server_answers(number: int) -> bool:
    """Tell whether the X server of display ``:number`` takes a connection; Qt would abort if not."""
    name = f"/tmp/.X11-unix/X{number}"
    return any(_takes_connection(address) for address in (f"\0{name}", name))


def _takes_connection(address: str) -> bool:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
        connection.settimeout(SECONDS_TO_ANSWER)
        try:
            connection.connect(address)
        except OSError:
            return False
    return True
