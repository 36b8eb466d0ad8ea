"""The engines that train: NumPy, always at hand, and the compiled one, once it is loaded.

Loading takes from half a second to some ten: numba is imported, and the kernel compiled or read from
the cache of an earlier start. Who has something else to do meanwhile calls `load_meanwhile`.
"""

import logging
import threading
from importlib import import_module
from typing import Literal

import numpy as np

from backprop_gui.core import kernel_cache
from backprop_gui.core.dataset import Dataset
from backprop_gui.core.network import Network
from backprop_gui.core.trainer import Trainer
from backprop_gui.core.training import TrainingPlan

EngineName = Literal["auto", "numpy", "numba"]

SLOW_LAYER = 10_000
"""Weights × batch of a layer from which on NumPy's matrix products are the faster way."""

LOADER = "loading the compiled engine"
"""The name of the thread that loads it."""

_loading = threading.Lock()
_compiled: type[Trainer] | None = None
_trouble: str | None = None
_loader: threading.Thread | None = None


def take_working_memory() -> None:
    """Have the matrix products take the memory that they work in.

    Their library takes it at the first large product, and ends the process where there is none left by then.
    Products of up to 100 × 100 numbers need none on processors with AVX-512.
    """
    square = np.ones((128, 128))
    square @ square


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
                _trouble = _reason(error)
        return _compiled


def _load() -> type[Trainer]:
    kernel_cache.prepare()
    compiled = import_module("backprop_gui.core.compiled")
    compiled.warm_up()
    kernel_cache.remove_others()
    kind: type[Trainer] = compiled.CompiledTrainer
    return kind


def _reason(error: Exception) -> str:
    if isinstance(error, ModuleNotFoundError) and error.name == "numba":
        return "numba is not installed"
    return f"{type(error).__name__}: {error}".splitlines()[0]


def load_meanwhile() -> None:
    """Begin to load the compiled engine on a thread of its own, if nobody has done so."""
    global _loader
    if _loader is None:
        _loader = threading.Thread(target=load, name=LOADER, daemon=True)
        _loader.start()


def suits(network: Network, plan: TrainingPlan, data: Dataset) -> bool:
    """Tell whether the compiled engine is the faster one: not where large layers favour BLAS."""
    largest = max(layer.present.size for layer in network.layers)
    return largest * plan.schedule(data).batch_size < SLOW_LAYER


def upgraded(trainer: Trainer) -> Trainer:
    """Return the same training by the compiled engine, where that is loaded and the faster one."""
    if _compiled is None or isinstance(trainer, _compiled):
        return trainer
    if not suits(trainer.network, trainer.plan, trainer.all_data):
        return trainer
    return _compiled(trainer.network, trainer.plan, trainer.all_data, trainer.state)


def description() -> str:
    """Say in a line which engine trains."""
    numpy = f"NumPy {np.__version__}"
    if _compiled is not None:
        return f"compiled (numba); layers large enough for BLAS: {numpy}"
    if _trouble is not None:
        return f"{numpy}, because the compiled one could not be loaded: {_trouble}"
    if _loader is not None and _loader.is_alive():
        return f"{numpy}, while the compiled one is loading"
    return f"{numpy}; the compiled one is loaded when training begins"
