"""Told rounds far into saturation: every step is right to one part in 10¹², and its line comes to it."""

from collections.abc import Sequence

import pytest
from support.exact_rounds import (
    OUT,
    SLOPE,
    Exact,
    differences,
    exact_round,
    is_defined,
    is_within_reach,
    mp,
    of_crossings,
    of_nets,
)
from support.shown_lines import computed_from_text
from support.told import by_id

from backprop_gui.core.losses import LOSSES
from backprop_gui.explain.expression import Product, Sum, evaluate
from backprop_gui.explain.render_text import step_line, substituted_line
from backprop_gui.explain.steps import Step
from backprop_gui.explain.tell import tell

NETS = [-700.0, -28.0, -5.0, 0.0, 0.75, 9.0, 36.0, 300.0, 700.0]
TARGETS = [0.0, 1.0, -1.0, 0.37]
LAYERS = [(0.0, 1.0, net) for net in NETS]
SHARED_TARGETS = [(0.0, 0.0, 1.0), (0.2, 0.45, 0.35)]


def told_steps(
    activation: str, loss: str, nets: Sequence[float], targets: Sequence[float]
) -> dict[str, Step]:
    network, plan, data, state = of_nets(activation, loss, nets, targets)
    return by_id(tell(network, plan, state, data, 0))


def expected_steps(
    activation: str, loss: str, nets: Sequence[float], targets: Sequence[float]
) -> dict[str, tuple[Exact, Exact]]:
    """Compute steps' exact numbers, each with what a crossing of out and target may cost."""
    outs, errors, slopes, deltas = exact_round(activation, loss, nets, targets)
    of_errors, of_deltas = of_crossings(activation, outs, slopes, targets)
    found = {"E_total": (mp.fsum(errors), mp.fsum(of_errors))}
    for place in range(len(nets)):
        name, nothing = f"o{place + 1}", mp.mpf(0)
        found[f"out_{name}"] = outs[place], nothing
        found[f"E_{name}"] = errors[place], of_errors[place]
        by_out = abs(slopes[place]) * mp.mpf(1e-12) if of_errors[place] else nothing
        if loss != "mean_absolute_error" or is_within_reach(errors[place]):
            found[f"dE_total/dout_{name}"] = slopes[place], by_out
        found[f"delta_{name}"] = deltas[place], of_deltas[place]
        if activation != "softmax":
            found[f"dout_{name}/dnet_{name}"] = SLOPE[activation](mp.mpf(nets[place])), nothing
        else:
            for by in range(len(nets)):
                entry = outs[place] * ((1 if place == by else 0) - outs[by])
                found[f"dout_{name}/dnet_o{by + 1}"] = entry, nothing
    return found


def terms_of(step: Step) -> float:
    """Add up the sizes of what a softmax's δ is the sum of: products of rounded numbers may cancel."""
    if not (isinstance(step.expression, Sum) and isinstance(step.expression.terms[0], Product)):
        return 0.0
    return sum(abs(evaluate(term, step.figures.number)) for term in step.expression.terms)


def wrong(activation: str, loss: str, nets: Sequence[float], targets: Sequence[float]) -> list[str]:
    """Tell the steps that are not the exact ones, and those whose line does not come to them."""
    if not is_defined(activation, loss, nets, targets):
        return []
    steps, found = told_steps(activation, loss, nets, targets), []
    for name, (exact, slack) in expected_steps(activation, loss, nets, targets).items():
        step = steps[name]
        for number in (step.value, step.figures.number(step.quantity)):
            found += [f"{name}: {each}" for each in differences([number], [exact], [slack])]
        if "∞" not in step_line(step) and abs(step.value) > 1e-300:
            shown = computed_from_text(substituted_line(step))
            if not abs(shown - step.value) <= 2e-8 * (abs(step.value) + terms_of(step)):
                found.append(f"{step_line(step)}, but it comes to {shown!r}")
    errors = [steps[f"E_o{place + 1}"].value for place in range(len(nets))]
    if not abs(steps["E_total"].value - sum(errors)) <= 1e-15 * sum(map(abs, errors)):
        found.append("E_total is not the sum of the errors")
    return [f"{nets} {targets} {each}" for each in found]


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("activation", OUT)
def test_an_out_by_its_own_net(activation: str, loss: str) -> None:
    found = [each for net in NETS for target in TARGETS for each in wrong(activation, loss, [net], [target])]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("loss", LOSSES)
def test_outs_that_share_one(loss: str) -> None:
    found = [
        each
        for nets in LAYERS
        for targets in SHARED_TARGETS
        for each in wrong("softmax", loss, nets, targets)
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("activation", "loss", "nets", "targets"),
    [
        ("softmax", "binary_cross_entropy", [900.0, 0.0, -900.0], [0.0, 0.0, 1.0]),
        ("softmax", "binary_cross_entropy", [0.0, 800.0, 790.0], [1.0, 0.2, 0.3]),
        ("softmax", "cross_entropy", [900.0, 0.0, -900.0], [0.0, 0.0, 1.0]),
        ("tanh", "binary_cross_entropy", [400.0], [0.0]),
        ("tanh", "binary_cross_entropy", [360.0], [0.37]),
        ("softplus", "cross_entropy", [-1000.0], [1.0]),
        ("softplus", "cross_entropy", [-730.0], [0.37]),
        ("sigmoid", "cross_entropy", [-1000.0], [1.0]),
        ("sigmoid", "binary_cross_entropy", [1000.0], [0.0]),
    ],
)
def test_rounds_whose_outs_are_beyond_reach(
    activation: str, loss: str, nets: list[float], targets: list[float]
) -> None:
    found = wrong(activation, loss, nets, targets)
    assert not found, "\n".join(found)


def test_the_errors_of_far_apart_nets() -> None:
    steps = told_steps("softmax", "cross_entropy", [0.0, 1.0, 25.0], [0.0, 0.0, 1.0])
    assert step_line(steps["E_o3"]).endswith(" = 5.16392893e-11")
    assert step_line(steps["E_total"]).endswith(" = 5.16392893e-11")
    assert steps["delta_o3"].value == pytest.approx(-5.163928931e-11, rel=1e-9)


def test_a_lines_digits() -> None:
    steps = told_steps("sigmoid", "half_squared_error", [3.0], [1.0])
    assert substituted_line(steps["dout_o1/dnet_o1"]) == "0.952574127 · (1 − 0.9525741268)"
    steps = told_steps("sigmoid", "half_squared_error", [28.0], [1.0])
    assert substituted_line(steps["dout_o1/dnet_o1"]) == "1 · 6.91440011e-13"
