"""Which samples each round takes."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backprop_gui.core.dataset import Dataset, Schedule


def rows(schedule: Schedule, rounds: int) -> list[list[int]]:
    return [schedule.batch(number).tolist() for number in range(rounds)]


def test_sequential_batches_wrap() -> None:
    assert rows(Schedule(5, 2), 6) == [[0, 1], [2, 3], [4, 0], [1, 2], [3, 4], [0, 1]]


def test_all_samples_in_one_batch() -> None:
    assert rows(Schedule(3, 3), 2) == [[0, 1, 2], [0, 1, 2]]


def test_a_far_away_round_is_found_at_once() -> None:
    assert Schedule(7, 3).batch(10**15).tolist() == [(3 * 10**15 + step) % 7 for step in range(3)]


@given(
    samples=st.integers(1, 40),
    size=st.integers(1, 40),
    seed=st.integers(0, 2**63 - 1),
    epoch=st.integers(0, 50),
)
def test_a_shuffled_epoch_takes_every_sample_once(samples: int, size: int, seed: int, epoch: int) -> None:
    schedule = Schedule(samples, min(size, samples), shuffled=True, seed=seed)
    first = epoch * schedule.rounds_per_epoch
    taken = [schedule.batch(first + place) for place in range(schedule.rounds_per_epoch)]
    assert sorted(np.concatenate(taken).tolist()) == list(range(samples))


def test_shuffling_follows_from_the_seed() -> None:
    one, same = (rows(Schedule(20, 4, True, seed=3), 30) for _ in range(2))
    assert one == same
    assert one != rows(Schedule(20, 4, True, seed=4), 30)


def test_epochs_differ() -> None:
    schedule = Schedule(20, 20, True, seed=3)
    assert schedule.batch(0).tolist() != schedule.batch(1).tolist()


@pytest.mark.parametrize(("share", "training", "validation"), [(0.0, 10, 0), (0.25, 8, 2), (0.99, 1, 9)])
def test_split(share: float, training: int, validation: int) -> None:
    data = Dataset(np.arange(10.0).reshape(10, 1), np.arange(10.0).reshape(10, 1))
    first, last = data.split(share)
    assert (len(first), len(last)) == (training, validation)
    assert np.concatenate([first.inputs, last.inputs]).ravel().tolist() == list(range(10))
