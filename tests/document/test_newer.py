"""Files of later versions open with what is understood of them; older ones are brought up to date."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from support.projects import seed_tree

from backprop_gui.document import schema
from backprop_gui.document.errors import FileError
from backprop_gui.document.newer import opened
from backprop_gui.document.schema import decode, encode


def newer(change: Callable[[Any], object]) -> bytes:
    tree = {**seed_tree(), "version": 2}
    change(tree)
    return json.dumps(tree).encode()


def nothing(tree: Any) -> None:
    pass


def test_a_newer_file_with_nothing_new() -> None:
    found = opened(newer(nothing))
    assert (found.newer, found.left_out) == (2, ())
    assert encode(found.project) == encode(decode(json.dumps(seed_tree()).encode()))


def test_what_is_not_understood_is_left_out_and_named() -> None:
    def change(tree: Any) -> None:
        tree["network"]["layers"][1]["dropout"] = 0.5
        tree["network"]["layers"][0]["bias"]["colour"] = "red"
        tree["training"]["optimizer"]["warm up"] = 3
        tree["data"]["samples"][0]["weight"] = 2.0
        tree["author"] = {"name": "somebody"}

    found = opened(newer(change))
    assert sorted(found.left_out) == [
        "author",
        "data.samples[0].weight",
        "network.layers[0].bias.colour",
        "network.layers[1].dropout",
        'training.optimizer["warm up"]',
    ]
    assert found.project.title == "Seed example"


def test_what_is_of_no_use_is_refused_as_of_a_newer_version() -> None:
    def change(tree: Any) -> None:
        tree["network"]["layers"][0]["activation"] = "mish"

    with pytest.raises(FileError, match=r"^network\.layers\[0\]\.activation: .* newer than this program$"):
        opened(newer(change))


def test_the_commands_refuse_a_newer_file() -> None:
    with pytest.raises(FileError, match="newer version"):
        decode(newer(nothing))


def test_this_versions_own_files_are_read_strictly() -> None:
    with pytest.raises(FileError, match="only known keys"):
        opened(json.dumps({**seed_tree(), "author": "somebody"}).encode())


def test_older_files_pass_through_every_migration_in_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    def from_minus_one(tree: dict[str, Any]) -> dict[str, Any]:
        return {**{key: value for key, value in tree.items() if key != "name"}, "titel": tree["name"]}

    def from_zero(tree: dict[str, Any]) -> dict[str, Any]:
        return {**{key: value for key, value in tree.items() if key != "titel"}, "title": tree["titel"]}

    monkeypatch.setattr(schema, "MIGRATIONS", {-1: from_minus_one, 0: from_zero})
    old = {**seed_tree(), "version": -1, "name": "An old one"}
    del old["title"]
    assert schema.decode_tree(old).title == "An old one"
    assert old["version"] == -1


def test_every_older_version_has_a_migration() -> None:
    assert set(schema.MIGRATIONS) == set(range(1, schema.VERSION))
