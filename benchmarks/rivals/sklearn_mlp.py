"""About the same rounds by scikit-learn's multi-layer perceptron: its own start and its own losses."""

import numpy as np
from sklearn.neural_network import MLPClassifier, MLPRegressor

from rivals.contest import Contest, Rounds

ACTIVATIONS = {"sigmoid": "logistic", "tanh": "tanh", "relu": "relu"}


def rounds(contest: Contest) -> Rounds:
    """Return rounds by `partial_fit`, which takes one batch."""
    settings = {
        "hidden_layer_sizes": contest.sizes[1:-1],
        "activation": ACTIVATIONS[contest.activations[0]],
        "solver": "sgd",
        "alpha": 0.0,
        "batch_size": contest.batch,
        "learning_rate_init": contest.rate,
        "momentum": 0.0,
        "nesterovs_momentum": False,
        "shuffle": False,
    }
    inputs, targets = contest.inputs, contest.targets
    if contest.loss == "cross_entropy":
        model, targets = MLPClassifier(**settings), targets.argmax(axis=1)
        model.partial_fit(
            inputs[: contest.batch], targets[: contest.batch], classes=np.arange(contest.sizes[-1])
        )
    else:
        model = MLPRegressor(**settings)
        targets = targets.ravel() if targets.shape[1] == 1 else targets

    def train(count: int) -> None:
        for number in range(count):
            first = number * contest.batch % len(inputs)
            batch = slice(first, first + contest.batch)
            model.partial_fit(inputs[batch], targets[batch])

    return train
