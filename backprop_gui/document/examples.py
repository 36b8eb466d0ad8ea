"""The examples that come with the program: files, and projects made by `document.lessons` when asked for."""

from dataclasses import dataclass
from importlib import import_module

from backprop_gui.document.errors import FileError, choice, quoted
from backprop_gui.document.project import Project
from backprop_gui.document.schema import decode, encode
from backprop_gui.resource_files import resource

GROUPS = ("The slides", "Logic", "What goes wrong", "Classification", "Regression", "Real data")
SLIDES, LOGIC, FAULTS, CLASSIFICATION, REGRESSION, REAL = GROUPS


@dataclass(frozen=True)
class Example:
    """An example: its short name, its title, what it shows, and where it comes from.

    Attributes
    ----------
    group : one of `GROUPS`
    made_by : the module of `document.lessons` and the function there; empty where it is a file
    """

    name: str
    title: str
    sentence: str
    group: str
    made_by: str = ""

    def project(self) -> Project:
        """Make or read the project."""
        if not self.made_by:
            return decode(self.file())
        module, function = self.made_by.split(".")
        made = getattr(import_module(f"backprop_gui.document.lessons.{module}"), function)()
        assert isinstance(made, Project)
        return made

    def file(self) -> bytes:
        """Write the project's file."""
        if self.made_by:
            return encode(self.project())
        return resource("examples", f"{self.name}.bpnet").read_bytes()


EXAMPLES = (
    Example("seed", "Seed example", "A 2-2-2 sigmoid network; one round by hand, then ten thousand.", SLIDES),
    Example(
        "opening",
        "Opening example",
        "A 2-2-1 linear network that predicts 0.191 where 1 is right.",
        SLIDES,
    ),
    Example("and", "AND", "One neuron learns AND.", LOGIC, "logic.and_gate"),
    Example("or", "OR", "One neuron learns OR.", LOGIC, "logic.or_gate"),
    Example("xor", "XOR", "Two hidden neurons learn what one cannot.", LOGIC, "logic.xor"),
    Example(
        "xor_stuck",
        "XOR, stuck",
        "The same network with other start weights comes to a standstill.",
        LOGIC,
        "logic.xor_stuck",
    ),
    Example(
        "dead_relu",
        "Dead ReLU",
        "A neuron that is never active gets no gradient and never learns.",
        FAULTS,
        "faults.dead_relu",
    ),
    Example(
        "vanishing",
        "Vanishing gradients",
        "Seven layers of sigmoids: at the first hardly any gradient arrives.",
        FAULTS,
        "faults.vanishing",
    ),
    Example(
        "exploding",
        "Exploding gradients",
        "Deep and with large weights: after a few rounds the numbers run away.",
        FAULTS,
        "faults.exploding",
    ),
    Example(
        "saturated",
        "Saturated neurons",
        "Large weights leave the sigmoids no slope to learn from.",
        FAULTS,
        "faults.saturated",
    ),
    Example(
        "symmetric",
        "All weights equal",
        "Hidden neurons that begin alike stay alike.",
        FAULTS,
        "faults.symmetric",
    ),
    Example(
        "rate_too_high",
        "Learning rate too high",
        "Each step overshoots, and the error grows.",
        FAULTS,
        "faults.rate_too_high",
    ),
    Example("circle", "Circle", "A disc within a ring.", CLASSIFICATION, "playground.circle"),
    Example(
        "xor_plane",
        "Exclusive or in the plane",
        "Four squares, crosswise of one class.",
        CLASSIFICATION,
        "playground.xor_plane",
    ),
    Example("gauss", "Two clouds", "Two clouds that a line parts.", CLASSIFICATION, "playground.gauss"),
    Example("spiral", "Spiral", "Two arms wound around each other.", CLASSIFICATION, "playground.spiral"),
    Example("plane", "Plane", "A surface that rises evenly.", REGRESSION, "playground.plane"),
    Example(
        "multi_gauss", "Six hills", "Three hills and three hollows.", REGRESSION, "playground.multi_gauss"
    ),
    Example("sine", "Sine", "A curve through points with a little noise.", REGRESSION, "playground.sine"),
    Example("iris", "Iris", "Three species of flowers told by four lengths.", REAL, "real_data.iris"),
    Example(
        "digits",
        "Handwritten digits",
        "1,797 digits of 8 by 8 points, read by a small network.",
        REAL,
        "real_data.digits",
    ),
)


def example_file(name: str) -> bytes:
    """Write an example's file.

    Raises
    ------
    FileError
        if there is no example of that name.
    """
    return _named(name).file()


def load_example(name: str) -> Project:
    """Make or read an example's project.

    Raises
    ------
    FileError
        if there is no example of that name.
    """
    return _named(name).project()


def _named(name: str) -> Example:
    for example in EXAMPLES:
        if example.name == name:
            return example
    names = choice(example.name for example in EXAMPLES)
    raise FileError(f"expected {names}, found {quoted(name)}", "example")
