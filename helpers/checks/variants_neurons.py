"""Numbers of one's own for lesson 01: a neuron and two inputs."""

from dataclasses import dataclass

import numpy as np

from helpers.checks.draws import Draws
from helpers.checks.mistakes import tells_apart
from helpers.checks.mistakes_neurons import Working
from helpers.neurons import IDENTITY, LEAKY_RELU, PENCIL, Activation


@dataclass(frozen=True)
class NeuronByHand:
    """One neuron and two inputs, in small whole numbers; displaying it shows the sheet to be filled in.

    Parameters
    ----------
    w, b : (2,), ()
        weights and bias.
    x : two inputs of (2,)
        the first one is shown half worked.
    """

    w: tuple[int, ...]
    b: int
    x: tuple[tuple[int, ...], tuple[int, ...]]
    phi: Activation = LEAKY_RELU  # slope 1/2: exact by hand

    def working(self, i: int, phi: Activation) -> Working:
        """The neuron on input i as a layer of one; with the identity for phi it is the sum."""
        return Working(np.array(self.x[i], float), np.array([self.w], float), np.array([self.b], float), phi)

    def products(self, i: int) -> Working:
        """The products w_j x_j on input i, as a layer with a diagonal matrix."""
        return Working(np.array(self.x[i], float), np.diag(self.w).astype(float), np.zeros(2), IDENTITY)

    def __repr__(self) -> str:
        first = "     ".join(f"{w} * {x} = {w * x}" for w, x in zip(self.w, self.x[0], strict=True))
        second = "     ".join(f"{w} * {x} = ?" for w, x in zip(self.w, self.x[1], strict=True))
        return (f"w = {list(self.w)}   b = {self.b}   phi(s) = s where s is positive, else s/2\n"
                f"first input   x = {list(self.x[0])}   products: {first}   sum: ?   a: ?\n"
                f"second input  x = {list(self.x[1])}   products: {second}   sum: ?   a: ?")


def draw_neuron(draws: Draws) -> NeuronByHand:
    """Any small numbers but 0."""
    small = (-3, -2, -1, 1, 2, 3)
    return NeuronByHand(draws.many_of(small, 2), draws.one_of(small),
                        (draws.many_of(small, 2), draws.many_of(small, 2)))


def neuron_fits(found: NeuronByHand) -> bool:
    """A positive and a negative sum, every mistake visible, and not a neuron that the lesson works."""
    sums = [found.working(i, IDENTITY) for i in (0, 1)]
    activations = [found.working(i, found.phi) for i in (0, 1)]
    values = [work.value()[0] for work in sums]
    shown = {(*row, bias) for row, bias in zip(PENCIL.V.tolist(), PENCIL.b.tolist(), strict=True)}
    return ((*found.w, found.b) not in shown and values[1] < 0 < values[0] and max(map(abs, values)) < 10
            and all(tells_apart(work, "F1 F6") for work in sums)
            and tells_apart(activations[0], "F1 F6") and tells_apart(activations[1], "F1 F3 F4 F6"))


NEURONS = {"eq1-by-hand": (draw_neuron, neuron_fits)}
