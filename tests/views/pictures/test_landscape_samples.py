"""Whose error the landscape is: of all samples, or of the next round's batch."""

import numpy as np
import pytest

from backprop_gui.document.examples import load_example
from backprop_gui.views.pictures.landscape_view import LandscapeView


@pytest.fixture
def shown(show):
    return show(load_example("seed"), LandscapeView)


def facts(shown) -> list[str]:
    return shown.view.plot.facts.text().splitlines()


def test_of_several_samples_all_are_shown_and_the_batch_is_a_choice(show) -> None:
    xor = show(load_example("xor"), LandscapeView)
    view, network = xor.view, xor.session.project.network
    xor.session.pictures.look_along((network.weight_place(1),))
    xor.settle()
    assert facts(xor)[0] == f"E_total {xor.session.data_error():.9g}"
    assert "error of all 4 samples" in view.header.title.text()
    assert facts(xor)[-1] == "batch of round 1: sample 1"
    errors = xor.subject.picture.errors
    assert np.ptp(errors) > 0.01 * errors.mean()
    slope = np.gradient(errors, xor.subject.picture.axes[0])
    here = xor.subject.picture.here
    along = np.interp(here.values[0], xor.subject.picture.axes[0], slope)
    assert here.slopes[0] == pytest.approx(along, rel=1e-2)
    view.samples.choose(False)
    view.samples.chosen.emit()
    xor.settle()
    assert facts(xor)[0].startswith("E of sample 1 ")
    assert "error of sample 1" in view.header.title.text()


def test_of_one_sample_there_is_no_choice_of_samples(shown) -> None:
    assert shown.view.samples.isHidden()
    assert shown.view.header.title.text() == "Error landscape: error of the sample"
