#!/usr/bin/env python3
"""Set up Backprop GUI in this checkout and run it, or run its tests.

    python3 packaging/run.py [ARGUMENTS FOR backprop-gui]
    python3 packaging/run.py test [ARGUMENTS FOR pytest]

Needs Python 3.11 or newer with pip, nothing else. The first run makes ``.venv`` and installs into it what
``uv.lock`` names; later runs only look whether that is still so. Missing system libraries are installed by
apt if this is root, otherwise the command that installs them is printed.
"""

import ctypes
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

try:
    import tomllib
except ModuleNotFoundError:
    sys.exit("Backprop GUI needs Python 3.11 or newer")

CHECKOUT = Path(__file__).resolve().parent.parent
ENVIRONMENT = CHECKOUT / ".venv"
PROGRAMS = ENVIRONMENT / ("Scripts" if os.name == "nt" else "bin")
PYTHON = PROGRAMS / ("python.exe" if os.name == "nt" else "python")

# What Qt loads when it starts, and the Debian package that has it.
QT_LIBRARIES = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
}
WINDOW_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
}
TEST_PROGRAMS = {"Xvfb": "xvfb"}


def main(arguments: list[str]) -> int:
    testing = arguments[:1] == ["test"]
    if sys.platform == "linux":
        provide_system_packages(testing)
    provide_environment("fast,test" if testing else "fast")
    if testing:
        os.chdir(CHECKOUT)
        return run(PYTHON, "-m", "pytest", *arguments[1:])
    return run(PROGRAMS / "backprop-gui", *arguments)


def provide_system_packages(testing: bool) -> None:
    """Install what the system lacks, or say how; the program's commands work without, the tests do not."""
    packages = missing_packages(testing)
    if not packages:
        return
    install = ["apt-get", "install", "--yes", "--no-install-recommends", *packages]
    if os.geteuid() == 0 and shutil.which("apt-get"):
        os.environ["DEBIAN_FRONTEND"] = "noninteractive"
        say(f"installing system packages: {' '.join(packages)}")
        run("apt-get", "update", "--quiet")
        if run(*install, "--quiet") == 0:
            return
    say(f"Qt needs system packages that are missing; install them with\n  sudo {' '.join(install)}")
    if testing and not all(map(loads, QT_LIBRARIES)):
        sys.exit(1)


def missing_packages(testing: bool) -> list[str]:
    libraries = QT_LIBRARIES | WINDOW_LIBRARIES
    packages = [package for library, package in libraries.items() if not loads(library)]
    if testing:
        packages += [package for program, package in TEST_PROGRAMS.items() if not shutil.which(program)]
    return packages


def loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def provide_environment(extras: str) -> None:
    """Make ``.venv`` and install this checkout into it, unless that was done from the same lists."""
    stamp = ENVIRONMENT / f".set-up-{extras.replace(',', '-')}"
    wanted = fingerprint()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    say(f"setting up {ENVIRONMENT} (once; a few minutes)")
    if not PYTHON.exists():
        # Without pip: Debian keeps what venv needs for it in a package of its own.
        check(sys.executable, "-m", "venv", "--without-pip", ENVIRONMENT)
    with tempfile.TemporaryDirectory() as folder:
        constraints = Path(folder, "constraints.txt")
        constraints.write_text("\n".join(locked_versions()))
        pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
        package = ["--editable", f"{CHECKOUT}[{extras}]"]
        check(*pip, "--python", PYTHON, "install", "--constraint", constraints, *package)
    stamp.write_text(wanted)


def fingerprint() -> str:
    lists = [CHECKOUT / "pyproject.toml", CHECKOUT / "uv.lock"]
    content = b"".join(path.read_bytes() for path in lists)
    return hashlib.sha256(content + sys.version.encode()).hexdigest()


def locked_versions() -> list[str]:
    """Read from ``uv.lock`` which version of each package the project is developed with."""
    packages = tomllib.loads((CHECKOUT / "uv.lock").read_text(encoding="utf-8"))["package"]
    names = [package["name"] for package in packages]
    # A package listed twice has versions for different Pythons: pip chooses among those itself.
    return [
        f"{package['name']}=={package['version']}"
        for package in packages
        if "registry" in package["source"] and names.count(package["name"]) == 1
    ]


def run(*command: str | Path) -> int:
    try:
        return subprocess.call([str(part) for part in command])
    except KeyboardInterrupt:
        return 130


def check(*command: str | Path) -> None:
    if code := run(*command):
        sys.exit(code)


def say(message: str) -> None:
    print(f"run.py: {message}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
