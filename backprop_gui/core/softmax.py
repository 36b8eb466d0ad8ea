"""Softmax: outs that share 1 between them, so that each tells what the others lack.

Where one out rounds to 1, what is missing to 1 is the sum of the others, however small. Nets are those
of whole layers, along the last axis; "the largest" is one of each row, the first where several are equal.
"""

import numpy as np

from backprop_gui.core.array import ZERO, Array, IntArray

Into = Array | None


def softmax(net: Array, into: Into = None) -> Array:
    """Compute e^net_j / Σ e^net_k, shifted by the largest net against overflow."""
    into = np.subtract(net, net.max(axis=-1, keepdims=True), into)
    np.exp(into, into)
    np.divide(into, into.sum(axis=-1, keepdims=True), into)
    return into


def places_of_largest(values: Array) -> IntArray:
    """Find each row's largest value, as places in the array flattened."""
    columns = values.shape[-1]
    places: IntArray = values.reshape(-1, columns).argmax(axis=1)
    places += np.arange(0, values.size, columns)
    return places


def sum_without(values: Array, places: IntArray) -> Array:
    """Sum each row without the value at the given place."""
    others = values.copy()
    others.put(places, ZERO)
    return np.asarray(others.sum(axis=-1))


def softmax_complement(out: Array) -> Array:
    """Compute 1 - out_j, for the largest out as the sum of the others."""
    places, complement = places_of_largest(out), 1.0 - out
    complement.put(places, sum_without(out, places))
    return complement


def softmax_slope(net: Array, out: Array, into: Into = None) -> Array:
    """Compute the diagonal of softmax's Jacobian, ∂out_j/∂net_j; `softmax_jacobian` has all of it."""
    return np.multiply(out, softmax_complement(out), into)


def softmax_jacobian(out: Array) -> Array:
    """Compute ∂out_j/∂net_k = out_j ([j = k] - out_k).

    Parameters
    ----------
    out : Array, shape (neurons,)
        One sample's softmax outputs.

    Returns
    -------
    Array, shape (neurons, neurons)
        Row j, column k holds ∂out_j/∂net_k.
    """
    jacobian = -np.outer(out, out)
    np.fill_diagonal(jacobian, out * softmax_complement(out))
    return jacobian


def softmax_log(net: Array) -> Array:
    """Compute ln out_j = net_j - net_m - ln(1 + Σ_k≠m e^(net_k - net_m)), where m is the largest."""
    from_largest = net - net.max(axis=-1, keepdims=True)
    return np.asarray(from_largest - _log_of_powers(from_largest, places_of_largest(net)))


def softmax_log_complement(net: Array) -> Array:
    """Compute ln(1 - out_j); for the largest out from the sum of the others' powers."""
    places, from_largest = places_of_largest(net), net - net.max(axis=-1, keepdims=True)
    log_sum = _log_of_powers(from_largest, places)
    found: Array = np.log1p(-np.exp(from_largest - log_sum))
    from_largest.put(places, -np.inf)
    second = from_largest.max(axis=-1, keepdims=True)
    log_of_others: Array = second + np.log(np.exp(from_largest - second).sum(axis=-1, keepdims=True))
    found.put(places, log_of_others - log_sum)
    return found


def _log_of_powers(from_largest: Array, places: IntArray) -> Array:
    """Compute ln Σ e^x of each row, where e^x is 1 at the given place: the others' sum is added to that."""
    return np.asarray(np.log1p(sum_without(np.exp(from_largest), places))[..., np.newaxis])


def softmax_delta(out: Array, error_by_out: Array, into: Into = None) -> Array:
    """Compute δ_j = Σ_k g_k · out_k ([k = j] - out_j) as out_j (g_j - Σ_k g_k out_k), where g is ∂E/∂out.

    All g may be shifted alike; less that of the largest out, its product vanishes, beside which the
    others' digits would be lost.
    """
    places = places_of_largest(out)
    of_largest = error_by_out.take(places).reshape(*out.shape[:-1], 1)
    relative = np.subtract(error_by_out, of_largest, into)
    relative -= (relative * out).sum(axis=-1, keepdims=True)
    relative *= out
    return relative


def cross_entropy_delta(out: Array, target: Array, into: Into = None) -> Array:
    """Compute δ_j = out_j Σ t_k - t_j of softmax and cross-entropy.

    A layer's δ sum to 0, since its outs share 1: that of the largest out, whose difference would lose its
    digits, is minus the others' sum.
    """
    into = np.multiply(out, target.sum(axis=-1, keepdims=True), into)
    np.subtract(into, target, into)
    places = places_of_largest(out)
    into.put(places, -sum_without(into, places))
    return into


def binary_cross_entropy_delta(net: Array, out: Array, target: Array) -> Array:
    """Compute δ of softmax and binary cross-entropy, whose factors may be beyond reach where δ is not.

    δ_j = (1 - t_j) out_j - t_j (1 - out_j) + Σ_k≠j (t_k out_j - (1 - t_k) out_k · out_j / (1 - out_k)). Of
    the largest out k, out_j / (1 - out_k) is the softmax of the others' nets.
    """
    if net.shape[-1] == 1:
        return np.zeros_like(out)  # a softmax of one is 1 whatever its net
    places, misses = places_of_largest(net), (1.0 - target) * out
    complement, others = softmax_complement(out), net.copy()
    others.put(places, -np.inf)
    of_largest = misses.take(places).reshape(*out.shape[:-1], 1) * softmax(others)
    odds = misses / complement
    odds.put(places, ZERO)
    odds = odds.sum(axis=-1, keepdims=True) - odds
    wanted = target.sum(axis=-1, keepdims=True) - target
    return np.asarray(misses - target * complement + out * (wanted - odds) - of_largest)
