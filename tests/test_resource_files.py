from pathlib import Path

import pytest

from backprop_gui.resource_files import resource, resource_folder


def test_packaged_folder_comes_first(tmp_path: Path) -> None:
    (tmp_path / "resources").mkdir()
    package = tmp_path / "backprop_gui"
    (package / "resources").mkdir(parents=True)
    assert resource_folder(package) == package / "resources"


def test_checkout_keeps_resources_beside_the_package(tmp_path: Path) -> None:
    assert resource_folder(tmp_path / "backprop_gui") == tmp_path / "resources"


def test_resource_is_found() -> None:
    assert resource("README.md").is_file()


def test_missing_resource_is_named() -> None:
    with pytest.raises(FileNotFoundError, match=r"nowhere\.svg"):
        resource("icons", "nowhere.svg")
