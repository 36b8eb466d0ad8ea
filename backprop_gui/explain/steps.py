"""A told round: its steps, each made when it is asked for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from typing import overload

from backprop_gui.core.network import NeuronPlace, Place, WeightPlace
from backprop_gui.core.training import ComputedRound
from backprop_gui.explain.expression import (
    Expression,
    coloured_parts,
    evaluate,
    quantities_in,
    typical_quantities_in,
)
from backprop_gui.explain.figures import Figures
from backprop_gui.explain.formulas import formula
from backprop_gui.explain.notation import Notation
from backprop_gui.explain.order import Order, Wanted
from backprop_gui.explain.quantities import Kind, Phase, Quantity
from backprop_gui.explain.sections import Section, layer_of
from backprop_gui.explain.sentences import sentence
from backprop_gui.explain.substitution import with_digits


@dataclass(frozen=True)
class Lit:
    """A place on the diagram that a step is about, and which part of its formula reads from there.

    Attributes
    ----------
    part : counted from 0; None for the place whose quantity the step computes
    quantity : what is read or computed there
    """

    place: Place
    part: int | None
    quantity: Quantity


_HANGING_ON_OUT = {Kind.OUT, Kind.ERROR, Kind.ERROR_BY_OUT, Kind.OUT_BY_NET, Kind.DELTA}


class Step:
    """One quantity of a round, with the formula that computes it.

    The number shown is the evaluation of the formula shown.

    Attributes
    ----------
    quantity : what the step computes
    figures, notation : the numbers and the names of the round's quantities
    """

    def __init__(self, quantity: Quantity, figures: Figures, notation: Notation) -> None:
        self.quantity = quantity
        self.figures = figures
        self.notation = notation

    @cached_property
    def expression(self) -> Expression:
        """The formula that computes the quantity."""
        return formula(self.quantity, self.figures)

    @property
    def id(self) -> str:
        return self.notation.id(self.quantity)

    @property
    def phase(self) -> Phase:
        return self.quantity.phase

    @property
    def layer(self) -> int | None:
        """The layer that the step is about, counted from 0; None for errors."""
        return layer_of(self.quantity)

    @cached_property
    def value(self) -> float:
        """The step's number, infinite or NaN beyond the reach of floating point."""
        figures = self.figures
        rest = figures.rest if self.may_cancel else None
        return evaluate(self.expression, figures.number, figures.of_each_sample, rest)

    @property
    def may_cancel(self) -> bool:
        """Whether the formula may take an out from nearly its own size, and so hangs on its last digits."""
        return self.quantity.kind in _HANGING_ON_OUT

    def substituted(self, digits: int) -> Expression:
        """Return the formula as it is to be written in numbers of so many digits."""
        if not self.may_cancel:
            return self.expression
        return with_digits(self.expression, self.figures.number, self.figures.rest, digits)

    @cached_property
    def operands(self) -> tuple[Quantity, ...]:
        """The quantities that the formula reads, each once, from left to right."""
        return tuple(dict.fromkeys(quantities_in(self.expression)))

    @property
    def uses(self) -> tuple[str, ...]:
        """The ids of the steps, parameters, inputs and targets that the formula reads."""
        left_out = (Kind.SETTING, Kind.MEMORY)
        return tuple(self.notation.id(each) for each in self.operands if each.kind not in left_out)

    @cached_property
    def sentence(self) -> str:
        """The step in plain words."""
        return sentence(self.quantity, self.figures, self.notation)

    @cached_property
    def lit(self) -> tuple[Lit, ...]:
        """The places on the diagram that the step concerns, its own first."""
        own = [Lit(self.quantity.place, None, self.quantity)] if self.quantity.place else []
        read = [
            Lit(place, number, quantity)
            for part, number in coloured_parts(self.expression)
            for quantity in typical_quantities_in(part)
            for place in places_of(quantity)
        ]
        return (*own, *read)


def places_of(quantity: Quantity) -> Iterator[Place]:
    """Yield where on the diagram a quantity is shown.

    ∂net/∂w is what the weight's source sent; the error on one path comes along its weight.
    """
    if quantity.kind is Kind.PATH and isinstance(quantity.place, NeuronPlace) and quantity.other:
        yield WeightPlace(quantity.other.layer, quantity.other.index, quantity.place.index)
        yield quantity.other
        return
    if quantity.kind is Kind.NET_BY_WEIGHT and isinstance(quantity.place, WeightPlace):
        yield quantity.place.source_neuron
    if quantity.place is not None:
        yield quantity.place


class Round(Sequence[Step]):
    """A round of backpropagation as a lazy, immutable sequence of steps.

    Attributes
    ----------
    figures : the numbers of the round's quantities
    notation : their names
    """

    def __init__(self, figures: Figures) -> None:
        self.figures = figures
        self.notation = Notation(figures.network)
        samples: Sequence[int | None] = figures.rows if figures.is_batch else (None,)
        self._order = Order(figures.network, samples)
        # From its parts, not from itself: a round in a circle would stay until garbage is collected.
        make_step = partial(_step_of, self._order, figures, self.notation)
        self._step = lru_cache(maxsize=512)(make_step)
        self._place = lru_cache(maxsize=4096)(self._order.index)

    def __len__(self) -> int:
        return len(self._order)

    @overload
    def __getitem__(self, index: int) -> Step: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Step]: ...
    def __getitem__(self, index: int | slice) -> Step | Sequence[Step]:
        if isinstance(index, slice):
            return [self[each] for each in range(*index.indices(len(self)))]
        if not -len(self) <= index < len(self):
            raise IndexError(f"step {index} of a round of {len(self)}")
        return self._step(index % len(self))

    def quantity(self, index: int) -> Quantity:
        """Return what step number `index` computes, without its formula."""
        return self._order[index]

    def find(self, quantity: Quantity) -> int | None:
        """Find the number of the step that computes a quantity; None where no step does."""
        return self._place(quantity)

    def sections(self, is_wanted: Wanted) -> Iterator[tuple[int, Section]]:
        """Yield the rows of neurons of the wanted samples, each with the number of its first step."""
        return self._order.sections(is_wanted)

    @property
    def phase_starts(self) -> Sequence[int]:
        """The numbers of the steps with which a phase begins, in a batch each sample's."""
        return self._order.phase_starts

    @property
    def rows(self) -> tuple[int, ...]:
        """The samples' rows in the data, counted from 0."""
        return self.figures.rows

    @property
    def computed(self) -> ComputedRound:
        return self.figures.computed

    @property
    def error(self) -> float:
        """E_total before the update, of a batch the mean."""
        return self.figures.number(Quantity(Kind.TOTAL_ERROR))

    @property
    def error_after(self) -> float:
        """E_total after the update, of a batch the mean."""
        return self.figures.number(Quantity(Kind.TOTAL_ERROR, after=True))


def _step_of(order: Order, figures: Figures, notation: Notation, index: int) -> Step:
    return Step(order[index], figures, notation)
