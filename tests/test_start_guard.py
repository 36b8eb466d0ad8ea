from collections.abc import Callable, Iterable

import pytest

from backprop_gui import start_guard
from backprop_gui.start_guard import losing_references, objection, start_objection


def never() -> None:
    pass


def counter(lost_per_look: int) -> Callable[[object], int]:
    """Make a reference count that has sunk by so much whenever the same object is looked at again."""
    looks: dict[int, int] = {}

    def count(constant: object) -> int:
        looks[id(constant)] = looks.get(id(constant), 0) + 1
        return 5000 - lost_per_look * looks[id(constant)]

    return count


def test_sinking_count_is_seen() -> None:
    assert losing_references([never], count=counter(start_guard.TIMES))


def test_steady_count_is_fine() -> None:
    assert not losing_references([never], count=counter(0))


def test_a_few_references_less_are_no_loss() -> None:
    assert not losing_references([never], count=counter(start_guard.TIMES // 10))


def test_rising_count_is_fine() -> None:
    kept: list[None] = []
    assert not losing_references([lambda: kept.append(None)])


def test_calls_are_repeated() -> None:
    made: list[int] = []
    losing_references([lambda: made.append(1)])
    assert len(made) == start_guard.TIMES


def test_this_pair_may_start() -> None:
    assert start_objection() is None


def test_objection_is_one_line_with_both_versions() -> None:
    line = objection("6.12.0", "3.11.7")
    assert "6.12.0" in line
    assert "3.11.7" in line
    assert "\n" not in line


def losing(calls: Iterable[Callable[[], object]]) -> bool:
    return True


def test_faulty_pair_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(start_guard, "COUNTED", True)
    monkeypatch.setattr(start_guard, "losing_references", losing)
    assert "PySide6" in (start_objection() or "")


def test_where_constants_live_for_ever_nothing_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(start_guard, "COUNTED", False)
    monkeypatch.setattr(start_guard, "losing_references", losing)
    assert start_objection() is None
