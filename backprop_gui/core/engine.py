"""The engines that train: NumPy, always at hand, and the compiled one, once it is loaded.

Loading takes from half a second to some ten: numba is imported, and the kernel compiled or read from
the cache of an earlier start. Who has something else to do meanwhile calls `load` on a thread.
"""

import hashlib
import logging
import os
import sys
import threading
from importlib import import_module
from pathlib import Path
from typing import Literal

import numpy as np

from backprop_gui.core.dataset import Dataset
from backprop_gui.core.network import BiasKind, Layer, Network, Parameters
from backprop_gui.core.trainer import Trainer
from backprop_gui.core.training import TrainingPlan, TrainingState

EngineName = Literal["auto", "numpy", "numba"]

SLOW_LAYER = 20_000
"""Weights × batch of a layer from which on NumPy's matrix products are the faster way."""

COMPILED_FILES = ("activations.py", "kernel.py", "kernel_formulas.py", "kernel_updates.py")

LOADER = "loading the compiled engine"
"""The name of the thread that loads it."""

_loading = threading.Lock()
_compiled: type[Trainer] | None = None
_trouble: str | None = None
_loader: threading.Thread | None = None


def compiled_engine() -> type[Trainer] | None:
    """Return the compiled engine if it is loaded; never waits."""
    return _compiled


def trouble() -> str | None:
    """Say why the compiled engine could not be loaded; None while nothing is wrong."""
    return _trouble


def load() -> type[Trainer] | None:
    """Load the compiled engine, once; return None where that cannot be done, and remember why."""
    global _compiled, _trouble
    with _loading:
        if _compiled is None and _trouble is None:
            try:
                _compiled = _load()
            except Exception as error:  # whatever numba stumbles over, NumPy goes on
                logging.getLogger(__name__).info("no compiled engine: %s", error)
                _trouble = f"{type(error).__name__}: {error}"
        return _compiled


def trainer(
    network: Network, plan: TrainingPlan, data: Dataset, state: TrainingState, engine: EngineName = "numpy"
) -> Trainer:
    """Make a trainer; where `engine` asks for the compiled one, load that first."""
    kind = load() if engine != "numpy" and suits(network, plan, data) else None
    return (kind or Trainer)(network, plan, data, state)


def suits(network: Network, plan: TrainingPlan, data: Dataset) -> bool:
    """Tell whether the compiled engine is the faster one: not where large layers favour BLAS."""
    largest = max(layer.present.size for layer in network.layers)
    return largest * plan.schedule(data).batch_size < SLOW_LAYER


def _load() -> type[Trainer]:
    os.environ.setdefault("NUMBA_CACHE_DIR", str(cache_folder() / _fingerprint()))
    kind: type[Trainer] = import_module("backprop_gui.core.compiled").CompiledTrainer
    network, plan, data, state = _smallest()
    kind(network, plan, data, state).advance(1)
    return kind


def cache_folder() -> Path:
    """Find the user's folder for what may be thrown away and made again."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local"
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    else:
        base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "backprop-gui"


def _fingerprint() -> str:
    """Name the kernel's present text: numba would not notice that one file of it has changed."""
    texts = [(Path(__file__).parent / name).read_bytes() for name in COMPILED_FILES]
    return "kernel-" + hashlib.sha256(b"".join(texts)).hexdigest()[:16]


def _smallest() -> tuple[Network, TrainingPlan, Dataset, TrainingState]:
    """Make the smallest run there is, to compile the kernel for."""
    present = np.ones((1, 1), dtype=bool)
    layer = Layer(("o1",), "linear", BiasKind.NONE, False, present, ~present)
    network, plan, one = Network(("i1",), (layer,)), TrainingPlan(), np.ones((1, 1))
    state = TrainingState.fresh(network, Parameters.zeros(network), plan.optimizer)
    return network, plan, Dataset(one, one), state


def load_meanwhile() -> None:
    """Begin to load the compiled engine on a thread of its own, if nobody has done so."""
    global _loader
    if _loader is None:
        _loader = threading.Thread(target=load, name=LOADER, daemon=True)
        _loader.start()


def upgraded(trainer: Trainer) -> Trainer:
    """Return the same training by the compiled engine, where that is loaded and the faster one."""
    if _compiled is None or isinstance(trainer, _compiled):
        return trainer
    if not suits(trainer.network, trainer.plan, trainer.all_data):
        return trainer
    return _compiled(trainer.network, trainer.plan, trainer.all_data, trainer.state)
