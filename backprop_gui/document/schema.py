"""The project file: bytes to a project, and back without the loss of a bit."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from backprop_gui.document.errors import FileError, described, quoted, refusal
from backprop_gui.document.layout import laid_out
from backprop_gui.document.project import Project
from backprop_gui.document.reading import project_from
from backprop_gui.document.records import ProjectRecord, converted
from backprop_gui.document.strict_json import check_depth, parse
from backprop_gui.document.writing import FORMAT, VERSION, tree_of

Migration = Callable[[dict[str, Any]], dict[str, Any]]

MIGRATIONS: Mapping[int, Migration] = {}
"""By version: how a file's tree becomes one of the next version. There is only one version yet."""


def decode(data: bytes) -> Project:
    """Read a project.

    Raises
    ------
    FileError
        at the first thing that is wrong, as ``place in file: what was expected``.
    """
    tree = parse(data)
    version = version_of(tree)
    if version > VERSION:
        found = f"{version}: the file was written by a newer version of Backprop GUI"
        raise refusal("version", f"at most {VERSION}", found)
    return decode_tree(tree)


def decode_tree(tree: dict[str, Any]) -> Project:
    """Read a project from a file's tree, of this version or an older one."""
    tree = migrated(tree)
    check_depth(tree.get("view"), "view", around=1)
    return project_from(converted(tree, ProjectRecord))


def migrated(tree: dict[str, Any]) -> dict[str, Any]:
    """Bring an older file's tree to the present version, one version at a time."""
    for version in range(tree["version"], VERSION):
        tree = {**MIGRATIONS[version](tree), "version": version + 1}
    return tree


def encode(project: Project) -> bytes:
    """Write a project; reading it gives the same numbers bit for bit, writing that the same bytes.

    Raises
    ------
    FileError
        at a number that is not finite.
    """
    return laid_out(tree_of(project)).encode()


def version_of(tree: Any) -> int:
    """Tell of which version a project file is; refuse what is none."""
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
    return version


__all__ = ["FileError", "decode", "encode"]
