"""Numbers at the axes stay within reach where errors grow beyond all bounds."""

import math

from backprop_gui.look.ticks import power_of_ten


def test_powers_of_ten_never_overflow() -> None:
    assert power_of_ten(2.0) == 100.0
    assert power_of_ten(-400.0) == 0.0
    assert math.isinf(power_of_ten(400.0))
