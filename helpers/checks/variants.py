"""Numbers of one's own: the same for one student on every machine, and such that every mistake shows."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from helpers.checks.draws import Draws
from helpers.checks.mistakes import tells_apart
from helpers.checks.mistakes_neurons import Working
from helpers.neurons import IDENTITY, LEAKY_RELU, PENCIL, Activation

TRIES = 5_000  # one draw in forty fits


@dataclass(frozen=True)
class NeuronByHand:
    """One neuron and two inputs, in small whole numbers; printing it shows the sheet to be filled in.

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

    def __str__(self) -> str:
        first = ", ".join(f"{w} * {x} = {w * x}" for w, x in zip(self.w, self.x[0], strict=True))
        second = ", ".join(f"{w} * {x} = ?" for w, x in zip(self.w, self.x[1], strict=True))
        return (f"w = {list(self.w)}   b = {self.b}   phi(s) = s where s is positive, else s/2\n"
                f"first input   x = {list(self.x[0])}   products: {first}   sum: ?   a: ?\n"
                f"second input  x = {list(self.x[1])}   products: {second}   sum: ?   a: ?")


def variant(student_id: object, exercise: str, again: int = 0) -> NeuronByHand:
    """The numbers of one student for one exercise.

    Parameters
    ----------
    student_id
        any name or number; capitals and spaces around it make no difference.
    exercise
        an exercise with numbers, such as "eq1-by-hand".
    again
        0 for the numbers that are graded; 1, 2, ... for fresh ones to practise with.

    Raises
    ------
    ValueError
        if the exercise has no numbers of this kind.
    """
    if exercise not in VARIANTS:
        raise ValueError(f"There are no numbers to draw for {exercise!r}, only for {', '.join(VARIANTS)}.")
    draw, fits = VARIANTS[exercise]
    draws = Draws(str(student_id).strip().casefold(), exercise, again)
    return next(filter(fits, (draw(draws) for _ in range(TRIES))))


def _draw_neuron(draws: Draws) -> NeuronByHand:
    small = (-3, -2, -1, 1, 2, 3)
    return NeuronByHand(draws.many_of(small, 2), draws.one_of(small),
                        (draws.many_of(small, 2), draws.many_of(small, 2)))


def _neuron_fits(found: NeuronByHand) -> bool:
    sums = [found.working(i, IDENTITY) for i in (0, 1)]
    activations = [found.working(i, found.phi) for i in (0, 1)]
    values = [work.value()[0] for work in sums]
    shown = {(*row, bias) for row, bias in zip(PENCIL.V.tolist(), PENCIL.b.tolist(), strict=True)}
    return ((*found.w, found.b) not in shown and values[1] < 0 < values[0] and max(map(abs, values)) < 10
            and all(tells_apart(work, "F1 F6") for work in sums)
            and tells_apart(activations[0], "F1 F6") and tells_apart(activations[1], "F1 F3 F4 F6"))


VARIANTS: dict[str, tuple[Callable[[Draws], NeuronByHand], Callable[[NeuronByHand], bool]]] = {
    "eq1-by-hand": (_draw_neuron, _neuron_fits),
}
