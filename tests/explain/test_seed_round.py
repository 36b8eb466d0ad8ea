"""The seed's round, figure by figure, against values of 40 digits computed elsewhere."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from backprop_gui.core.network import NeuronPlace, WeightPlace
from backprop_gui.explain.render_text import formula_line, number, step_line, substituted_line
from backprop_gui.explain.steps import Round, Step

FIGURES = json.loads((Path(__file__).parents[1] / "reference" / "seed_figures.json").read_text())["figures"]
OF_THE_ROUND = [figure for figure in FIGURES if "rounds" not in figure["symbol"]]
PRINTED = [figure for figure in OF_THE_ROUND if figure.get("agrees")]


def find(told: Round, symbol: str) -> Step:
    wanted = {"E_total after round 1": "E_total+"}.get(symbol, symbol)
    return next(step for step in told if step.id == wanted)


@pytest.mark.parametrize("figure", OF_THE_ROUND, ids=lambda figure: figure["symbol"])
def test_every_figure_of_the_seed_is_told_exactly(seed_round: Round, figure: dict[str, str]) -> None:
    assert find(seed_round, figure["symbol"]).value == pytest.approx(float(figure["exact"]), rel=1e-12)


@pytest.mark.parametrize("figure", PRINTED, ids=lambda figure: figure["symbol"])
def test_the_printed_figures_are_the_shown_ones_rounded(seed_round: Round, figure: dict[str, str]) -> None:
    printed = Decimal(figure["seed_prints"])
    shown = Decimal(number(find(seed_round, figure["symbol"]).value, 12))
    assert abs(shown - printed) <= Decimal(1).scaleb(printed.as_tuple().exponent) * Decimal("0.51")


def test_the_round_begins_and_ends_as_the_seed_does(seed_round: Round) -> None:
    assert [step.id for step in seed_round[:4]] == ["net_h1", "out_h1", "net_h2", "out_h2"]
    assert step_line(seed_round[0]).endswith("= 0.3775")
    assert seed_round[-1].id == "E_total+"
    assert len(seed_round) == 62


def test_a_gradient_is_told_as_the_product_of_its_three_factors(seed_round: Round) -> None:
    step = find(seed_round, "dE_total/dw5")
    assert formula_line(step) == "∂E_total/∂w5 = ∂E_total/∂out_o1 · ∂out_o1/∂net_o1 · ∂net_o1/∂w5"
    assert substituted_line(step) == "0.74136507 · 0.186815602 · 0.593269992"
    assert step.uses == ("dE_total/dout_o1", "dout_o1/dnet_o1", "dnet_o1/dw5")
    assert step_line(step).endswith(" = 0.74136507 · 0.186815602 · 0.593269992 = 0.0821670406")


def test_a_hidden_neuron_hears_of_every_path_and_their_sum(seed_round: Round) -> None:
    told = [step.id for step in seed_round if step.id.endswith("/dout_h1")]
    assert told == ["dE_o1/dout_h1", "dE_o2/dout_h1", "dE_total/dout_h1"]
    assert find(seed_round, "dE_total/dout_h1").uses == ("dE_o1/dout_h1", "dE_o2/dout_h1")


def test_the_phases_follow_one_another(seed_round: Round) -> None:
    phases = list(dict.fromkeys(step.phase.value for step in seed_round))
    assert phases == ["forward", "error", "backward", "update", "check"]


def test_a_step_lights_what_its_factors_read(seed_round: Round) -> None:
    step = find(seed_round, "dE_total/dw5")
    named = {seed_round.notation.id(lit.quantity): lit.part for lit in step.lit}
    assert named["dE_total/dw5"] is None
    assert named["dE_total/dout_o1"] == 0
    assert named["dout_o1/dnet_o1"] == 1
    assert named["dnet_o1/dw5"] == 2


def test_the_sum_over_paths_lights_the_paths(seed_round: Round) -> None:
    step = find(seed_round, "dE_total/dout_h1")
    lit = [(lit.place, lit.part) for lit in step.lit]
    h1, o1, o2 = NeuronPlace(0, 0), NeuronPlace(1, 0), NeuronPlace(1, 1)
    w5, w7 = WeightPlace(1, 0, 0), WeightPlace(1, 1, 0)
    assert lit == [(h1, None), (w5, 0), (o1, 0), (w7, 1), (o2, 1)]


def test_the_sentence_names_what_it_is_about(seed_round: Round) -> None:
    sentence = find(seed_round, "dE_total/dw5").sentence
    assert all(name in sentence for name in ("w₅", "o₁", "h₁", "sigmoid"))
    assert find(seed_round, "E_total+").sentence.endswith("less than 0.298371109 before it.")
