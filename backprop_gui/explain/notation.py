"""How quantities are called: the one place that all names come from.

An id is plain ASCII and never changes; the symbols are the notation's, as text and as LaTeX.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from backprop_gui.core.network import BiasPlace, Network, NeuronPlace, TargetPlace, WeightPlace
from backprop_gui.explain.quantities import Kind, Quantity

NOTATIONS = ("seed",)

SETTING_SYMBOLS = {
    "learning_rate": ("η", r"\eta"),
    "momentum": ("μ", r"\mu"),
    "rho": ("ρ", r"\rho"),
    "beta1": ("β₁", r"\beta_1"),
    "beta2": ("β₂", r"\beta_2"),
    "epsilon": ("ε", r"\epsilon"),
    "l1": ("λ₁", r"\lambda_1"),
    "l2": ("λ₂", r"\lambda_2"),
}
MEMORY_LETTERS = {"velocity": "v", "squares": "s", "mean": "m"}
_LATEX_ESCAPES = {
    "\\": r"\backslash ",
    "{": r"\{",
    "}": r"\}",
    **{character: "\\" + character for character in "#$%&_"},
    "^": r"\hat{}",
    # In Markdown, bare ones begin code or a tag even inside a formula.
    "`": r"\grave{}",
    "<": "{<}",
    "~": r"\sim ",
    " ": r"\ ",
}


@dataclass(frozen=True)
class Symbol:
    """A quantity's name: `id` for files and commands, `text` for a line, `latex` for typesetting."""

    id: str
    text: str
    latex: str


@lru_cache(maxsize=4096)
def latex_name(name: str) -> str:
    """Escape a name for LaTeX's mathematics, upright."""
    escaped = "".join(_LATEX_ESCAPES.get(character, character) for character in name)
    return rf"\mathrm{{{escaped}}}"


@lru_cache(maxsize=4096)
def latex_subscript(name: str) -> str:
    """Write a name as a subscript; ``h2_1`` (layer 2, neuron 1) becomes h2,1."""
    default = re.fullmatch(r"([a-z]\d+)_(\d+)", name)
    return rf"\mathrm{{{default[1]},{default[2]}}}" if default else latex_name(name)


@lru_cache(maxsize=4096)
def latex_letter(name: str) -> str:
    """Write a name as a symbol: a letter and a number become letter and subscript."""
    numbered = re.fullmatch(r"([A-Za-z])(\d+)", name)
    return f"{numbered[1]}_{{{numbered[2]}}}" if numbered else latex_name(name)


def derivative(top: Symbol, bottom: Symbol) -> Symbol:
    """Name ∂top/∂bottom."""
    return Symbol(
        f"d{top.id}/d{bottom.id}",
        f"∂{top.text}/∂{bottom.text}",
        rf"\frac{{\partial {top.latex}}}{{\partial {bottom.latex}}}",
    )


class Notation:
    """The seed's notation (net, out, w5, b1, E_total, δ_o1) for the names of one network."""

    def __init__(self, network: Network) -> None:
        self.network = network

    def symbol(self, quantity: Quantity) -> Symbol:
        """Name a quantity, with its sample's row in front in a batch and + after the update."""
        named = self._plain(quantity)
        if quantity.after:
            named = Symbol(named.id + "+", named.text + "+", f"{{{named.latex}}}^{{+}}")
        if quantity.sample is not None:
            row = f"s{quantity.sample + 1}:"
            named = Symbol(row + named.id, row + named.text, rf"\mathrm{{{row}}}{named.latex}")
        return named

    def id(self, quantity: Quantity) -> str:
        return self.symbol(quantity).id

    def text(self, quantity: Quantity) -> str:
        return self.symbol(quantity).text

    def parameter(self, place: WeightPlace | BiasPlace) -> str:
        """Name a parameter: w5, b1 for a shared bias (its layer's number), b_h1 for a neuron's own."""
        if isinstance(place, WeightPlace):
            return f"w{self.network.weight_number(place)}"
        if place.to is None:
            return f"b{place.layer + 1}"
        return f"b_{self.network.layers[place.layer].neurons[place.to]}"

    def neuron(self, place: NeuronPlace | TargetPlace) -> str:
        if isinstance(place, TargetPlace):
            return self.network.outputs[place.index]
        return self.network.neuron_name(place)

    def _plain(self, quantity: Quantity) -> Symbol:
        match quantity:
            case Quantity(Kind.SETTING):
                return Symbol(quantity.name, *SETTING_SYMBOLS[quantity.name])
            case Quantity(Kind.TOTAL_ERROR):
                return Symbol("E_total", "E_total", r"E_{\mathrm{total}}")
            case Quantity(place=WeightPlace() | BiasPlace() as place):
                return self._of_parameter(quantity, place)
            case Quantity(place=NeuronPlace() | TargetPlace() as place):
                return self._of_neuron(quantity, place)
        raise ValueError(f"a quantity without a name: {quantity}")

    def _of_parameter(self, quantity: Quantity, place: WeightPlace | BiasPlace) -> Symbol:
        named = self._parameter_symbol(place)
        match quantity.kind:
            case Kind.NET_BY_WEIGHT if isinstance(place, WeightPlace):
                return derivative(self._subscripted("net", place.to_neuron), named)
            case Kind.ERROR_BY_WEIGHT | Kind.ERROR_BY_BIAS:
                return derivative(self._plain(Quantity(Kind.TOTAL_ERROR)), named)
            case Kind.MEMORY:
                letter = MEMORY_LETTERS[quantity.name]
                return Symbol(f"{letter}_{named.id}", f"{letter}_{named.text}", f"{letter}_{{{named.latex}}}")
            case _:
                return named

    def _parameter_symbol(self, place: WeightPlace | BiasPlace) -> Symbol:
        name = self.parameter(place)
        if isinstance(place, BiasPlace) and place.to is not None:
            neuron = self.neuron(NeuronPlace(place.layer, place.to))
            return Symbol(name, name, f"b_{{{latex_subscript(neuron)}}}")
        return Symbol(name, name, latex_letter(name))

    def _of_neuron(self, quantity: Quantity, place: NeuronPlace | TargetPlace) -> Symbol:
        total = self._plain(Quantity(Kind.TOTAL_ERROR))
        match quantity.kind:
            case Kind.INPUT:
                name = self.neuron(place)
                return Symbol(name, name, latex_letter(name))
            case Kind.ERROR_BY_OUT:
                return derivative(total, self._subscripted("out", place))
            case Kind.OUT_BY_NET if quantity.other:
                return derivative(self._subscripted("out", place), self._subscripted("net", quantity.other))
            case Kind.PATH if quantity.other:
                return self._path(place, quantity.other)
            case _:
                return self._subscripted(_STEMS[quantity.kind], place)

    def _path(self, place: NeuronPlace | TargetPlace, following: NeuronPlace) -> Symbol:
        """Name one path's part of ∂E/∂out: by its output's own error, or by where it leads through."""
        output = self.network.layers[following.layer]
        if following.layer == len(self.network.layers) - 1 and output.activation != "softmax":
            return derivative(self._subscripted("E", following), self._subscripted("out", place))
        whole = derivative(
            Symbol("E_total", "E_total", r"E_{\mathrm{total}}"), self._subscripted("out", place)
        )
        via = self.neuron(following)
        return Symbol(
            f"{whole.id} via {via}",
            f"{whole.text} via {via}",
            rf"{whole.latex}_{{\ \mathrm{{via}}\ {latex_subscript(via)}}}",
        )

    def _subscripted(self, stem: str, place: NeuronPlace | TargetPlace) -> Symbol:
        name = self.neuron(place)
        text = "δ" if stem == "delta" else stem
        latex = r"\delta" if stem == "delta" else stem
        return Symbol(f"{stem}_{name}", f"{text}_{name}", f"{latex}_{{{latex_subscript(name)}}}")


_STEMS = {
    Kind.NET: "net",
    Kind.OUT: "out",
    Kind.ERROR: "E",
    Kind.TARGET: "target",
    Kind.DELTA: "delta",
}
