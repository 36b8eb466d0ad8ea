"""The error that was shown before the present one."""

from backprop_gui.session.measured import Measured, MeasuredErrors


def test_the_last_error_of_another_round_is_found() -> None:
    errors = MeasuredErrors()
    assert errors.last_before(0) is None
    errors.note(1, 0.5)
    assert errors.last_before(1) is None and errors.last_before(2) == Measured(1, 0.5)
    errors.note(2, 0.4)
    assert errors.last_before(2) == Measured(1, 0.5) and errors.last_before(3) == Measured(2, 0.4)
