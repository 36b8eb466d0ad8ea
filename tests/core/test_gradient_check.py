"""The gradient check: it finds a wrong gradient, and takes neither rounding nor a kink for one."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from support.projects import project_of, project_trees, seed_tree

from backprop_gui.core import gradient_check
from backprop_gui.core.backprop import BackwardPass
from backprop_gui.core.gradient_check import CheckedParameter, check_gradients


def checked(tree: dict[str, Any]) -> list[CheckedParameter]:
    project = project_of(tree)
    return list(check_gradients(project.network, project.parameters, project.plan.loss, project.data))


@given(project_trees())
@settings(max_examples=60)
def test_right_gradients_pass(tree: dict[str, Any]) -> None:
    assert [parameter for parameter in checked(tree) if not parameter.agrees] == []


def test_every_parameter_that_there_is() -> None:
    tree = seed_tree()
    tree["network"]["layers"][0]["weights"][0][1] = None
    assert [parameter.index for parameter in checked(tree)] == [0, 2, 3, 4, 5, 6, 7, 8, 9]


@pytest.mark.parametrize("by", [1.001, 1.0001, -1.0])
def test_a_wrong_gradient_is_found(monkeypatch: pytest.MonkeyPatch, by: float) -> None:
    right = gradient_check.backward

    def wrong(*arguments: Any) -> BackwardPass:
        back = right(*arguments)
        back.gradient.flat[4] *= by
        return replace(back)

    monkeypatch.setattr(gradient_check, "backward", wrong)
    assert [parameter.index for parameter in checked(seed_tree()) if not parameter.is_right] == [4]


def test_large_errors_do_not_make_rounding_a_fault() -> None:
    tree = seed_tree()
    tree["network"]["layers"][1]["activation"] = "linear"
    tree["data"]["samples"] = [{"inputs": [0.05, 0.1], "targets": [1e5, 0.6]}]
    assert all(parameter.is_right for parameter in checked(tree))


def kinked() -> dict[str, Any]:
    tree = seed_tree()
    tree["network"]["layers"][0] |= {
        "activation": "relu",
        "weights": [[0, 0], [0.25, 0.3]],
        "bias": {"kind": "none"},
    }
    return tree


def test_a_kink_is_no_fault() -> None:
    found = checked(kinked())
    assert [parameter.index for parameter in found if parameter.is_at_kink] == [0, 1]
    assert all(parameter.is_right for parameter in found)


def test_a_kink_does_not_excuse_every_number() -> None:
    at_kink = CheckedParameter(0, analytic=0.0, left=0.0, right=0.5, smallest=1e-3)
    assert at_kink.is_right
    assert not replace(at_kink, analytic=0.6).is_right
    assert not replace(at_kink, analytic=float(np.nan)).is_right
