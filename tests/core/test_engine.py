"""The compiled engine is loaded beside training, takes over without losing a round, and is cached."""

import json
import os
import select
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from support.patience import PATIENCE
from support.projects import project_of, unfinished_tree

from backprop_gui.core import engine, kernel_cache
from backprop_gui.core.compiled import CompiledTrainer
from backprop_gui.core.stop_rules import Reason, StopRule, StopRules
from backprop_gui.core.trainer import Trainer
from backprop_gui.worker.mailbox import Credit, Snapshot
from backprop_gui.worker.training_thread import TrainingThread

START = """
import json
from backprop_gui.core import engine, kernel_cache
filled = []
fill = kernel_cache.fill
kernel_cache.fill = lambda folder: (filled.append(str(folder)), fill(folder))
kind = engine.load()
from backprop_gui.core import kernel_training
stats = kernel_training.train.stats
print(json.dumps({
    "engine": kind and kind.engine, "trouble": engine.trouble(), "filled": filled,
    "hits": sum(stats.cache_hits.values()), "misses": sum(stats.cache_misses.values()),
}))
"""


def start(cache_home: Path, program: str = START) -> dict[str, object]:
    """Load the engine in a process of its own."""
    environment = os.environ | {"XDG_CACHE_HOME": str(cache_home)}
    environment.pop("NUMBA_CACHE_DIR", None)
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=environment,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=True,
    )
    answer: dict[str, object] = json.loads(done.stdout)
    return answer


@pytest.fixture(scope="module")
def cache_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Fill a cache as the first start does, beside what an earlier kernel has left."""
    home = tmp_path_factory.mktemp("cache")
    earlier = home / "backprop-gui" / "kernel-0123456789abcdef"
    earlier.mkdir(parents=True)
    (earlier / "kernel.nbi").write_bytes(b"old")
    first = start(home)
    assert first["engine"] == "numba", first
    assert first["filled"] == [str(folder_in(home))]
    return home


def folder_in(home: Path) -> Path:
    return home / "backprop-gui" / f"kernel-{kernel_cache.fingerprint()}"


def test_a_second_start_compiles_nothing(cache_home: Path) -> None:
    second = start(cache_home)
    assert second == {"engine": "numba", "trouble": None, "filled": [], "hits": 2, "misses": 0}


FULL = (
    """
import resource, signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
"""
    + START
)


@pytest.mark.skipif(os.name != "posix", reason="needs limits on the size of files")
def test_where_no_disk_has_room_for_a_cache_it_is_compiled_without(tmp_path: Path) -> None:
    found = start(tmp_path, FULL)
    assert (found["engine"], found["trouble"], found["filled"]) == ("numba", None, [])


def test_the_cache_of_an_earlier_kernel_is_removed(cache_home: Path) -> None:
    assert [folder.name for folder in (cache_home / "backprop-gui").iterdir()] == [folder_in(cache_home).name]


@pytest.fixture
def filled_again(cache_home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Path]]:
    """Fill caches with a copy of the one that is there already; note which."""
    filled: list[Path] = []

    def copy(folder: Path) -> None:
        filled.append(folder)
        shutil.copytree(folder_in(cache_home), folder, dirs_exist_ok=True)

    monkeypatch.setattr(kernel_cache, "fill", copy)
    monkeypatch.setenv("NUMBA_CACHE_DIR", "")
    monkeypatch.setattr(kernel_cache, "_passing", None)
    yield filled
    if kernel_cache._passing:
        kernel_cache._passing.cleanup()


@pytest.mark.parametrize("damage", ["shorter", "changed", "without a note", "unreadable note"])
def test_a_damaged_cache_is_filled_anew(
    cache_home: Path, filled_again: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: str
) -> None:
    shutil.copytree(cache_home, tmp_path, dirs_exist_ok=True)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    kernel_cache.prepare()
    assert filled_again == []
    code = next(folder_in(tmp_path).rglob("*.nbc"))
    whole, note = code.read_bytes(), folder_in(tmp_path) / kernel_cache.CONTENTS
    match damage:
        case "shorter":
            code.write_bytes(whole[:1000])
        case "changed":
            code.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
        case "without a note":
            note.unlink()
        case _:
            note.write_bytes(b"\xff{")
    kernel_cache.prepare()
    assert filled_again == [folder_in(tmp_path)]
    assert kernel_cache.is_whole(folder_in(tmp_path))
    assert code.read_bytes() == whole


def test_where_nothing_can_be_kept_a_passing_folder_is_used(
    filled_again: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    kernel_cache.prepare()
    [folder] = filled_again
    assert os.environ["NUMBA_CACHE_DIR"] == str(folder)
    assert tmp_path not in folder.parents
    assert kernel_cache.is_whole(folder)


def test_a_cache_that_cannot_be_filled_is_done_without(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "no-python"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("NUMBA_CACHE_DIR", "")
    kernel_cache.prepare()
    assert not kernel_cache.is_whole(folder_in(tmp_path))


KILLED = """
import os
from backprop_gui.core import engine, kernel_cache
popen = kernel_cache.subprocess.Popen
def begin(*arguments, **options):
    process = popen(*arguments, **options)
    print(process.pid, flush=True)
    os.kill(os.getpid(), 9)
kernel_cache.subprocess.Popen = begin
engine.load()
"""


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="needs Linux to wait for another's child")
def test_the_process_that_compiles_ends_with_a_program_that_is_killed(tmp_path: Path) -> None:
    environment = os.environ | {"XDG_CACHE_HOME": str(tmp_path)}
    command = [sys.executable, "-c", KILLED]
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, timeout=PATIENCE, check=False)
    assert done.returncode == -9
    try:
        compiling = os.pidfd_open(int(done.stdout))
    except ProcessLookupError:
        compiling = None
    if compiling is not None:
        assert select.select([compiling], [], [], PATIENCE)[0], "still compiling"
        os.close(compiling)
    assert not kernel_cache.is_whole(folder_in(tmp_path))


WITHOUT_NUMBA = """
import importlib.metadata, sys
def version(name):
    raise importlib.metadata.PackageNotFoundError(name)
importlib.metadata.version = version
sys.modules["numba"] = None
""" + START.replace(
    "from backprop_gui.core import kernel_training\nstats = kernel_training.train.stats\n",
    "class stats: cache_hits = cache_misses = {}\n",
)


def test_without_numba_numpy_goes_on(tmp_path: Path) -> None:
    found = start(tmp_path, WITHOUT_NUMBA)
    assert found["engine"] is None
    assert found["trouble"] == "numba is not installed"


@pytest.fixture
def loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "_compiled", CompiledTrainer)


@pytest.mark.parametrize("order", ["sequential", "shuffled"])
def test_the_hand_over_loses_no_round(loaded: None, order: str) -> None:
    project = project_of(unfinished_tree("adam", order))
    given = project.network, project.plan, project.data
    before = Trainer(*given, project.state)
    first = before.advance(137)
    after = engine.upgraded(before)
    second = after.advance(200, stride=10, state_stride=10)
    assert after.engine == "numba"
    assert second.first_round == 137
    assert second.states.rounds.tolist() == list(range(140, 337, 10))
    assert second.sampled_rounds.tolist() == list(range(130, 337, 10))
    one_engine = CompiledTrainer(*given, first.state)
    assert second.errors.tobytes() == one_engine.advance(200).errors.tobytes()
    assert after.state.parameters.flat.tobytes() == one_engine.state.parameters.flat.tobytes()
    whole = Trainer(*given, project.state)
    expected = whole.advance(337)
    assert np.concatenate([first.errors, second.errors]) == pytest.approx(expected.errors, rel=1e-9, abs=0)
    assert after.state.rounds == 337
    for name, vector in whole.state.memory.items():
        assert after.state.memory[name] == pytest.approx(vector, rel=1e-9)


def test_the_thread_hands_over_between_two_credits(monkeypatch: pytest.MonkeyPatch) -> None:
    project = project_of(unfinished_tree("momentum", "shuffled"))
    trainer = Trainer(project.network, project.plan, project.data, project.state)
    thread = TrainingThread(trainer, engine.upgraded)
    thread.start()
    stretches = []
    for rounds in (11, 23):
        thread.mailbox.give(Credit(rounds, 60.0, 1))
        while (report := thread.mailbox.take()) is None:
            np.zeros(1)
        assert isinstance(report, Snapshot)
        stretches.append(report.stretch)
        assert thread.releases_interpreter is (rounds == 23)
        monkeypatch.setattr(engine, "_compiled", CompiledTrainer)
    thread.mailbox.close()
    thread.join(PATIENCE)
    expected = Trainer(project.network, project.plan, project.data, project.state).advance(34)
    errors = np.concatenate([stretch.errors for stretch in stretches])
    assert errors == pytest.approx(expected.errors, rel=1e-9, abs=0)
    assert stretches[1].sampled_rounds.tolist() == list(range(11, 34))


def test_two_compilations_serve_every_kind_of_run_with_rules_and_without() -> None:
    from backprop_gui.core import kernel_training

    for order in ("sequential", "shuffled"):
        for optimizer in ("sgd", "adam"):
            project = project_of(unfinished_tree(optimizer, order))
            for rules in (None, StopRules([StopRule(Reason.ERROR_BELOW, None, 0.0)], 0)):
                trainer = CompiledTrainer(project.network, project.plan, project.data, project.state)
                trainer.advance(2, rules=rules)
    assert len(kernel_training.train.signatures) == 2  # type: ignore[attr-defined]


def test_large_layers_are_left_to_numpy(loaded: None) -> None:
    tree = unfinished_tree("sgd", "sequential")
    tree["data"]["samples"] *= 2000
    tree["training"]["batch_size"] = "all"
    project = project_of(tree)
    trainer = Trainer(project.network, project.plan, project.data, project.state)
    assert engine.upgraded(trainer) is trainer


def test_what_is_said_of_the_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "_trouble", None)
    monkeypatch.setattr(engine, "_loader", None)
    assert engine.description().startswith("NumPy")
    monkeypatch.setattr(engine, "_trouble", "numba is not installed")
    assert engine.description().endswith("could not be loaded: numba is not installed")
    monkeypatch.setattr(engine, "_compiled", CompiledTrainer)
    assert engine.description().startswith("compiled")


SHORT_OF_MEMORY = """
import resource
import numpy as np
from backprop_gui.core import engine
samples, weights = np.ones((32, 784)), np.ones((784, 128))
engine.take_working_memory()
taken = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (taken + 4_000_000,) * 2)
print((samples @ weights).sum())
"""


PRODUCT = "import numpy as np\nnp.ones((128, 128)) @ np.ones((128, 128))"

PROCESSORS = ["PRESCOTT", "NEHALEM", "SANDYBRIDGE", "HASWELL", "ZEN"]
PROCESSORS += ["SKYLAKEX", "COOPERLAKE", "SAPPHIRERAPIDS"]


@pytest.mark.skipif(sys.platform != "linux", reason="reads the memory taken from /proc")
@pytest.mark.parametrize("processor", ["", *PROCESSORS])
def test_products_are_ready_before_memory_gets_short(processor: str) -> None:
    environment = os.environ | ({"OPENBLAS_CORETYPE": processor} if processor else {})

    def done(program: str) -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, "-c", program]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    if processor and done(PRODUCT).returncode == -signal.SIGILL:
        pytest.skip(f"this machine cannot work as {processor}")
    short = done(SHORT_OF_MEMORY)
    assert (short.stdout.strip(), short.stderr) == (str(32.0 * 784 * 128), "")
