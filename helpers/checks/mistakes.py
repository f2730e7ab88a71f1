"""The catalogue of mistakes: what each classic slip gives on the very numbers that a student has in front of them."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

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

    def value(self) -> Array:
        """The activations : (k,)."""
        return self.phi(self.before(self.W * self.x).sum(axis=1) + self.b) + self.after


@dataclass(frozen=True)
class Mistake:
    """One mistake of the catalogue.

    Parameters
    ----------
    code
        as the class report names it.
    question, equation
        what is asked at the second try, and what to compare with.
    slips
        turns a working into those with this mistake made in it, one for each place where it can be made.
    first
        asked already at the first try: there is only one other way, so naming the place would tell the answer.
    """

    code: str
    question: str
    equation: str
    slips: Callable[[Working], list[Working]]
    first: str = ""


def bias_forgotten(work: Working) -> list[Working]:
    """phi(W x)."""
    return [replace(work, b=np.zeros_like(work.b), after=0.0)]


def transposed(work: Working) -> list[Working]:
    """phi(W^T x + b), which only a square W lets pass."""
    return [replace(work, W=work.W.T)] if work.W.shape[0] == work.W.shape[1] else []


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


def sign_slipped(work: Working) -> list[Working]:
    """One product, or one bias, with the other sign."""
    return ([replace(work, W=_flipped(work.W, place)) for place in np.ndindex(work.W.shape)]
            + [replace(work, b=_flipped(work.b, place)) for place in np.ndindex(work.b.shape)])


def _flipped(array: Array, place: tuple[int, ...]) -> Array:
    signs = np.ones_like(array)
    signs[place] = -1
    return signs * array


F1 = Mistake("F1", "Has a bias been left out? This is what comes out when the bias is set to zero.",
             "a = phi(w x + b)  (2)", bias_forgotten)
F2 = Mistake("F2", "Have rows and columns been swapped? Row i of the matrix holds the weights of neuron i.",
             "a = phi(W x + b)  (3), where row i of W is w_i", transposed,
             first="To which neuron does the first row of the weight matrix belong, and how many numbers are in it?")
F3 = Mistake("F3", "Is phi still to be applied? This is the weighted sum with its bias, not yet the activation.",
             "a = phi(w x + b)  (2)", phi_forgotten)
F4 = Mistake("F4", "Where does phi stand? This is what comes out when phi is applied to each product, "
             "or when the bias is added after it; phi is applied once, after the bias.",
             "a = phi(sum_j w_j x_j + b)  (1)", phi_too_early)
F5 = Mistake("F5", "Has an activation function been applied at the output? Here phi2 is the identity.",
             "y = phi2(s), with phi2(s) = s here", phi_at_output)
F6 = Mistake("F6", "Which term changed its sign? This is what comes out when one product, or one bias, has the "
             "other sign.",
             "a = phi(sum_j w_j x_j + b)  (1)", sign_slipped,
             first="Which sign has each product, and which sign has the bias?")
CATALOGUE = {mistake.code: mistake for mistake in (F1, F2, F3, F4, F5, F6)}


def visible(work: Working) -> dict[str, list[Working]]:
    """The slips, by code, whose value differs from the right one by more than 0.5 %."""
    slips = {code: [slip for slip in mistake.slips(work) if differ(slip.value(), work.value())]
             for code, mistake in CATALOGUE.items()}
    return {code: found for code, found in slips.items() if found}


def differ(value: Array, right: Array) -> bool:
    """Whether a typed answer could tell these two apart."""
    return bool(np.any(np.abs(value - right) > 5e-3 * np.abs(right) + 1e-9))


def explain(work: Working, matches: Callable[[Array], bool]) -> tuple[Mistake, ...]:
    """The mistakes that give, as a whole, what the student gave."""
    return tuple(CATALOGUE[code] for code, slips in visible(work).items() if any(matches(s.value()) for s in slips))


def pairs(work: Working) -> list[Array]:
    """The values when two visible mistakes are made at once, two different signs among them."""
    found = visible(work)
    twice = [both for first, slips in found.items() for slip in slips
             for second in found if second != first or second == "F6"
             for both in CATALOGUE[second].slips(slip)]
    return [both.value() for both in twice if not _undone(both, work)]


def _undone(both: Working, work: Working) -> bool:
    return all(np.array_equal(getattr(both, part), getattr(work, part)) for part in ("W", "b", "after")) \
        and both.phi is work.phi and both.before is work.before
