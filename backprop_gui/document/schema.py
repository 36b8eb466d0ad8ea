"""The project file: bytes to a project, and back without the loss of a bit."""

import json
from typing import Any

from backprop_gui.document.errors import FileError, described, quoted, refusal
from backprop_gui.document.layout import laid_out
from backprop_gui.document.project import Project
from backprop_gui.document.reading import project_from
from backprop_gui.document.records import ProjectRecord, converted
from backprop_gui.document.strict_json import check_depth, parse
from backprop_gui.document.writing import FORMAT, VERSION, tree_of


def decode(data: bytes) -> Project:
    """Read a project.

    Raises
    ------
    FileError
        at the first thing that is wrong, as ``place in file: what was expected``.
    """
    tree = parse(data)
    check_is_ours(tree)
    check_depth(tree.get("view"), "view", around=1)
    return project_from(converted(tree, ProjectRecord))


def encode(project: Project) -> bytes:
    """Write a project; reading it gives the same numbers bit for bit, writing that the same bytes.

    Raises
    ------
    FileError
        at a number that is not finite.
    """
    return laid_out(tree_of(project)).encode()


def check_is_ours(tree: Any) -> None:
    """Refuse what is no project file, or one of a version that this program does not know."""
    if not isinstance(tree, dict):
        raise refusal("", "a JSON object", described(tree))
    for key in ("format", "version"):
        if key not in tree:
            raise refusal("", f"the key {quoted(key)}", "none")
    if tree["format"] != FORMAT:
        raise refusal("format", json.dumps(FORMAT), described(tree["format"]))
    version = tree["version"]
    if type(version) is not int or version < 1:
        raise refusal("version", str(VERSION), described(version))
    if version > VERSION:
        found = f"{version}: the file was written by a newer version of Backprop GUI"
        raise refusal("version", f"at most {VERSION}", found)


__all__ = ["FileError", "decode", "encode"]
