"""What run.py does: set up ``.venv`` as ``uv.lock`` says, and start the program or its tests.

Later runs only look whether that is still so. The program itself is not installed: ``.venv`` looks for it in
the checkout that it stands in, so that both may be moved. Missing system libraries are installed by apt if
this is root; otherwise the command that does it is said at the end.
"""

import ctypes
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

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

# Python reads such a file in the locale's encoding: it must not hold the checkout's name and its umlauts.
PATH_FILE = "import sys, pathlib; sys.path.append(str(pathlib.Path(sys.prefix).parent))\n"
# Without the folder that one stands in: -P.
START_SCRIPTS = {
    "posix": '#!/bin/sh\nexec "$(dirname "$(readlink -f "$0")")/python" -P -m backprop_gui "$@"\n',
    "nt": '@"%~dp0python.exe" -P -m backprop_gui %*\n',
}


def main(arguments: list[str]) -> int:
    testing = arguments[:1] == ["test"]
    lacking = provide_system_packages(testing) if sys.platform == "linux" else ""
    if testing and lacking and not all(map(loads, QT_LIBRARIES)):
        say(lacking)
        return 1
    provide_environment("fast,test" if testing else "fast")
    code = run_tests(arguments[1:]) if testing else run(PYTHON, "-P", "-m", "backprop_gui", *arguments)
    if lacking:
        say(lacking)
    return code


def run_tests(arguments: list[str]) -> int:
    os.chdir(CHECKOUT)
    return run(PYTHON, "-m", "pytest", *arguments)


# --- What the system has to have ------------------------------------------------------------------


def provide_system_packages(testing: bool) -> str:
    """Install what the system lacks, or say how; the program's commands work without, the tests do not."""
    packages = missing_packages(testing)
    if not packages:
        return ""
    update = ["apt-get", "update"]
    install = ["apt-get", "install", "--yes", "--no-install-recommends", *packages]
    if os.geteuid() == 0 and shutil.which("apt-get"):
        os.environ["DEBIAN_FRONTEND"] = "noninteractive"
        say(f"installing system packages: {' '.join(packages)}")
        if run_quietly(*update) == 0 and run_quietly(*install) == 0:
            return ""
    line = as_root(update, install)
    return f"Qt needs system packages that are missing; on Debian and Ubuntu, this installs them:\n  {line}"


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


def as_root(*commands: list[str]) -> str:
    """Write commands, one after another, as a line that this user can enter."""
    lines = [" ".join(command) for command in commands]
    if os.geteuid() == 0:
        return " && ".join(lines)
    if shutil.which("sudo"):
        return " && ".join(f"sudo {line}" for line in lines)
    return f"su -c '{' && '.join(lines)}'"


# --- The environment ------------------------------------------------------------------------------


def provide_environment(extras: str) -> None:
    """Make ``.venv`` and install what the checkout needs, unless that was done here from the same lists."""
    stamp = ENVIRONMENT / f".set-up-{extras.replace(',', '-')}"
    wanted = fingerprint()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    if find_spec("pip") is None:
        sys.exit(f"run.py: {without_pip()}")
    say(f"setting up {ENVIRONMENT} (once; a few minutes)")
    if not PYTHON.exists():
        # Without pip: Debian keeps what venv needs for it in a package of its own.
        check(run(sys.executable, "-m", "venv", "--without-pip", ENVIRONMENT))
    find_the_checkout()
    with tempfile.TemporaryDirectory() as folder:
        wishes, constraints = Path(folder, "wishes.txt"), Path(folder, "constraints.txt")
        wishes.write_text("\n".join(requirements(extras.split(","))))
        constraints.write_text("\n".join(locked_versions()))
        pip = [
            sys.executable,
            "-m",
            "pip",
            "--disable-pip-version-check",
            "--no-input",
            "--python",
            str(PYTHON),
        ]
        lists = ["--requirement", str(wishes), "--constraint", str(constraints)]
        check(run_quietly(*pip, "install", "--progress-bar", "off", *lists, tell=download))
    stamp.write_text(wanted)


def without_pip() -> str:
    """Say how this Python gets pip."""
    if sys.prefix == "/usr" and shutil.which("apt-get"):
        install = ["apt-get", "install", "--yes", "--no-install-recommends", "python3-pip"]
        return f"{sys.executable} has no pip; this installs it:\n  {as_root(['apt-get', 'update'], install)}"
    return f"{sys.executable} has no pip; this installs it:\n  {sys.executable} -m ensurepip --upgrade"


def fingerprint() -> str:
    """Name what is installed, and where: what pip writes into ``.venv`` knows its folder."""
    lists = [CHECKOUT / "pyproject.toml", CHECKOUT / "uv.lock"]
    content = b"".join(path.read_bytes() for path in [*lists, Path(__file__)])
    return hashlib.sha256(content + sys.version.encode() + os.fsencode(CHECKOUT)).hexdigest()


def requirements(extras: list[str]) -> list[str]:
    """Read from ``pyproject.toml`` what the program needs."""
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wishes: list[str] = list(project["dependencies"])
    for extra in extras:
        wishes += project["optional-dependencies"][extra]
    return wishes


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


def download(line: str) -> str:
    """Tell of what pip says that it downloads a file, or installs them; nothing of all else."""
    if found := re.match(r"\s*Downloading (?:\S*/)?([^-\s]+)-([^-\s]+)-\S+\.whl (\(.*\))", line):
        return f"downloading {found[1]} {found[2]} {found[3]}"
    return "installing what was downloaded" if line.startswith("Installing collected") else ""


def find_the_checkout() -> None:
    """Let ``.venv`` find the program in the checkout, and start it by its name."""
    for libraries in [*ENVIRONMENT.glob("lib/python*/site-packages"), *ENVIRONMENT.glob("Lib/site-packages")]:
        for installed in libraries.glob("*backprop_gui*.pth"):  # as earlier checkouts were
            installed.unlink()
        (libraries / "checkout.pth").write_text(PATH_FILE)
    script = PROGRAMS / ("backprop-gui.cmd" if os.name == "nt" else "backprop-gui")
    script.write_text(START_SCRIPTS[os.name])
    script.chmod(0o755)


# --- Running --------------------------------------------------------------------------------------


def run(*command: str | Path) -> int:
    try:
        return subprocess.call([str(part) for part in command])
    except KeyboardInterrupt:
        return 130


def run_quietly(*words: str, tell: Callable[[str], str] = lambda line: "") -> int:
    """Run a command, show what `tell` makes of its lines, and all of them where it fails."""
    lines: list[str] = []
    with subprocess.Popen(
        words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace"
    ) as process:
        assert process.stdout
        try:
            for line in process.stdout:
                lines.append(line)
                if told := tell(line):
                    say(told)
        except KeyboardInterrupt:
            process.terminate()
            return 130
    if process.returncode:
        say(f"{' '.join(words)} failed:\n{''.join(lines)}")
    return process.returncode


def check(code: int) -> None:
    if code:
        sys.exit(code)


def say(message: str) -> None:
    print(f"run.py: {message}", file=sys.stderr, flush=True)
