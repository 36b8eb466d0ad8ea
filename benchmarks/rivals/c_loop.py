"""The same rounds as loops in C, compiled here and now with the system's compiler."""

import ctypes
import subprocess
import tempfile
from pathlib import Path

import numpy as np

from rivals.contest import Contest, Rounds

SOURCE = Path(__file__).with_name("c_loop.c")


def rounds(contest: Contest) -> Rounds:
    """Compile the loop for a contest's sizes.

    Raises
    ------
    OSError, CalledProcessError
        where there is no C compiler, or it fails.
    """
    sizes, network = contest.sizes, contest.network
    biases = [
        np.broadcast_to(bias, size) for bias, size in zip(contest.parameters.biases, sizes[1:], strict=True)
    ]
    weights = network.weight_count
    parameters = np.concatenate([contest.parameters.flat[:weights], *biases])
    trained = weights if contest.is_seed else parameters.size
    function = compiled(contest, parameters.size)

    def train(count: int) -> float:
        errors = np.empty(count)
        pointers = [
            array.ctypes.data_as(ctypes.c_void_p) for array in (parameters, contest.inputs, contest.targets)
        ]
        function(
            *(pointers[0], parameters.size, weights, trained, pointers[1], pointers[2], len(contest.inputs)),
            *(ctypes.c_double(contest.rate), ctypes.c_long(count), errors.ctypes.data_as(ctypes.c_void_p)),
        )
        return float(errors[-1])

    return train


def compiled(contest: Contest, parameters: int) -> "ctypes._FuncPointer":
    """Compile the C file and load it."""
    names = {
        "SIZES": ",".join(map(str, contest.sizes)),
        "LAYERS": len(contest.sizes) - 1,
        "WIDEST": max(contest.sizes),
        "COUNT": parameters,
        "BATCH": contest.batch,
        "SIGMOID": int(contest.activations[0] == "sigmoid"),
    }
    with tempfile.TemporaryDirectory() as folder:
        library = Path(folder) / "c_loop.so"
        defined = [f"-D{name}={value}" for name, value in names.items()]
        flags = ["-O3", "-shared", "-fPIC", *defined, str(SOURCE), "-o", str(library), "-lm"]
        subprocess.run(["cc", *flags], check=True, capture_output=True)
        return ctypes.CDLL(str(library)).train
