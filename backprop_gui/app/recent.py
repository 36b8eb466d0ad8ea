"""The files that were last opened or saved."""

from pathlib import Path

from PySide6.QtCore import QSettings

MOST = 8


class RecentFiles:
    """Remembers a few paths in the settings, the newest first."""

    def __init__(self, settings: QSettings) -> None:
        self._settings = settings

    @property
    def paths(self) -> list[str]:
        stored = self._settings.value("recent_files", [])
        listed = [stored] if isinstance(stored, str) else stored if isinstance(stored, list) else []
        return [path for path in listed if isinstance(path, str)][:MOST]

    def add(self, path: str) -> None:
        """Put a path first."""
        absolute = str(Path(path).resolve())
        others = (each for each in self.paths if each != absolute)
        self._settings.setValue("recent_files", [absolute, *others][:MOST])

    def drop(self, path: str) -> None:
        """List a path no longer."""
        self._settings.setValue("recent_files", [each for each in self.paths if each != path])
