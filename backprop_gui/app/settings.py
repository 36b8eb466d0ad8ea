"""Where the window's habits are kept between starts: size, panels, look, recent files."""

import re
from pathlib import Path

from PySide6.QtCore import QSettings

_LINE = re.compile(r"\s*|;.*|\[[^\x00-\x1f]+\]|[^\x00-\x1f=]+=[^\x00-\x08\x0a-\x1f]*")


def open_settings() -> QSettings:
    """Open the program's own settings file."""
    return QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "backprop-gui", "backprop-gui")


def set_damaged_settings_aside() -> str:
    """Give settings that cannot be read another name; return what to say of it, empty if they are good.

    To be called before anything reads them: Qt takes what it can of a damaged file, says so once a process
    at most, and writes the rest away.
    """
    path = Path(open_settings().fileName())
    try:
        if not path.exists() or is_whole(path.read_bytes()):
            return ""
        aside = path.with_name(path.name + ".damaged")
        path.replace(aside)
    except OSError as error:
        return f"The settings in {path} are damaged, and could not be set aside: {error.strerror}."
    return f"The window's settings were damaged. They were set aside as {aside}, and new ones begun."


def is_whole(data: bytes) -> bool:
    """Whether a settings file is as Qt writes them: lines of text, each a section or an entry, all ended."""
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return False
    lines = text.replace("\r\n", "\n").split("\n")
    return lines.pop() == "" and bool(lines) and all(map(_LINE.fullmatch, lines))
