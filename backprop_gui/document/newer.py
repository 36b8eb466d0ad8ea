"""Files of a newer version of the program, opened with what this one understands of them."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from backprop_gui.document.errors import FileError, at_key
from backprop_gui.document.project import Project
from backprop_gui.document.reading import require_samples
from backprop_gui.document.records import ProjectRecord
from backprop_gui.document.schema import decode_tree, version_of
from backprop_gui.document.storage import reading
from backprop_gui.document.strict_json import parse
from backprop_gui.document.writing import VERSION


@dataclass(frozen=True, eq=False)
class Opened:
    """A project as a file holds it.

    Attributes
    ----------
    newer : the file's version, where that is a newer one than this program writes
    left_out : places in a newer file of which this program knows nothing
    """

    project: Project
    newer: int | None = None
    left_out: tuple[str, ...] = ()


def open_project(path: str | Path) -> Opened:
    """Read a project that a window can show, even from a newer version's file.

    Raises
    ------
    FileError
        as `storage.load`; and for a newer file at the first thing in it that is of no use here.
    """
    with reading(path) as data:
        return opened(data)


def opened(data: bytes) -> Opened:
    """Read a project that a window can show from a file's bytes.

    Raises
    ------
    FileError
        at the first thing that is wrong; a newer file's error says that it is one.
    """
    tree = parse(data)
    version = version_of(tree)
    if version <= VERSION:
        project = decode_tree(tree)
        require_samples(project)
        return Opened(project)
    left_out: list[str] = []
    known = _known(tree, msgspec.inspect.type_info(ProjectRecord), "", left_out)
    try:
        project = decode_tree({**known, "version": VERSION})
        require_samples(project)
    except FileError as error:
        raise FileError(f"{error}; the file is of version {version}, newer than this program") from None
    return Opened(project, version, tuple(left_out))


def _known(value: Any, kind: msgspec.inspect.Type, place: str, left_out: list[str]) -> Any:
    """Copy a value without the keys that its record does not have."""
    match kind:
        case msgspec.inspect.StructType() if isinstance(value, dict):
            return _known_entries(value, kind, place, left_out)
        case msgspec.inspect.ListType(item_type=item) if isinstance(value, list):
            return [_known(part, item, f"{place}[{row}]", left_out) for row, part in enumerate(value)]
        case msgspec.inspect.UnionType(types=kinds):
            return _known(value, _chosen(value, kinds), place, left_out)
        case _:
            return value


def _known_entries(
    value: dict[str, Any], kind: msgspec.inspect.StructType, place: str, left_out: list[str]
) -> dict[str, Any]:
    fields = {field.encode_name: field.type for field in kind.fields}
    kept = {}
    for key, entry in value.items():
        if key in fields:
            kept[key] = _known(entry, fields[key], at_key(place, key), left_out)
        elif key == kind.tag_field:
            kept[key] = entry
        else:
            left_out.append(at_key(place, key))
    return kept


def _chosen(value: Any, kinds: tuple[msgspec.inspect.Type, ...]) -> msgspec.inspect.Type:
    """Find the record that a value is meant to be among those possible."""
    records = [kind for kind in kinds if isinstance(kind, msgspec.inspect.StructType)]
    if isinstance(value, dict):
        for record in records:
            if record.tag_field is None or value.get(record.tag_field) == record.tag:
                return record
    if isinstance(value, list):
        return next((kind for kind in kinds if isinstance(kind, msgspec.inspect.ListType)), kinds[0])
    return msgspec.inspect.AnyType()
