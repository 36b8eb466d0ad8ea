"""What the current step lights: which places, in which of the formula's colours, which of their values."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from PySide6.QtGui import QColor

from backprop_gui.core.network import NeuronPlace, Place, TargetPlace
from backprop_gui.explain.quantities import Kind, Quantity
from backprop_gui.explain.steps import Lit
from backprop_gui.look.theme import Theme


@dataclass
class Light:
    """How one place is lit.

    Attributes
    ----------
    rings : the colours of the formula's parts that read from here; the accent where none does
    values : the colour of each shown value that is read or computed
    is_own : whether the step computes something of this place
    """

    rings: list[QColor] = field(default_factory=list)
    values: dict[Kind, QColor] = field(default_factory=dict)
    is_own: bool = False

    def add_ring(self, color: QColor) -> None:
        if color not in self.rings:
            self.rings.append(color)

    @property
    def of_parameter(self) -> QColor | None:
        """The colour of a parameter's connection and label."""
        for kind in (Kind.WEIGHT, Kind.BIAS):
            if kind in self.values:
                return self.values[kind]
        return self.rings[-1] if self.rings else None


DARKNESS = Light()
_SHOWN_AS = {Kind.NET_BY_WEIGHT: Kind.OUT, Kind.INPUT: Kind.OUT, Kind.ERROR_BY_OUT: Kind.ERROR}


def lights_of(lits: Iterable[Lit], outputs_layer: int, theme: Theme) -> Mapping[Place, Light]:
    """Say how each place that a step, or a pass of a round, concerns is lit."""
    found: dict[Place, Light] = {}
    for lit in lits:
        color = theme.accent if lit.part is None else theme.factor(lit.part)
        light = found.setdefault(lit.place, Light())
        light.is_own |= lit.part is None
        if lit.part is not None:
            light.add_ring(color)
        _light_value(found, lit, color, outputs_layer)
    for light in found.values():
        if not light.rings:
            light.rings.append(theme.accent)
    return found


def _light_value(found: dict[Place, Light], lit: Lit, color: QColor, outputs_layer: int) -> None:
    """Colour the value that is read; ∂E/∂out of an output is read from its error."""
    place = _where_shown(lit.place, lit.quantity, outputs_layer)
    if place is not None:
        light = found.setdefault(place, Light())
        # What the step itself computes comes first, and keeps the accent.
        light.values.setdefault(_SHOWN_AS.get(lit.quantity.kind, lit.quantity.kind), color)
        if place != lit.place:
            light.add_ring(color)


def _where_shown(place: Place, quantity: Quantity, outputs_layer: int) -> Place | None:
    if quantity.kind is Kind.ERROR_BY_OUT and isinstance(place, NeuronPlace):
        return TargetPlace(place.index) if place.layer == outputs_layer else None
    return place
