"""The quantities of a round: everything that has a symbol and a number.

A quantity says what it is and where it stands, not how it is called (`notation`), how it is computed
(`formulas`) or what its number is (`figures`).
"""

from dataclasses import dataclass, replace
from enum import Enum, StrEnum

from backprop_gui.core.network import (
    BiasPlace,
    NeuronPlace,
    Place,
    TargetPlace,
    WeightPlace,
)


class Kind(Enum):
    """What a quantity is; the comment gives the seed's symbol."""

    INPUT = "input"  # i1
    TARGET = "target"  # target_o1
    WEIGHT = "weight"  # w5
    BIAS = "bias"  # b1
    NET = "net"  # net_h1
    OUT = "out"  # out_h1
    ERROR = "error"  # E_o1
    TOTAL_ERROR = "total error"  # E_total
    ERROR_BY_OUT = "error by out"  # ∂E_total/∂out_o1
    PATH = "path"  # ∂E_o1/∂out_h1
    OUT_BY_NET = "out by net"  # ∂out_o1/∂net_o1
    DELTA = "delta"  # δ_o1
    NET_BY_WEIGHT = "net by weight"  # ∂net_o1/∂w5
    ERROR_BY_WEIGHT = "error by weight"  # ∂E_total/∂w5
    ERROR_BY_BIAS = "error by bias"  # ∂E_total/∂b1
    SETTING = "setting"  # η
    MEMORY = "memory"  # the optimizer's velocity of w5


class Phase(StrEnum):
    """The five parts of a round."""

    FORWARD = "forward"
    ERROR = "error"
    BACKWARD = "backward"
    UPDATE = "update"
    CHECK = "check"


@dataclass(frozen=True, slots=True)
class Quantity:
    """One quantity of a round.

    Attributes
    ----------
    place : the neuron, target, weight or bias that it belongs to, if to one
    other : PATH: the following neuron that the path leads through;
        OUT_BY_NET: the neuron whose net is varied
    sample : the row of its sample, counted from 0, in a batch of several; None where the round has
        one sample, and for means over the batch
    after : True for what the update changed, and for the check that follows it
    name : SETTING and MEMORY: which one
    """

    kind: Kind
    place: Place | None = None
    other: NeuronPlace | None = None
    sample: int | None = None
    after: bool = False
    name: str = ""

    @property
    def phase(self) -> Phase:
        """The part of the round that computes it."""
        if self.after:
            return Phase.UPDATE if self.kind in (Kind.WEIGHT, Kind.BIAS) else Phase.CHECK
        return _PHASES.get(self.kind, Phase.BACKWARD)

    @property
    def is_given(self) -> bool:
        """Whether the round starts with it rather than computes it."""
        return self.kind in _GIVEN and not self.after

    def renewed(self) -> "Quantity":
        """Return the same quantity after the update."""
        return replace(self, after=True)


_PHASES = {
    Kind.NET: Phase.FORWARD,
    Kind.OUT: Phase.FORWARD,
    Kind.ERROR: Phase.ERROR,
    Kind.TOTAL_ERROR: Phase.ERROR,
}
MEANT = {
    Kind.NET,
    Kind.OUT,
    Kind.ERROR,
    Kind.TOTAL_ERROR,
    Kind.ERROR_BY_OUT,
    Kind.DELTA,
    Kind.ERROR_BY_WEIGHT,
    Kind.ERROR_BY_BIAS,
}
"""What a batch of several samples has a mean of; a mean of factors would be no factor of the mean."""

_GIVEN = {Kind.INPUT, Kind.TARGET, Kind.WEIGHT, Kind.BIAS, Kind.SETTING, Kind.MEMORY}


def net(neuron: NeuronPlace, sample: int | None = None, after: bool = False) -> Quantity:
    return Quantity(Kind.NET, neuron, sample=sample, after=after)


def out(neuron: NeuronPlace, sample: int | None = None, after: bool = False) -> Quantity:
    """Return a neuron's out; for an input, its value."""
    if neuron.layer < 0:
        return Quantity(Kind.INPUT, neuron, sample=sample)
    return Quantity(Kind.OUT, neuron, sample=sample, after=after)


def target(output: int, sample: int | None = None) -> Quantity:
    return Quantity(Kind.TARGET, TargetPlace(output), sample=sample)


def error(output: int, sample: int | None = None, after: bool = False) -> Quantity:
    return Quantity(Kind.ERROR, TargetPlace(output), sample=sample, after=after)


def total_error(sample: int | None = None, after: bool = False) -> Quantity:
    return Quantity(Kind.TOTAL_ERROR, sample=sample, after=after)


def error_by_out(neuron: NeuronPlace, sample: int | None = None) -> Quantity:
    return Quantity(Kind.ERROR_BY_OUT, neuron, sample=sample)


def path(neuron: NeuronPlace, following: NeuronPlace, sample: int | None = None) -> Quantity:
    return Quantity(Kind.PATH, neuron, following, sample)


def out_by_net(neuron: NeuronPlace, varied: NeuronPlace, sample: int | None = None) -> Quantity:
    return Quantity(Kind.OUT_BY_NET, neuron, varied, sample)


def delta(neuron: NeuronPlace, sample: int | None = None) -> Quantity:
    return Quantity(Kind.DELTA, neuron, sample=sample)


def net_by_weight(place: WeightPlace, sample: int | None = None) -> Quantity:
    return Quantity(Kind.NET_BY_WEIGHT, place, sample=sample)


def error_by(place: WeightPlace | BiasPlace, sample: int | None = None) -> Quantity:
    """Return ∂E_total/∂parameter."""
    kind = Kind.ERROR_BY_WEIGHT if isinstance(place, WeightPlace) else Kind.ERROR_BY_BIAS
    return Quantity(kind, place, sample=sample)


def parameter(place: WeightPlace | BiasPlace, after: bool = False) -> Quantity:
    return Quantity(Kind.WEIGHT if isinstance(place, WeightPlace) else Kind.BIAS, place, after=after)


def setting(name: str) -> Quantity:
    """Return one of the training's numbers, such as the learning rate."""
    return Quantity(Kind.SETTING, name=name)


def memory(name: str, place: WeightPlace | BiasPlace) -> Quantity:
    """Return what the optimizer remembers of a parameter."""
    return Quantity(Kind.MEMORY, place, name=name)
