"""The formulas of `softmax` for one sample's layer, compiled by numba; place `m` has the largest net."""

import math

import numpy as np

from backprop_gui.core.array import Array
from backprop_gui.core.kernel_formulas import compiled


@compiled
def place_of_largest(net: Array, first: int, count: int) -> int:
    place = first
    for j in range(first, first + count):
        if net[j] > net[place]:
            place = j
    return place


@compiled
def softmax(net: Array, out: Array, first: int, count: int) -> None:
    """Compute e^net_j / Σ e^net_k, shifted by the largest net against overflow."""
    m = place_of_largest(net, first, count)
    total = 0.0
    for j in range(first, first + count):
        out[j] = np.exp(net[j] - net[m])
        total += out[j]
    for j in range(first, first + count):
        out[j] /= total


@compiled
def complement(out: Array, first: int, count: int, j: int) -> float:
    """Compute 1 - out_j, of an out above ½ as the sum of the others."""
    if not out[j] > 0.5:
        return 1.0 - float(out[j])
    total = 0.0
    for k in range(first, first + count):
        if k != j:
            total += out[k]
    return total


@compiled
def sum_of_others(net: Array, first: int, count: int, m: int) -> float:
    """Compute Σ_k≠m e^(net_k - net_m)."""
    total = 0.0
    for k in range(first, first + count):
        if k != m:
            total += np.exp(net[k] - net[m])
    return total


@compiled
def place_of_second(net: Array, first: int, count: int, m: int) -> int:
    """Find the largest net beside place m; m itself where there is no other."""
    place = m
    for j in range(first, first + count):
        if j != m and (place == m or net[j] > net[place]):
            place = j
    return place


@compiled
def cross_entropy(net: Array, target: Array, row: int, first: int, count: int) -> float:
    """Compute -Σ t ln out, where ln out_j = net_j - net_m - ln(1 + Σ_k≠m e^(net_k - net_m))."""
    m = place_of_largest(net, first, count)
    log_sum = math.log1p(sum_of_others(net, first, count, m))
    error = 0.0
    for j in range(count):
        if target[row, j] != 0.0:
            error += target[row, j] * (log_sum - (net[first + j] - net[m]))
    return error


@compiled
def binary_cross_entropy(net: Array, target: Array, row: int, first: int, count: int) -> float:
    """Compute -Σ (t ln out + (1 - t) ln(1 - out)); the largest out's complement is the others' sum."""
    m = place_of_largest(net, first, count)
    log_sum = math.log1p(sum_of_others(net, first, count, m))
    second = place_of_second(net, first, count, m)
    of_others = 0.0
    for j in range(first, first + count):
        if j != m:
            of_others += np.exp(net[j] - net[second])
    error = cross_entropy(net, target, row, first, count)
    for j in range(count):
        if target[row, j] == 1.0:
            continue
        if first + j == m:
            log = (net[second] - net[m] + np.log(of_others) if second != m else -np.inf) - log_sum
        else:
            log = math.log1p(-np.exp(net[first + j] - net[m] - log_sum))
        error -= (1.0 - target[row, j]) * log
    return error


@compiled
def cross_entropy_delta(
    net: Array, out: Array, delta: Array, target: Array, row: int, first: int, count: int
) -> None:
    """Compute δ_j = out_j Σ t_k - t_j; that of the largest is minus the others' sum."""
    m = place_of_largest(net, first, count)
    total = 0.0
    for j in range(count):
        total += target[row, j]
    others = 0.0
    for j in range(count):
        delta[first + j] = out[first + j] * total - target[row, j]
        if first + j != m:
            others += delta[first + j]
    delta[m] = -others


@compiled
def times_jacobian(net: Array, out: Array, delta: Array, first: int, count: int) -> None:
    """Turn g = ∂E/∂out into δ_j = out_j (g_j - Σ_k g_k out_k), all g less that of the largest."""
    m = place_of_largest(net, first, count)
    of_largest, mean = delta[m], 0.0
    for j in range(first, first + count):
        delta[j] -= of_largest
        mean += delta[j] * out[j]
    for j in range(first, first + count):
        delta[j] = out[j] * (delta[j] - mean)


@compiled
def binary_cross_entropy_delta(
    net: Array, out: Array, delta: Array, target: Array, row: int, first: int, count: int
) -> None:
    """Compute δ as `softmax.binary_cross_entropy_delta` does, without factors that are beyond reach."""
    m = place_of_largest(net, first, count)
    second = place_of_second(net, first, count, m)
    of_others = wanted = odds = 0.0
    for j in range(count):
        k = first + j
        wanted += target[row, j]
        if k != m:
            of_others += np.exp(net[k] - net[second])
            odds += (1.0 - target[row, j]) * out[k] / (1.0 - out[k])
    miss_of_largest = (1.0 - target[row, m - first]) * out[m]
    for j in range(count):
        k = first + j
        rest, miss = complement(out, first, count, k), (1.0 - target[row, j]) * out[k]
        own, shared = 0.0, 0.0
        if k != m:
            own = miss / rest
            shared = miss_of_largest * np.exp(net[k] - net[second]) / of_others
        hits = wanted - target[row, j] - (odds - own)
        delta[k] = miss - target[row, j] * rest + out[k] * hits - shared
