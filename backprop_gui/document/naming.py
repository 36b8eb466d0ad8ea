"""What a project is called after, as long as nobody has given it a title of its own."""

from pathlib import Path

from backprop_gui.document.blank import TITLE
from backprop_gui.document.examples import EXAMPLES
from backprop_gui.document.names import LONGEST_NAME, readable


def title_of(path: str | Path) -> str:
    """Make a title of a file's name."""
    return readable(Path(path).stem).strip()[:LONGEST_NAME]


def is_borrowed(title: str, *files: str | None) -> bool:
    """Tell whether a title is none, a new project's, an example's, or one of these files' names."""
    return title in ("", TITLE, *(each.title for each in EXAMPLES), *map(title_of, filter(None, files)))
