"""What tells whether a file is still the one that was last read or written."""

from pathlib import Path
from typing import NamedTuple


class Stamp(NamedTuple):
    """When a file was last written, how large it is, and which entry of the disk."""

    modified: int
    size: int
    entry: int


def stamp_of(path: str | Path) -> Stamp | None:
    """Take a file's stamp; None where there is no such file."""
    try:
        found = Path(path).stat()
    except (OSError, ValueError):  # ValueError: a path with a null character
        return None
    return Stamp(found.st_mtime_ns, found.st_size, found.st_ino)
