"""Where the window's habits are kept between starts: size, panels, look, recent files."""

from PySide6.QtCore import QSettings


def open_settings() -> QSettings:
    """Open the program's own settings file."""
    return QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "backprop-gui", "backprop-gui")
