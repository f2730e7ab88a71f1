"""The catalogue of mistakes on neurons and layers, F1 to F6: each gives what it would on the student's own numbers."""

from dataclasses import dataclass, replace

import numpy as np

from helpers.checks.mistakes import Mistake
from helpers.neurons import IDENTITY, Activation
from helpers.shapes import Array


@dataclass(frozen=True, eq=False)
class Working:
    """What a layer computes, phi(sum_j before(W_ij x_j) + b_i) + after_i, with the places where a slip can enter.

    Parameters
    ----------
    x, W, b, phi : (n,), (k, n), (k,)
        what `layer` takes (3).
    before, after
        the identity and 0, unless phi is applied too early.
    hidden
        in front of an output layer: the activation function of the hidden layer.
    """

    x: Array
    W: Array
    b: Array
    phi: Activation
    before: Activation = IDENTITY
    after: Array | float = 0.0
    hidden: Activation | None = None

    @property
    def mistakes(self) -> tuple[Mistake, ...]:
        """F1 to F6."""
        return tuple(CATALOGUE.values())

    def value(self) -> Array:
        """The activations : (k,)."""
        return self.phi(self.before(self.W * self.x).sum(axis=1) + self.b) + self.after


class WorkingInCode(Working):
    """The same where a loop may have been written."""

    @property
    def mistakes(self) -> tuple[Mistake, ...]:
        """F1 to F6, and the bias in the loop."""
        return (*CATALOGUE.values(), F1_LOOP)


def bias_forgotten(work: Working) -> list[Working]:
    """phi(W x)."""
    return [replace(work, b=np.zeros_like(work.b), after=0.0)]


def bias_in_the_loop(work: Working) -> list[Working]:
    """phi(sum_j (w_j x_j + b))."""
    return [replace(work, b=work.b * work.x.size)]


def transposed(work: Working) -> list[Working]:
    """phi(W^T x + b), which only a square W lets pass; of a single number there is no transpose."""
    return [replace(work, W=work.W.T)] if 1 < work.W.shape[0] == work.W.shape[1] else []


def phi_forgotten(work: Working) -> list[Working]:
    """W x + b."""
    return [replace(work, phi=IDENTITY)]


def phi_too_early(work: Working) -> list[Working]:
    """sum_j phi(W_ij x_j) + b_i, and phi(W x) + b."""
    return [replace(work, before=work.phi, phi=IDENTITY),
            replace(work, b=np.zeros_like(work.b), after=work.b)]


def phi_at_output(work: Working) -> list[Working]:
    """phi1(W a + c), although phi2 is the identity."""
    return [replace(work, phi=work.hidden)] if work.hidden and work.phi is IDENTITY else []


def wrong_branch(work: Working) -> list[Working]:
    """What a ReLU does with a negative number, done with a positive one: with all of them, or with a single one."""
    positive = replace(work, phi=IDENTITY).value() > 0
    places = [positive, *(np.eye(positive.size, dtype=bool)[positive])]
    return [replace(work, phi=_bent_at(work.phi, place)) for place in places] if "relu" in work.phi.name else []


def _bent_at(phi: Activation, place: Array) -> Activation:
    return replace(phi, phi=lambda s: np.where(place, -phi(-s), phi(s)))


def sign_slipped(work: Working) -> list[Working]:
    """One product, one bias, or all biases with the other sign."""
    all_biases = [replace(work, b=-work.b)] if work.b.size > 1 else []
    return ([replace(work, W=_flipped(work.W, place)) for place in np.ndindex(work.W.shape)]
            + [replace(work, b=_flipped(work.b, place)) for place in np.ndindex(work.b.shape)]
            + all_biases)


def _flipped(array: Array, place: tuple[int, ...]) -> Array:
    signs = np.ones_like(array)
    signs[place] = -1
    return signs * array


F1 = Mistake("F1", "Has a bias been left out? This is what comes out when the bias is set to zero.",
             "", bias_forgotten)
F1_LOOP = Mistake("F1-loop", "How often is the bias added? This is what comes out when it is added to every product; "
                  "it is added once, after the loop.", "", bias_in_the_loop)
F2 = Mistake("F2", "Have rows and columns been swapped? Row i of the matrix holds the weights of neuron i.",
             "a = phi(W x + b)  (3), where row i of W is w_i", transposed,
             first="To which neuron does the first row of the weight matrix belong, and how many numbers are in it?")
F3 = Mistake("F3", "Is phi still to be applied? This is the weighted sum with its bias, not yet the activation.",
             "", phi_forgotten)
F3_BRANCH = Mistake("F3-branch", "Which numbers does phi leave as they are? This is what comes out when a positive one "
                    "is treated as if it were negative: on which side of 0 is each number that phi is applied to?",
                    "", wrong_branch)
F4 = Mistake("F4", "Where does phi stand? This is what comes out when phi is applied to each product, "
             "or when the bias is added after it; phi is applied once, after the bias.",
             "", phi_too_early)
F5 = Mistake("F5", "Has an activation function been applied at the output? Here phi2 is the identity.",
             "y = phi2(s), with phi2(s) = s here", phi_at_output)
F6 = Mistake("F6", "Which term changed its sign? This is what comes out when one product, or a bias, has the "
             "other sign.",
             "", sign_slipped,
             first="Which sign has each product, and which sign has the bias?")
CATALOGUE = {mistake.code: mistake for mistake in (F1, F2, F3, F4, F5, F6)}
OF_PHI = (F3, F3_BRANCH, F5)  # what can still go wrong where the sum is right
