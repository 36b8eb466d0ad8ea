"""Rounds of networks that are not the plain ones: missing, frozen, shared, several samples, saturated."""

import math
import tracemalloc
from typing import Any

import numpy as np
import pytest
from support.networks import Build, project
from support.told import by_id, told

from backprop_gui.explain.expression import EachSample
from backprop_gui.explain.notation import latex_letter, latex_name
from backprop_gui.explain.quantities import Kind
from backprop_gui.explain.render_latex import formula_latex, number_pieces, symbol_pieces
from backprop_gui.explain.render_text import formula_line, step_line, substituted_line


def test_a_missing_connection_is_told_nowhere_and_renames_nothing() -> None:
    build = Build(sizes=(2, 2, 1), missing=[(0, 0, 1)])
    steps = by_id(told(project(build)))
    assert "dE_total/dw2" not in steps
    assert "w2+" not in steps
    assert formula_line(steps["net_h1"]) == "net_h1 = w1 · i1 + b_h1 · 1"
    assert "dE_total/dw3" in steps


def test_a_neuron_that_nothing_reads_has_no_slope() -> None:
    build = Build(sizes=(1, 2, 1), missing=[(1, 0, 1)])
    steps = by_id(told(project(build)))
    assert formula_line(steps["dE_total/dout_h2"]) == "∂E_total/∂out_h2 = 0"
    assert steps["delta_h2"].value == 0


def test_a_frozen_weight_is_read_but_not_changed() -> None:
    build = Build(sizes=(2, 2, 1), frozen=[(1, 0, 0)])
    steps = by_id(told(project(build)))
    assert "w5+" not in steps
    assert formula_line(steps["dE_o1/dout_h1"]) == "∂E_o1/∂out_h1 = δ_o1 · w5"
    assert formula_line(steps["net_o1+"]) == "net_o1+ = w5 · out_h1+ + w6+ · out_h2+ + b_o1+ · 1"


def test_a_trained_shared_bias_adds_its_layers_deltas() -> None:
    build = Build(sizes=(2, 2, 2), bias="shared")
    steps = by_id(told(project(build)))
    assert formula_line(steps["dE_total/db2"]) == "∂E_total/∂b2 = δ_o1 + δ_o2"
    assert steps["b2+"].uses == ("b2", "dE_total/db2")


def test_paths_name_their_neuron_where_they_do_not_reach_one_output_alone() -> None:
    deep = by_id(told(project(Build(sizes=(1, 2, 2, 1)))))
    assert "dE_total/dout_h1_1 via h2_1" in deep
    assert "dE_o1/dout_h2_1" in deep
    soft = by_id(told(project(Build(sizes=(1, 2, 2), output="softmax", loss="cross_entropy"))))
    assert "dE_total/dout_h1 via o2" in soft


def test_softmax_is_told_entry_by_entry() -> None:
    steps = by_id(told(project(Build(sizes=(1, 2), output="softmax", loss="cross_entropy"))))
    assert formula_line(steps["dout_o1/dnet_o2"]) == "∂out_o1/∂net_o2 = −out_o1 · out_o2"
    assert formula_line(steps["delta_o2"]) == (
        "δ_o2 = ∂E_total/∂out_o1 · ∂out_o1/∂net_o2 + ∂E_total/∂out_o2 · ∂out_o2/∂net_o2"
    )
    order = [step for step in steps if step.startswith(("net", "out")) and not step.endswith("+")]
    assert order == ["net_o1", "net_o2", "out_o1", "out_o2"]


def test_a_batch_walks_its_samples_then_the_mean_then_the_update() -> None:
    steps = list(told(project(Build(sizes=(2, 1), samples=3, batch_size=2))))
    ids = [step.id for step in steps]
    assert ids[0] == "s1:net_o1"
    assert ids.index("s2:net_o1") > ids.index("s1:dE_total/dw1")
    assert ids.index("dE_total/dw1") > ids.index("s2:dE_total/dw1")
    mean = by_id(told(project(Build(sizes=(2, 1), samples=3, batch_size=2))))["dE_total/dw1"]
    assert mean.uses == ("s1:dE_total/dw1", "s2:dE_total/dw1")
    assert ids[-1] == "E_total+"


def test_in_a_batch_a_plain_id_is_the_mean_over_its_samples() -> None:
    build = Build(sizes=(2, 3, 2, 1), samples=4, batch_size=4, bias="shared")
    round_ = told(project(build))
    ids = [step.id for step in round_]
    steps = by_id(round_)
    assert len(ids) == len(set(ids)) == len(steps)
    names = ("net_h2_2", "out_h1_3", "E_o1", "dE_total/dout_h2_1", "delta_h2_2", "dE_total/db2")
    for name in (*names, "net_h2_2+", "out_h1_3+", "E_o1+", "E_total+"):
        each = [steps[f"s{row}:{name}"] for row in (1, 2, 3, 4)]
        assert steps[name].value == pytest.approx(sum(step.value for step in each) / 4, rel=1e-14), name
        assert steps[name].uses == tuple(step.id for step in each)
        assert round_.figures.number(steps[name].quantity) == pytest.approx(steps[name].value, rel=1e-14)
        assert round_.find(steps[name].quantity) == ids.index(name) > max(ids.index(step.id) for step in each)
    assert ids.index("delta_h2_2") < ids.index("w1+") < ids.index("s1:net_h1_1+") < ids.index("net_h1_1+")
    assert "dout_h2_2/dnet_h2_2" not in steps, "a mean of factors is no factor of the mean"


def test_the_means_of_a_softmax_batch_are_told_too() -> None:
    build = Build(sizes=(2, 3), samples=2, batch_size=2, output="softmax", loss="cross_entropy")
    round_ = told(project(build))
    steps = by_id(round_)
    assert [round_.find(step.quantity) for step in round_] == list(range(len(round_)))
    assert steps["delta_o2"].sentence == "The mean, over the batch's samples, of the delta of o₂."


@pytest.mark.parametrize("net", [800.0, -800.0, 40.0])
@pytest.mark.parametrize(
    ("output", "loss"), [("sigmoid", "binary_cross_entropy"), ("softmax", "cross_entropy")]
)
def test_saturated_outputs_have_finite_errors_and_deltas(output: str, loss: str, net: float) -> None:
    build = Build(sizes=(1, 2), output=output, loss=loss, weights=[[[net], [-net]]], bias="none")
    round_ = told(project(build, inputs=[[1.0]], targets=[[0.0, 1.0]]))
    steps = by_id(round_)
    for name in ("E_o1", "E_o2", "E_total", "delta_o1", "delta_o2", "dE_total/dw1"):
        assert math.isfinite(steps[name].value), (name, step_line(steps[name]))
    out = round_.computed.ahead.out[-1][0]
    assert steps["delta_o1"].value == pytest.approx(out[0] - 0.0, abs=1e-15)
    assert steps["delta_o2"].value == pytest.approx(out[1] - 1.0, abs=1e-15)


@pytest.mark.parametrize(
    ("optimizer", "expected"),
    [
        ("sgd", "w1 − η · ∂E_total/∂w1"),
        ("momentum", "w1 − η · (μ · v_w1 + ∂E_total/∂w1)"),
        ("nesterov", "w1 − η · (∂E_total/∂w1 + μ · (μ · v_w1 + ∂E_total/∂w1))"),
        ("adagrad", "w1 − η · ∂E_total/∂w1 / (√(s_w1 + (∂E_total/∂w1)²) + ε)"),
        ("rmsprop", "w1 − η · ∂E_total/∂w1 / (√(ρ · s_w1 + (1 − ρ) · (∂E_total/∂w1)²) + ε)"),
    ],
)
def test_the_update_is_told_by_the_optimizers_own_rule(optimizer: str, expected: str) -> None:
    step = by_id(told(project(Build(sizes=(1, 1), optimizer=optimizer))))["w1+"]
    assert formula_line(step) == f"w1+ = {expected}"


def test_adam_tells_its_bias_correction_with_the_rounds_number() -> None:
    step = by_id(told(project(Build(sizes=(1, 1), optimizer="adam"))))["w1+"]
    assert "(1 − β₁^1)" in formula_line(step)
    assert step.value == pytest.approx(step.figures.number(step.quantity), rel=1e-12)


def test_regularisation_is_a_term_of_the_update_alone() -> None:
    steps = by_id(told(project(Build(sizes=(1, 1), l1=0.1, l2=0.2))))
    assert formula_line(steps["w1+"]) == "w1+ = w1 − η · (∂E_total/∂w1 + λ₁ · sign(w1) + λ₂ · w1)"
    assert formula_line(steps["b_o1+"]) == "b_o1+ = b_o1 − η · ∂E_total/∂b_o1"
    assert "λ" not in formula_line(steps["dE_total/dw1"])


def test_a_sum_of_hundreds_is_shortened_but_computed_whole() -> None:
    build = Build(sizes=(300, 1))
    step = told(project(build))[0]
    assert substituted_line(step).count("·") < 10
    assert "…" in formula_line(step)
    assert len(step.operands) == 2 * 300 + 1
    assert step.value == pytest.approx(step.figures.number(step.quantity), rel=1e-12)


def test_a_step_of_a_large_network_is_told_without_the_others() -> None:
    large = project(Build(sizes=(784, 128, 64, 10), output="softmax", loss="cross_entropy"))
    tracemalloc.start()
    try:
        round_ = told(large)
        assert len(round_) > 300_000
        for index in (0, 1000, 100_000, len(round_) - 1):
            assert round_.find(round_[index].quantity) == index
            assert math.isfinite(round_[index].value)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 40_000_000, "the arrays of a round, not 300,000 steps"


def test_latex_has_the_parts_of_the_text(seed_round: object) -> None:
    step = by_id(told(project(Build(sizes=(2, 2, 2)))))["dE_total/dw5"]
    assert [piece.part for piece in symbol_pieces(step) if piece.part is not None] == [0, 1, 2]
    assert [piece.part for piece in number_pieces(step) if piece.part is not None] == [0, 1, 2]
    assert formula_latex(step).startswith(r"\frac{\partial E_{\mathrm{total}}}{\partial w_{5}} = ")


def test_names_are_escaped_in_latex() -> None:
    assert latex_name("a_b{c}") == r"\mathrm{a\_b\{c\}}"
    assert latex_letter("w12") == "w_{12}"
    assert "\\input" not in latex_name(r"\input{x}").replace(r"\backslash input", "")


def test_divergence_is_told_as_what_it_is() -> None:
    build = Build(sizes=(1, 1, 1), hidden="linear", output="linear", weights=[[[1e200]], [[1e200]]])
    steps = by_id(told(project(build, inputs=[[1.0]], targets=[[0.0]])))
    assert math.isinf(steps["net_o1"].value)
    assert step_line(steps["net_o1"]).endswith("∞")
    assert np.isnan(steps["E_total+"].value)


def test_a_batch_of_a_hundred_thousand_is_told_without_writing_out_its_samples() -> None:
    build = Build(sizes=(1, 2, 1), samples=100_000, batch_size=100_000)
    batch = project(build)
    tracemalloc.start()
    try:
        round_ = told(batch)
        one = len(round_) // len(round_.rows)
        for index in (0, one, 50_000 * one + 3, len(round_) - 1):
            assert round_.find(round_[index].quantity) == index
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 100_000_000, "the arrays of a round, not two million steps"
    assert round_[50_000 * one + 3].quantity.sample is not None


@pytest.mark.parametrize("samples", [2, 13, 200])
def test_the_mean_over_a_batch_is_computed_from_every_sample(samples: int) -> None:
    round_ = told(project(Build(sizes=(2, 3, 2), bias="shared", samples=samples, batch_size=samples)))
    means = [step for step in round_[-300:] if " / " in formula_line(step) and step.quantity.sample is None]
    assert {step.quantity.kind for step in means} >= {Kind.TOTAL_ERROR}
    means += [step for step in by_id(round_).values() if step.id in ("dE_total/dw5", "dE_total/db1")]
    for step in means:
        each = [step.figures.number(quantity) for quantity in step.operands]
        assert len(each) == samples
        assert step.value == pytest.approx(sum(each) / samples, rel=1e-12)
        assert step.value == pytest.approx(step.figures.number(step.quantity), rel=1e-12)
        assert len(step.lit) <= 2, "one place is lit once, however many samples are read there"


def test_the_mean_of_very_many_is_written_short_without_making_all_terms(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made: list[int] = []
    make = EachSample.__getitem__

    def counted(each: EachSample, index: Any) -> Any:
        found = make(each, index)
        made.append(0 if isinstance(index, slice) else 1)
        return found

    monkeypatch.setattr(EachSample, "__getitem__", counted)
    round_ = told(project(Build(sizes=(1, 1), samples=50_000, batch_size=50_000)))
    step = round_[len(round_) - 1]
    assert step.value == pytest.approx(round_.error_after)
    assert "…" in formula_line(step)
    assert formula_latex(step).count(r"\mathrm{s") == 5
    assert step.lit == ()
    assert sum(made) < 50
