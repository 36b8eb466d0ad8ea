"""The program's own folder: kept work, locks, logs. Nothing of the user's is in it."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths


def data_folder(part: str) -> Path:
    """Name one part of the folder; it is made when something is put there."""
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppDataLocation)
    return Path(place) / part
