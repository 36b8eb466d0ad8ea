"""Every step of every reference round: what is shown comes to what is said, and is right."""

import math
from typing import Any

import numpy as np
import pytest
from support.shown_lines import computed_from_text
from support.told import by_id, told

from backprop_gui.document.project import Project
from backprop_gui.explain.quantities import Kind
from backprop_gui.explain.render_text import MOST_PARTS, number, substituted_line, symbols
from backprop_gui.explain.steps import Step


def is_written_out(step: Step) -> bool:
    return "…" not in substituted_line(step)


@pytest.mark.parametrize("sample", [0, None], ids=["one sample", "as trained"])
def test_the_shown_numbers_come_to_the_shown_result(
    case: tuple[Project, dict[str, Any]], sample: int | None
) -> None:
    for step in told(case[0], sample):
        assert is_written_out(step), "the reference rounds are small enough to be written out"
        recomputed = computed_from_text(substituted_line(step, digits=17))
        assert step.value == pytest.approx(recomputed, rel=1e-9, abs=1e-13), step.id


@pytest.mark.parametrize("sample", [0, None], ids=["one sample", "as trained"])
def test_a_step_agrees_with_the_vectorised_round(
    case: tuple[Project, dict[str, Any]], sample: int | None
) -> None:
    for step in told(case[0], sample):
        assert step.value == pytest.approx(step.figures.number(step.quantity), rel=1e-12, abs=1e-14), step.id


@pytest.mark.parametrize("sample", [0, None], ids=["one sample", "as trained"])
def test_a_step_uses_only_what_is_known_by_then(
    case: tuple[Project, dict[str, Any]], sample: int | None
) -> None:
    round_ = told(case[0], sample)
    seen: set[str] = set()
    for step in round_:
        for quantity in step.operands:
            assert quantity.is_given or round_.notation.id(quantity) in seen, (step.id, quantity)
        assert step.id not in seen
        seen.add(step.id)


def test_the_told_gradients_are_those_of_automatic_differentiation(
    case: tuple[Project, dict[str, Any]],
) -> None:
    project, expected = case[0], case[1]["first_sample"]
    steps = by_id(told(project, sample=0))
    weights = np.concatenate([np.ravel(layer) for layer in expected["weight_gradients"]])
    for count, gradient in enumerate(weights, start=1):
        assert steps[f"dE_total/dw{count}"].value == pytest.approx(gradient, rel=1e-9, abs=1e-12)
    assert steps["E_total"].value == pytest.approx(expected["error"], rel=1e-9, abs=1e-12)
    deltas = np.concatenate(expected["delta"])
    names = [name for layer in project.network.layers for name in layer.neurons]
    for name, delta in zip(names, deltas, strict=True):
        assert steps[f"delta_{name}"].value == pytest.approx(delta, rel=1e-9, abs=1e-12)


def test_a_round_finds_the_step_of_each_quantity(case: tuple[Project, dict[str, Any]]) -> None:
    round_ = told(case[0])
    assert [round_.find(round_.quantity(index)) for index in range(len(round_))] == list(range(len(round_)))


def test_every_step_has_a_sentence_and_a_formula(case: tuple[Project, dict[str, Any]]) -> None:
    for step in told(case[0]):
        assert step.sentence.endswith("."), step.id
        assert symbols(step), step.id


def test_settings_and_memory_are_terms_but_no_steps(case: tuple[Project, dict[str, Any]]) -> None:
    round_ = told(case[0])
    update = next(step for step in round_ if step.id == "w1+")
    assert update.uses == ("w1", "dE_total/dw1")
    assert Kind.SETTING in {quantity.kind for quantity in update.operands}


def test_numbers_are_written_to_be_read_and_pasted() -> None:
    assert number(0.0821670405642) == "0.0821670406"
    assert number(-0.0190491183) == "-0.0190491183"
    assert number(-0.0) == "0"
    assert number(0.35) == "0.35"
    assert number(math.inf) == "∞"
    assert number(math.nan) == "undefined"
    assert number(0.74136507, 4) == "0.7414"
    assert MOST_PARTS >= 10
