"""Where the window's habits are kept between starts: size, panels, look, recent files."""

from pathlib import Path

from PySide6.QtCore import QSettings


def open_settings() -> QSettings:
    """Open the program's own settings file."""
    return QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "backprop-gui", "backprop-gui")


def set_damaged_settings_aside() -> str:
    """Give settings that cannot be read another name; return what to say of it, empty if they are good."""
    settings = open_settings()
    if settings.status() != QSettings.Status.FormatError:
        return ""
    path = Path(settings.fileName())
    aside = path.with_name(path.name + ".damaged")
    try:
        path.replace(aside)
    except OSError as error:
        return f"The settings in {path} are damaged, and could not be set aside: {error.strerror}."
    return f"The window's settings were damaged. They were set aside as {aside}, and new ones begun."
