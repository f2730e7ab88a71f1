"""Question 3(c) on the sibling of the pencil network: its gradient, one step and other rates as hand calculations."""

from dataclasses import replace

import numpy as np

from helpers.checks.judge_steps import Step
from helpers.checks.mistakes_steps import OF_STEP
from helpers.checks.own_gradient import equation, gradient_step
from helpers.checks.own_network import forward_steps
from helpers.checks.variants_gradient_descent import Sibling
from helpers.neurons import PARAMETERS, Network, forward
from helpers.shapes import Array

ONE = "a cost is one number"


def sibling_steps(sibling: Sibling) -> list[Step]:
    """l, a, y, grad_y, grad_c, grad_W, grad_b, grad_V, each following from what was typed before it."""
    network, x, chains = sibling.network, np.array(sibling.x, float), sibling.chains
    l, a, s, _ = forward_steps(network, x, 1)
    follows = {"c": (lambda grad_y: grad_y, (1,)), "W": (lambda grad_y, a: np.outer(grad_y, a), (2, 4)),
               "b": (lambda grad_y, l: network.phi1.dphi(l) * (network.W.T @ grad_y), (3, 6)),
               "V": (lambda grad_b: np.outer(grad_b, x), (1,))}
    return [replace(l, name="l"), replace(a, name="a"), replace(s, name="y", axes="", why="there is one output",
                                                                equation="y = W a + c, since phi2 is the identity"),
            Step("grad_y", "", "dE/dy is one number", "dE/dy = 2 (y - y_hat)", chains["y"],
                 lambda y: 2 * (y - sibling.y_hat)),
            *(gradient_step(name, chains[name], equation(name, network), *one) for name, one in follows.items())]


def update_steps(sibling: Sibling) -> list[Step]:
    """new_V, new_b, new_W, new_c after y, grad_V, grad_b, grad_W, grad_c; then both costs."""
    def after(name: str) -> Step:
        update = sibling.updates[name]
        return Step(f"new_{name}", PARAMETERS[name], f"it is what becomes of {name}",
                    f"new_{name} = {name} - learning_rate * grad_{name}", update,
                    lambda gradient: replace(update, gradient=gradient).value(), back=(4,), own=OF_STEP,
                    start=update.theta)

    def cost_of(*new: Array) -> Array:
        return (forward(Network(*new, sibling.network.phi1), sibling.x).y - sibling.y_hat) ** 2

    old, new = sibling.costs
    return [*map(after, PARAMETERS),
            Step("cost_before", "", ONE, "E = (y - y_hat)^2, with your y of q3c-gradient", old,
                 lambda y: (y - sibling.y_hat) ** 2, back=(9,)),
            Step("cost_after", "", ONE, "E = (y - y_hat)^2, with l, a and y computed anew from the new V, b, W and c",
                 new, cost_of, back=(5, 4, 3, 2), start=old.value())]


def reached(sibling: Sibling, rate: float) -> tuple[float, float]:
    """y and the cost after one step with another rate."""
    new = [replace(update, learning_rate=rate).value() for update in sibling.updates.values()]
    y = forward(Network(*new, sibling.network.phi1), sibling.x).y[0]
    return y, (y - sibling.y_hat) ** 2
