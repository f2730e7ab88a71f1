"""Question 3(c) on a network: its gradient and one step as a hand calculation, with one-sided slopes at kinks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product

import numpy as np

from helpers.checks.judge_steps import Step
from helpers.checks.mistakes_gradient import Chain, chain
from helpers.checks.mistakes_steps import Judged
from helpers.checks.notyet import NotYet, Slip
from helpers.checks.own_network import load_network
from helpers.checks.typed import read
from helpers.losses import cost
from helpers.neurons import LEAKY_RELU, PARAMETERS, Activation, Network, forward
from helpers.shapes import Array

EXAMPLE = Network([[1, -2], [3, 1], [-1, 2]], [1, -2, 2], [[2, -1, 1]], [-8], LEAKY_RELU)
EXAMPLE_X, EXAMPLE_Y_HAT = np.array([-1.0, 2.0]), np.array([1.0])
KINK = 1e-6  # so near to 0 either slope of a relu is accepted
WHY = {"c": "one derivative for each bias in c", "W": "one derivative for each weight in W, in the same place",
       "b": "one derivative for each bias in b", "V": "one derivative for each weight in V, in the same place"}
EQUATIONS = {"c": "dE/dc_k = dE/dy_k * phi2'(s_k)", "W": "dE/dW_ki = dE/dy_k * phi2'(s_k) * a_i",
             "b": "dE/db_i = dE/da_i * phi1'(l_i)", "V": "dE/dV_ij = dE/da_i * phi1'(l_i) * x_j"}


@dataclass(frozen=True, eq=False)
class OwnInstance:
    """A network, one input and its gold label; displaying it shows the sheet.

    Parameters
    ----------
    network, x, y_hat : the network, (r,), (n,)
    missing
        where this is an example, because there is no network of the student's own: what is to be done about it.
    """

    network: Network
    x: Array
    y_hat: Array
    missing: str = ""

    def __repr__(self) -> str:
        of = self.network
        lines = [f"{name} = {getattr(of, name).tolist()}" for name in PARAMETERS]
        lines += [f"phi1 = {of.phi1.name}   phi2 = {of.phi2.name}",
                  f"x = {self.x.tolist()}   y_hat = {self.y_hat.tolist()}"]
        note = f"{self.missing[:1].upper()}{self.missing[1:]} Until then this is an example to work with:"
        return "\n".join([note, *lines] if self.missing else lines)


def own_instance() -> OwnInstance:
    """The network of question 3(a) with its first input, or an example where none was kept."""
    try:
        own = load_network()
    except NotYet as notyet:
        return OwnInstance(EXAMPLE, EXAMPLE_X, EXAMPLE_Y_HAT, str(notyet))
    return OwnInstance(own.network, own.x[0], own.y_hat)


def one_sided(own: OwnInstance) -> Iterator[tuple[Array, Array]]:
    """phi1'(l) and phi2'(s), for every choice of a side where a relu has its kink."""
    cache = forward(own.network, own.x)
    return product(_slopes(own.network.phi1, cache.l), _slopes(own.network.phi2, cache.s))


def _slopes(phi: Activation, sums: Array) -> Iterator[Array]:
    at_kink = (np.abs(sums) < KINK) & ("relu" in phi.name)
    for side in product((-1.0, 1.0), repeat=int(at_kink.sum())):
        moved = sums.copy()
        moved[at_kink] = side
        yield phi.dphi(moved)


def gradient_steps(own: OwnInstance, slopes: tuple[Array, Array]) -> list[Step]:
    """own_grad_c, own_grad_W, own_grad_b, own_grad_V, each following from those before it."""
    a, W, slope1 = forward(own.network, own.x).a, own.network.W, slopes[0]
    follows = {"c": (None, (1,)), "W": (lambda grad_c: np.outer(grad_c, a), (1,)),
               "b": (lambda grad_c: slope1 * (W.T @ grad_c), (2,)),
               "V": (lambda grad_b: np.outer(grad_b, own.x), (1,))}
    steps = [gradient_step(name, chain(name, own.network, own.x, own.y_hat, *slopes), equation(name, own.network),
                           *one) for name, one in follows.items()]
    return [replace(step, name=f"own_{step.name}") for step in steps]


def equation(name: str, network: Network) -> str:
    """How one group of derivatives is computed; the slope of the identity is left out."""
    return EQUATIONS[name].replace(" * phi2'(s_k)", "") if network.phi2.name == "identity" else EQUATIONS[name]


def gradient_step(name: str, work: Chain, equation: str, follows: object, back: tuple[int, ...]) -> Step:
    """One group of derivatives; after right ones before it, the factor 2 and the sign of the error are settled."""
    own = tuple(mistake for mistake in work.mistakes if mistake.code not in ("L1", "L2"))
    return Step(f"grad_{name}", PARAMETERS[name], WHY[name], equation, work, follows, back, own)


def cost_steps(own: OwnInstance, learning_rate: float, gradients: list[Step]) -> list[Step]:
    """own_cost_before and own_cost_after; the second follows from the four gradients."""
    order = ("c", "W", "b", "V")

    def moved(*gradient: Array) -> Network:
        new = {name: getattr(own.network, name) - learning_rate * one
               for name, one in zip(order, gradient, strict=True)}
        return replace(own.network, **new)

    def new_cost(*gradient: Array) -> Array:
        return np.array([cost(moved(*gradient), own.x, own.y_hat)])

    given = own.network, moved(*(step.work.value() for step in gradients)), own.x, own.y_hat
    one, old = "a cost is one number", Judged(*given, moved="")
    return [Step("own_cost_before", "", one, "E = sum_k (y_k - y_hat_k)^2", old),
            Step("own_cost_after", "", one, "E = sum_k (y_k - y_hat_k)^2, with the new V, b, W and c", Judged(*given),
                 new_cost, back=(5, 4, 3, 2), start=old.value())]


def not_judged(gradients: Sequence[Step]) -> str:
    """Which of these gradients are 0, or nearly, so that nothing can be said about them."""
    zeros = [step.name for step in gradients if (np.abs(step.work.value()) < 5e-3).all()]
    are = "is" if len(zeros) == 1 else "are"
    return f"On this network {', '.join(zeros)} {are} 0, or nearly, which shows little." if zeros else ""


def read_rate(answer: object, name: str) -> float:
    """A learning rate that was typed.

    Raises
    ------
    Slip
        where it is no positive number, or one that is far too large or too small; none of these is a try.
    """
    rate = read(answer, name, np.zeros(1), "", "a learning rate is one number").values.item()
    if rate == 0:
        raise Slip(f"{name} is 0, and a step of length 0 stays where it is: type a positive number.", counts=False)
    if rate < 0:
        raise Slip(f"{name} has to be a positive number: a negative one would walk uphill.", counts=False)
    if rate > 1e3:
        raise Slip(f"{name} is far too large to be worth a calculation: try one below 1.", counts=False)
    if rate < 1e-6:
        raise Slip(f"{name} is so small that hardly anything moves: try one above 0.00001.", counts=False)
    return rate
