"""The catalogue of mistakes in the sum (8) over instances: L3, N-left, P-last, P-return, S-stack, S-entries."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from helpers.checks import mistakes_jacobians_code as loops
from helpers.checks.mistakes import Mistake, Work
from helpers.shapes import Array


@dataclass(frozen=True, eq=False)
class Total:
    """What becomes of the gradients of N instances: made(stack), for stack : (N, ...)."""

    stack: Array
    made: Callable[[Array], Array] = lambda stack: stack.sum(axis=0)

    mistakes = property(lambda _: (L3, N_LEFT, P_LAST, P_RETURN, S_STACK, S_ENTRIES))

    def value(self) -> Array:
        """As one of the gradients."""
        return np.asarray(self.made(self.stack))


@dataclass(frozen=True, eq=False)
class Factor:
    """By what the gradient of the mean of N instances is multiplied to be that of the sum."""

    N: int
    made: Callable[[int], float] = float

    mistakes = property(lambda _: (FACTOR_TURNED, FACTOR_ONE))

    def value(self) -> Array:
        """One number : (1,)."""
        return np.array([self.made(self.N)])


def totals(*others: Callable[[Array], Array], name: str = "made") -> Callable[[Work], list]:
    """Something else made of all gradients."""
    return lambda work: [replace(work, **{name: other}) for other in others]


MEAN = (lambda stack: stack.mean(axis=0),)
LEFT = (lambda stack: stack[:-1].sum(axis=0), lambda stack: stack[1:].sum(axis=0))
LAST = (lambda stack: stack[-1],)
EQ8 = "grad E = sum_i grad E^(i)  (8)"
L3 = Mistake("L3", "Is this the gradient of the sum or of the mean? These notes use both, the mean in section 2 and "
             "the sum in (8). Which one is asked for here?", EQ8, totals(*MEAN))
N_LEFT = Mistake("N-left", "How many instances are there, and how many of them have you added up? This is what comes "
                 "out when the first or the last one is left out.", EQ8, totals(*LEFT))
P_LAST = replace(loops.P_LAST, question="What is left of the gradient of the first instance when your loop has ended? "
                 "This is what comes out when each one takes the place of the one before.", equation=EQ8,
                 slips=totals(*LAST))
P_RETURN = replace(loops.P_RETURN, equation=EQ8, slips=totals(lambda stack: stack[0]),
                   first="When does your function return, and how many of the gradients are added up by then?")
S_STACK = Mistake("S-stack", "How many gradients do you return? (8) makes one of them, in the shape of a single one.",
                  EQ8, totals(np.asarray, np.vstack))
S_ENTRIES = Mistake("S-entries", "Over what does your sum run: over the instances, or over the entries too? Python's "
                    "sum and np.sum(..., axis=0) add up whole arrays, np.sum alone adds up every number.", EQ8,
                    totals(np.sum, lambda stack: stack.sum(axis=tuple(range(1, stack.ndim)))))
FACTOR_TURNED = Mistake("L3", "Which of the two gradients is the larger one, and which of them do you start from?",
                        "mean = sum / N", totals(lambda N: 1 / N))
FACTOR_ONE = Mistake("L3-equal", "Is the sum of N gradients as large as their mean?", "mean = sum / N",
                     totals(lambda _: 1.0))
