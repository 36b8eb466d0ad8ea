"""The 2-2-2 round written out in NumPy, for this network alone: every array made beforehand."""

import numpy as np

from rivals.contest import Contest, Rounds


def rounds(contest: Contest) -> Rounds:
    """Return the seed's rounds in a straight line."""
    x, t = contest.inputs, contest.targets
    parameters = contest.parameters.flat.copy()
    w, b1, b2 = parameters[:8], np.array(parameters[8]), np.array(parameters[9])
    w1, w2 = w[:4].reshape(2, 2), w[4:].reshape(2, 2)
    gradient, change = np.empty(8), np.empty(8)
    by_w1, by_w2 = gradient[:4].reshape(2, 2), gradient[4:].reshape(2, 2)
    net_h, out_h, net_o, out_o, delta_h, delta_o, slope, error, rest = (np.empty((1, 2)) for _ in range(9))

    minus_one, zero, half, one, eta = map(np.array, (-1.0, 0.0, 0.5, 1.0, contest.rate))

    def sigmoid(net: np.ndarray, out: np.ndarray) -> None:
        np.copysign(net, minus_one, out)
        np.exp(out, out)
        np.add(out, one, rest)
        np.copyto(out, one, where=np.greater_equal(net, zero))
        np.divide(out, rest, out)

    def train(count: int) -> float:
        errors = []
        for _ in range(count):
            np.dot(x, w1.T, net_h)
            np.add(net_h, b1, net_h)
            sigmoid(net_h, out_h)
            np.dot(out_h, w2.T, net_o)
            np.add(net_o, b2, net_o)
            sigmoid(net_o, out_o)
            np.subtract(out_o, t, delta_o)
            np.multiply(delta_o, delta_o, error)
            np.multiply(error, half, error)
            errors.append(error.sum())
            np.subtract(one, out_o, slope)
            np.multiply(slope, out_o, slope)
            np.multiply(delta_o, slope, delta_o)
            np.dot(delta_o.T, out_h, by_w2)
            np.dot(delta_o, w2, delta_h)
            np.subtract(one, out_h, slope)
            np.multiply(slope, out_h, slope)
            np.multiply(delta_h, slope, delta_h)
            np.dot(delta_h.T, x, by_w1)
            np.multiply(gradient, eta, change)
            np.subtract(w, change, w)
        return float(errors[-1])

    return train
