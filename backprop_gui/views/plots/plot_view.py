"""What the panel asks of a plot, whatever it shows and wherever it comes from."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from PySide6.QtWidgets import QWidget

from backprop_gui.export.curves import CurveTable


class PlotView(Protocol):
    """A plot with what stands above it.

    Attributes
    ----------
    header : its title, and controls that belong to it
    plot : what is drawn; its objectName is the offer's
    """

    @property
    def header(self) -> QWidget: ...

    @property
    def plot(self) -> QWidget: ...

    def follow(self) -> None:
        """Take another network."""

    def draw(self, done: int, growing: bool) -> None:
        """Show the first `done` rounds; `growing`: more will follow soon."""

    def restyle(self) -> None:
        """Take the colours of the look in use."""

    def describe(self, done: int) -> str:
        """Say in words what is shown."""


@runtime_checkable
class Tabulated(Protocol):
    """A plot whose numbers can be taken away as a table."""

    def table(self) -> CurveTable:
        """Give the kept rounds' numbers in full."""


@dataclass(frozen=True)
class Offer:
    """A plot that can be chosen.

    Attributes
    ----------
    name : the plot's objectName
    title : what it is called among the choices
    build : makes it as a child of the given widget
    short : what the choice says, where the title is long
    is_late : whether it is built when it is first shown; else at once
    least_width : pixels that it needs; of more plots than have room, tabs choose
    """

    name: str
    title: str
    build: Callable[[QWidget], PlotView]
    short: str = ""
    is_late: bool = True
    least_width: int = 155
