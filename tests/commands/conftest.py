"""Running commands in this process."""

from pathlib import Path

import pytest
from support.commands import Done, Run, write
from support.projects import seed_tree

from backprop_gui.__main__ import main


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Give a function that runs the program with some arguments."""

    def command(*arguments: object) -> Done:
        code = main([str(argument) for argument in arguments])
        return Done(code, *capsys.readouterr())

    return command


@pytest.fixture
def in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a folder that holds the seed's project as net.bpnet, and nothing else."""
    monkeypatch.chdir(tmp_path)
    write(seed_tree())
    return tmp_path
