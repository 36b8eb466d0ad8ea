"""The compiled kernel's cache: it is compiled once for each kernel, Python and numba, and then only read.

Compiling takes several seconds and holds the interpreter for a tenth of one at a time, which the window
would show. So a process of its own compiles and fills the cache. What was written is noted with its
checksums: numba would run damaged machine code.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

COMPILED_FILES = (
    "array.py",
    "activations.py",
    "losses.py",
    "outputs.py",
    "optimizers.py",
    "kernel.py",
    "kernel_formulas.py",
    "kernel_outputs.py",
    "kernel_softmax.py",
    "kernel_updates.py",
    "kernel_training.py",
    "spans.py",
    "stop_rules.py",
    "compiled.py",
)
CONTENTS = "contents.json"
PATIENCE = 120.0
"""Seconds to wait for the process that compiles."""

LARGEST = 4_000_000
"""Bytes that a cache may take, by far; a disk without room for them is not used."""

is_used = True
"""Whether numba is to read and fill the cache: not where filling it has failed."""


def prepare() -> None:
    """Have the kernel compiled where the cache lacks it, and let numba use the cache.

    Without a cache that can be filled, numba compiles in this process, for this process.
    """
    global is_used
    try:
        folder = usable_folder()
    except OSError:
        is_used = False
        return
    os.environ["NUMBA_CACHE_DIR"] = str(folder)
    if not is_whole(folder) and not getattr(sys, "frozen", False):
        clear(folder)
        fill(folder)
        is_used = is_whole(folder)


def user_folder() -> Path:
    """Find the user's folder for what may be thrown away and made again."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local"
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    else:
        base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "backprop-gui"


def usable_folder() -> Path:
    """Make this kernel's folder in the user's cache, or where that has no room for it, a passing one.

    Raises
    ------
    OSError
        if there is room for it nowhere.
    """
    folder = user_folder() / f"kernel-{fingerprint()}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        check_room(folder)
    except OSError:
        folder = Path(_passing_folder().name)
        check_room(folder)
    return folder


def check_room(folder: Path) -> None:
    """Raise an OSError where a folder cannot be written to, or its disk has no room for a cache."""
    with tempfile.TemporaryFile(dir=folder) as file:
        if not is_whole(folder):
            file.write(bytes(LARGEST))
            file.flush()
            os.fsync(file.fileno())


def _passing_folder() -> "tempfile.TemporaryDirectory[str]":
    """Make a folder that is removed when the program ends."""
    global _passing
    if _passing is None:
        _passing = tempfile.TemporaryDirectory(prefix="backprop-gui-", ignore_cleanup_errors=True)
    return _passing


_passing: "tempfile.TemporaryDirectory[str] | None" = None


def fingerprint() -> str:
    """Name the kernel's present text, and the Python and numba that compile it."""
    texts = [(Path(__file__).parent / name).read_bytes() for name in COMPILED_FILES]
    texts += [sys.version.encode(), version("numba").encode()]
    return hashlib.sha256(b"".join(texts)).hexdigest()[:16]


def is_whole(folder: Path) -> bool:
    """Tell whether a cache has been filled to the end, and nothing in it has changed since."""
    try:
        noted = json.loads((folder / CONTENTS).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return bool(noted) and noted == checksums(folder)


def checksums(folder: Path) -> dict[str, str]:
    """Compute the checksum of every file of a cache but the note of them."""
    files = sorted(path for path in folder.rglob("*.nb?") if path.is_file())
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files
    }


def fill(folder: Path) -> None:
    """Compile the kernel in a process of its own; where that fails, numba will do it in this one.

    However this process ends, its end of the pipe is closed, and the other one ends too.
    """
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path), "NUMBA_CACHE_DIR": str(folder)}
    command = [sys.executable, "-m", __name__, str(folder)]
    pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL
    try:
        process = subprocess.Popen(command, env=environment, stdin=pipe, stdout=nowhere, stderr=nowhere)
    except OSError:
        return
    with process:
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()


def clear(folder: Path) -> None:
    """Remove what lies in a cache."""
    for path in folder.iterdir():
        shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)


def remove_others() -> None:
    """Remove the caches of earlier kernels."""
    present = f"kernel-{fingerprint()}"
    for folder in user_folder().glob("kernel-*"):
        if folder.name != present:
            shutil.rmtree(folder, ignore_errors=True)


def main(folder: Path) -> None:
    """Compile the kernel, when nothing else wants the processor, and note what was written."""
    threading.Thread(target=end_with_parent, daemon=True).start()
    if hasattr(os, "nice"):
        os.nice(5)
    import_module("backprop_gui.core.compiled").warm_up()
    (folder / CONTENTS).write_text(json.dumps(checksums(folder)), encoding="utf-8")


def end_with_parent() -> None:
    """Wait until nobody holds the other end of standard input, then end at once."""
    sys.stdin.buffer.read()
    os._exit(1)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
