"""Where the program's own files are: fonts, icons, examples.

An installed program carries them inside the package; a checkout keeps them beside it.
"""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


def resource_folder(package: Path = PACKAGE) -> Path:
    """Return the folder that holds the resources, the packaged one first."""
    packaged = package / "resources"
    return packaged if packaged.is_dir() else package.parent / "resources"


def resource(*parts: str) -> Path:
    """Return the path of one resource, ``resource("icons", "step.svg")``.

    Raises
    ------
    FileNotFoundError
        if the program was installed without it
    """
    path = resource_folder().joinpath(*parts)
    if not path.exists():
        raise FileNotFoundError(f"this copy of Backprop GUI lacks its file {path}")
    return path
