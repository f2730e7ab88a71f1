"""The catalogue of mistakes on a batch as one matrix product, forwards and backwards."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from helpers.checks.mistakes import Mistake
from helpers.checks.mistakes_autograd_code import Made, Returned
from helpers.shapes import Array


def of_batch(X: Array, W: Array, b: Array) -> Returned:
    """The sums of a layer for every instance."""
    return Returned((X, W, b), (F1, F2, BIAS, TURNED), lambda X, W, b: X @ W.T + b)


def back_through_batch(G: Array, X: Array) -> Returned:
    """The gradient of W, summed over the instances."""
    return Returned((G, X), (B4, L3, STACKED, SUMMED, ONE, WRONG_SUM), lambda G, X: G.T @ X)


def where_it_fits(*others: Made) -> Callable[[Returned], list[Returned]]:
    """Something else made of the same arrays, where their shapes let it come to an end."""
    def fits(made: Made, work: Returned) -> bool:
        try:
            made(*work.inputs)
        except ValueError:
            return False
        return True

    return lambda work: [replace(work, made=made) for made in others if fits(made, work)]


ROWS = "row i of the result = W x + b, with row i of X as x"
F1 = Mistake("F1", "Where is the bias? This is X W^T alone.", ROWS, where_it_fits(lambda X, W, _: X @ W.T))
F2 = Mistake("F2", "Row i of W belongs to neuron i, and row i of X to instance i: which rows meet in your product? "
             "This is what comes out when W is not transposed.", ROWS, where_it_fits(lambda X, W, b: X @ W + b),
             first="In your product, what does a row of X meet: a row of W, or a column?")
BIAS = Mistake("A-bias", "To whom does the first bias belong, to the first neuron or to the first instance? This is "
               "what comes out when each instance gets a bias of its own.", ROWS,
               where_it_fits(lambda X, W, b: X @ W.T + b[:, None]))
TURNED = Mistake("A-turned", "Whose numbers stand in a row of your result, those of an instance or those of a neuron?",
                 ROWS, where_it_fits(lambda X, W, b: W @ X.T + b[:, None], lambda X, W, b: W @ X.T + b))

ADDED = "grad_W = sum over the instances of (grad_s_j x_k)_jk, (19) and (8)"
B4 = Mistake("B4", "Which shape has W, and which one has your gradient? This is what comes out when the product is "
             "turned.", ADDED, where_it_fits(lambda G, X: X.T @ G),
             first="W has a row for each neuron. Whose numbers stand in a row of your gradient?")
L3 = Mistake("L3", "Is this the mean over the instances? In (8) their gradients are added up.", ADDED,
             where_it_fits(lambda G, X: G.T @ X / len(X)))
STACKED = Mistake("A-stacked", "This is one matrix for each instance. What does (8) do with them?", ADDED,
                  where_it_fits(lambda G, X: G[:, :, None] * X[:, None, :]))
SUMMED = Mistake("A-summed", "What is done first, the product or the sum? This is what comes out when the instances "
                 "are added up before they are multiplied, so that one instance's gradient meets another one's x.",
                 ADDED, where_it_fits(lambda G, X: np.outer(G.sum(axis=0), X.sum(axis=0))))
ONE = Mistake("P-last", "How many instances have a part in your result when the loop has ended? This is what comes out "
              "for one of them.", ADDED, where_it_fits(lambda G, X: np.outer(G[-1], X[-1]),
                                                       lambda G, X: np.outer(G[0], X[0])))
WRONG_SUM = Mistake("J2", "Over what does the sum in your product run? The numbers of one instance belong together, "
                    "and the sum runs over the instances.", ADDED,
                    where_it_fits(lambda G, X: G @ X, lambda G, X: G @ X.T, lambda G, X: X @ G))
