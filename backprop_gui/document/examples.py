"""The examples that come with the program."""

from dataclasses import dataclass

from backprop_gui.document.errors import FileError, choice, quoted
from backprop_gui.document.project import Project
from backprop_gui.document.schema import decode
from backprop_gui.resource_files import resource


@dataclass(frozen=True)
class Example:
    """A bundled project: its short name, its title, and what it shows."""

    name: str
    title: str
    sentence: str


EXAMPLES = (
    Example("seed", "Seed example", "A 2-2-2 sigmoid network; one round by hand, then ten thousand."),
    Example("opening", "Opening example", "A 2-2-1 linear network that predicts 0.191 where 1 is right."),
)


def example_file(name: str) -> bytes:
    """Read a bundled example's file.

    Raises
    ------
    FileError
        if there is no example of that name.
    """
    if name not in {example.name for example in EXAMPLES}:
        names = choice(example.name for example in EXAMPLES)
        raise FileError(f"expected {names}, found {quoted(name)}", "example")
    return resource("examples", f"{name}.bpnet").read_bytes()


def load_example(name: str) -> Project:
    """Read a bundled example.

    Raises
    ------
    FileError
        if there is no example of that name.
    """
    return decode(example_file(name))
