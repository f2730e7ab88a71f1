"""The stops of backpropagation by hand, from (9) to question 5(c): what is right there, and what is taken for it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from helpers.checks.mistakes_backprop import CATALOGUE
from helpers.jacobians import pull_back
from helpers.neurons import Activation, Network, forward
from helpers.shapes import Array

Ways = Sequence[Mapping[str, object]]


@dataclass(frozen=True, eq=False)
class Stop:
    """One stop on the way back: combine(left, right), and what else could come to stand there.

    Parameters
    ----------
    instead
        for each mistake's code the ways of making it, each as the parts of the stop that it changes.
    turned
        whether rows and columns are swapped.
    """

    combine: Callable[[Array, Array], Array]
    left: Array
    right: Array
    instead: Mapping[str, Ways]
    turned: bool = False

    mistakes = property(lambda self: tuple(CATALOGUE[code] for code in self.instead))

    def value(self) -> Array:
        """What is typed at this stop."""
        found = self.combine(self.left, self.right)
        return found.T if self.turned else found


def stops(network: Network, x: Array, y_hat: Array, slope1: Array | None = None, slope2: Array | None = None
          ) -> dict[str, Stop]:
    """All stops from (9) to question 5(c), by name; slopes may be given, where a kink allows for more than one."""
    _, l, a, s, y = forward(network, x)
    slope1 = network.phi1.dphi(l) if slope1 is None else slope1
    slope2 = network.phi2.dphi(s) if slope2 is None else slope2
    grad_y = 2 * (y - y_hat)
    grad_s = slope2 * grad_y
    grad_a = pull_back(network.W, grad_s)
    grad_l = slope1 * grad_a
    through2, through1 = _slopes(network.phi2, slope2, s, y), _slopes(network.phi1, slope1, l, a)
    early = {"B1-early": [{"left": network.W * slope1}]}
    other = {"B5": [{"left": network.W}] if network.W.shape == network.V.shape else []}
    return {
        **_errors(y - y_hat),
        "J_ys": Stop(_alone, np.diag(slope2), grad_y, through2),
        "grad_s": Stop(pull_back, np.diag(slope2), grad_y, through2),
        "grad_a": Stop(pull_back, network.W, grad_s, _weights(network.W, grad_y) | early),
        "grad_c": _bias(network.c, grad_s, grad_y),
        "grad_W": _outer(grad_s, a, grad_y, (l, x, s, y)),
        "grad_l": Stop(pull_back, np.diag(slope1), grad_a, through1),
        "grad_b": _bias(network.b, grad_l, grad_a),
        "grad_V": _outer(grad_l, x, grad_a, (l, a)),
        "grad_x": Stop(pull_back, network.V, grad_l, _weights(network.V, grad_a) | other),
    }


def one_weight(network: Network, x: Array, y_hat: Array, j: int, k: int) -> dict[str, Stop]:
    """The terms of the sum in (18) for dE/dW_jk, j not k, and the sum, for a square W; j and k count from 1."""
    found, a, rows = stops(network, x, y_hat), forward(network, x).a, np.eye(len(network.W))
    grad_s, grad_y, delta = found["grad_s"].value(), found["grad_y"].value(), rows[j - 1]
    ways = {"K1": [{"right": np.full_like(grad_s, a[k - 1])}], "K2": [{"right": rows[k - 1] * a[k - 1]}],
            "K3": [{"right": delta * one} for one in a if one != a[k - 1]] + [{"right": a}],
            "K4": [{"left": np.ones_like(grad_s)}], "B1": [{"left": grad_y}],
            "K5": [{"left": np.full_like(grad_s, grad_s[j - 1]), "right": rows[k - 1] * a[k - 1]}],
            "K6": [{"right": rows[k - 1] * a[j - 1]}]}
    terms = Stop(np.multiply, grad_s, delta * a[k - 1], ways)
    others = {"K7": [{"combine": lambda terms, _: np.array([np.prod(terms)])},
                     {"combine": lambda terms, _: np.array([np.mean(terms)])}]}
    return {"terms": terms, "dE_dW": Stop(lambda terms, _: np.array([np.sum(terms)]), terms.value(), a, others)}


def from_errors(stop: Stop) -> Stop:
    """With the mistakes of grad_y, where grad_y itself is not typed."""
    ways = {"L1": [{"right": -stop.right}], "L2": [{"right": stop.right / 2}], "L-value": [
        {"right": (stop.right / 2) ** 2}]}
    return replace(stop, instead=ways | dict(stop.instead))


def _alone(J: Array, _: Array) -> Array:
    return J


def _errors(error: Array) -> dict[str, Stop]:
    """(9), (10) and (11)."""
    J, E, one = 2 * error[None, :], np.full(1, np.sum(error**2)), np.ones(1)
    ways = {"L1": [{"left": -J}], "L2": [{"left": J / 2}], "L-value": [{"left": error[None, :] ** 2}]}
    return {"grad_E": Stop(np.multiply, one, one, {"E1": [{"left": E}, {"left": 0 * E}]}),
            "J_Ey": Stop(_alone, J, one, ways), "grad_y": Stop(pull_back, J, one, ways)}


def _slopes(phi: Activation, slopes: Array, sums: Array, outs: Array) -> dict[str, Ways]:
    """No slope, that of the other side, values for slopes, and full matrices for a diagonal one.

    Of these only what can be told from the right slopes: with leaky relu the activation has the slope of its sum.
    """
    ones = np.ones_like(slopes)
    found = {"B1": [ones], "B1-branch": [phi.dphi(-sums)], "B1-halved": [phi.dphi(-np.abs(sums))],
             "B2": [outs, sums], "B2-late": [phi.dphi(outs)]}
    ways = {code: [np.diag(one) for one in others if not np.array_equal(one, slopes)]
            for code, others in found.items()}
    ways["B6"] = [np.outer(slopes, ones), np.outer(ones, slopes)] if slopes.size > 1 else []
    return {code: [{"left": J} for J in others] for code, others in ways.items() if others}


def _weights(W: Array, skipped: Array) -> dict[str, Ways]:
    """Rows for columns, no weights, one path only, and the gradient from before the slope."""
    n = len(W)
    return {"B1": [{"right": skipped}], "B3": [{"left": W.T}] if W.shape == (n, n) and n > 1 else [],
            "C1": [{"left": np.ones_like(W)}],
            "C3": [{"left": W * only[:, None]} for only in np.eye(n)] if n > 1 else []}


def _bias(bias: Array, gradient: Array, skipped: Array) -> Stop:
    ways = {"B1": [{"right": skipped}], "B7": [{"left": bias}, {"left": np.zeros_like(bias)}]}
    return Stop(np.multiply, np.ones_like(bias), gradient, ways)


def _outer(gradient: Array, partner: Array, skipped: Array, others: Sequence[Array]) -> Stop:
    fitting = [{"right": one} for one in others if one.shape == partner.shape]
    turned = [{"turned": True}] if gradient.shape == partner.shape and gradient.size > 1 else []
    return Stop(np.outer, gradient, partner, {"B1": [{"left": skipped}], "B4": turned, "B5": fitting,
                                              "C2": [{"right": np.ones_like(partner)}]})
