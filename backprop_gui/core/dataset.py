"""Samples, and the order in which rounds take them."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from backprop_gui.core.array import Array, IntArray


@dataclass(frozen=True, eq=False)
class Dataset:
    """Samples as rows.

    Attributes
    ----------
    inputs : shape (samples, inputs)
    targets : shape (samples, outputs)
    """

    inputs: Array
    targets: Array

    def __len__(self) -> int:
        return len(self.inputs)

    def rows(self, rows: IntArray | slice) -> "Dataset":
        """Take some of the samples."""
        return Dataset(self.inputs[rows], self.targets[rows])

    def split(self, validation_share: float) -> tuple["Dataset", "Dataset"]:
        """Split into training samples and, from the end of the table, validation samples."""
        kept = max(1, len(self) - int(validation_share * len(self)))
        return self.rows(slice(None, kept)), self.rows(slice(kept, None))


@dataclass(frozen=True)
class Schedule:
    """Which samples each round takes; any round's batch is computed from its number alone.

    Attributes
    ----------
    samples : how many training samples there are
    batch_size : samples a round, at most all of them
    shuffled : False takes the rows as they stand, round after round, wrapping;
        True takes a new permutation each epoch, whose last batch may be smaller
    seed : of the permutations
    """

    samples: int
    batch_size: int
    shuffled: bool = False
    seed: int = 0

    @property
    def rounds_per_epoch(self) -> int:
        return -(-self.samples // self.batch_size)

    @property
    def is_constant(self) -> bool:
        """Whether every round takes all rows as they stand."""
        return not self.shuffled and self.batch_size == self.samples

    def batch(self, rounds_before: int) -> IntArray:
        """Return the rows, counted from 0, of the round that follows `rounds_before` others."""
        if self.shuffled:
            epoch, place = divmod(rounds_before, self.rounds_per_epoch)
            first = place * self.batch_size
            return self.permutation(epoch)[first : first + self.batch_size]
        first = rounds_before * self.batch_size
        return np.arange(first, first + self.batch_size) % self.samples

    def rows(self, rounds_before: int) -> IntArray | slice:
        """Return the same rows as a slice, which copies nothing, where they lie together in order."""
        first = rounds_before * self.batch_size % self.samples
        if self.shuffled or first + self.batch_size > self.samples:
            return self.batch(rounds_before)
        return slice(first, first + self.batch_size)

    @property
    def smallest_batch(self) -> int:
        """How many samples each round has at least."""
        return (self.samples % self.batch_size if self.shuffled else 0) or self.batch_size

    def size_of(self, rounds_before: int) -> int:
        """Count the samples of a round's batch; an epoch's last one may be smaller."""
        if not self.shuffled:
            return self.batch_size
        place = rounds_before % self.rounds_per_epoch
        return min(self.batch_size, self.samples - place * self.batch_size)

    def others(self, rounds_before: int) -> IntArray:
        """Return the rows that are not in the batch, beginning with those that come next."""
        if self.shuffled:
            epoch, place = divmod(rounds_before, self.rounds_per_epoch)
            first = place * self.batch_size
            order = self.permutation(epoch)
            return np.concatenate([order[first + self.batch_size :], order[:first]])
        first = (rounds_before + 1) * self.batch_size
        return np.arange(first, first + self.samples - self.batch_size) % self.samples

    def permutation(self, epoch: int) -> IntArray:
        """Return the rows' order in an epoch, counted from 0."""
        return _permutation(self.samples, self.seed, epoch)


@lru_cache(maxsize=2)
def _permutation(samples: int, seed: int, epoch: int) -> IntArray:
    return np.random.default_rng([seed, epoch]).permutation(samples)
