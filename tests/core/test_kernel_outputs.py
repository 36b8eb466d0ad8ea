"""What the compiled engine computes of one output near a limit, beside 50-digit arithmetic."""

import mpmath
import pytest

from backprop_gui.core.compiled import CompiledTrainer
from backprop_gui.core.kernel_formulas import SOFTPLUS, activate
from backprop_gui.core.kernel_outputs import missing

assert CompiledTrainer  # the fixture that compiles for all tests looks for it


@pytest.mark.parametrize("net", [12.0, 20.0, 30.0, 300.0])
def test_a_softplus_that_meets_its_target_misses_what_is_left_of_it(net: float) -> None:
    with mpmath.workdps(50):
        exact = -mpmath.log1p(mpmath.exp(-mpmath.mpf(net)))
    out = activate(SOFTPLUS, net)
    assert missing(SOFTPLUS, net, out, net) == pytest.approx(float(exact), rel=1e-12, abs=0.0)
