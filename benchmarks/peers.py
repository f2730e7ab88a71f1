"""The same training elsewhere: scikit-learn, PyTorch, and the matrix products that nobody can do without.

Each function prepares one training and returns a function that runs it and then returns a classifier: rows to labels.
All take the instances in the order in which they stand, in every epoch, and follow the mean gradient of a mini-batch.
"""

import os
import warnings
from collections.abc import Callable
from importlib.metadata import version
from importlib.util import find_spec

import numpy as np

from helpers.backprop import train
from helpers.losses import NEGATIVE_LOG_LIKELIHOOD
from helpers.neurons import RELU, SOFTMAX, Network, forward
from helpers.shapes import Array

Classify = Callable[[Array], Array]
Run = Callable[[], Classify | None]

RATE = 0.4
PEERS = {"scikit-learn": "sklearn", "torch": "torch"}  # the names under which they are installed and imported


def installed() -> list[str]:
    return [name for name, module in PEERS.items() if find_spec(module)]


def facts() -> dict[str, str]:
    """What takes part, and with how many threads the matrix products may run: as many as there are cores, if unset."""
    threads = os.environ.get("OPENBLAS_NUM_THREADS", "unset")
    return {name: version(name) for name in ("numpy", *installed())} | {"OPENBLAS_NUM_THREADS": threads}


class InOrder(np.random.Generator):
    """A generator that shuffles nothing, so that all see the same mini-batches."""

    def permutation(self, x: int) -> Array:
        return np.arange(x)


def random_network(r: int, m: int, n: int, rng: np.random.Generator) -> Network:
    """A start for ReLU with softmax: weights of the size that keeps the spread of what they pass on."""
    V, W = (rng.normal(size=size) * np.sqrt(2 / size[1]) for size in ((m, r), (n, m)))
    return Network(V, np.zeros(m), W, np.zeros(n), RELU, SOFTMAX)


def ours(network: Network, X: Array, Y_hat: Array, epochs: int, batch: int, curves: bool = False) -> Run:
    """With `curves` the cost and the accuracy of every epoch are asked for too."""
    def run() -> Classify:
        training = train(network, X, Y_hat, rng=InOrder(np.random.PCG64(0)), loss=NEGATIVE_LOG_LIKELIHOOD,
                         learning_rate=RATE, epochs=epochs, batch=batch)
        if curves:
            _ = training.cost, training.accuracy
        return lambda X: forward(training.network, X).y.argmax(-1)

    return run


def products(network: Network, X: Array, Y_hat: Array, epochs: int, batch: int) -> Run:
    """The five matrix products of each step and nothing else: it learns nothing."""
    V, W = network.V, network.W

    def run() -> None:
        for _ in range(epochs):
            for k in range(0, len(X), batch):
                x, g_s = X[k:k + batch], Y_hat[k:k + batch]
                l = x @ V.T
                l @ W.T
                g_l = g_s @ W
                g_s.T @ l
                g_l.T @ x

    return run


def scikit_learn(network: Network, X: Array, Y_hat: Array, epochs: int, batch: int) -> Run:
    """Plain gradient descent without an early end; it starts from weights of its own."""
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.neural_network import MLPClassifier

    def run() -> Classify:
        mlp = MLPClassifier(network.shape[1:2], solver="sgd", alpha=0, batch_size=batch, learning_rate_init=RATE,
                            max_iter=epochs, shuffle=False, random_state=0, tol=0, momentum=0,
                            nesterovs_momentum=False, n_iter_no_change=epochs + 1)
        with warnings.catch_warnings(action="ignore", category=ConvergenceWarning):
            return mlp.fit(X, Y_hat.argmax(-1)).predict

    return run


def pytorch(network: Network, X: Array, Y_hat: Array, epochs: int, batch: int) -> Run:
    """In its favour: numbers of 32 bits, and one thread, which is faster at this size."""
    import torch
    from torch.nn import CrossEntropyLoss, Linear, ReLU, Sequential

    torch.set_num_threads(1)
    r, m, n = network.shape

    def run() -> Classify:
        torch.manual_seed(0)
        model, cost = Sequential(Linear(r, m), ReLU(), Linear(m, n)), CrossEntropyLoss()
        descent = torch.optim.SGD(model.parameters(), lr=RATE)
        rows, labels = torch.tensor(X, dtype=torch.float32), torch.tensor(Y_hat.argmax(-1))
        for _ in range(epochs):
            for k in range(0, len(rows), batch):
                descent.zero_grad()
                cost(model(rows[k:k + batch]), labels[k:k + batch]).backward()
                descent.step()
        return lambda X: model(torch.tensor(X, dtype=torch.float32)).detach().numpy().argmax(-1)

    return run
