"""Judging a cure by running it: any that works is right, and for the others we say what happened."""

import numpy as np

from helpers.checks.cures import PLATEAU_X, TWINS_STEPS, plateau, rows_of_V, twins, valley
from helpers.checks.judge import Verdict
from helpers.checks.notyet import Slip
from helpers.checks.typed import is_blank, read
from helpers.losses import NEGATIVE_LOG_LIKELIHOOD, SQUARED_ERROR, Loss
from helpers.neurons import LOGISTIC
from helpers.shapes import Array

VALLEY_COST, PLATEAU_Y, TWINS_COST = 0.001, 0.9, 0.05  # what each cure has to reach
FARTHEST = 20.0  # a start of w beyond this makes y 0 or 1 for a computer
LOSSES = {loss.name: loss for loss in (SQUARED_ERROR, NEGATIVE_LOG_LIKELIHOOD)}
Judged = tuple[Verdict | None, str]


def judge_rate(my_rate: object) -> Judged:
    """Whether the valley's cost falls below 0.001."""
    rate = float(read(my_rate, "my_rate", np.zeros(1), "", "a learning rate is one number").values[0])
    if rate <= 0:
        return Verdict("my_rate has to be greater than 0.", "In which direction would a step with this rate go?"), ""
    path = valley(rate)
    w, first, last = path.parameters[:, 0], path.cost[0], path.cost[-1]
    ran = f"We ran it: with your rate the cost goes from {_cost(first)} to {_cost(last)} in {_steps(path.steps)}"
    if last < VALLEY_COST:
        return None, f"{ran}."
    if last >= first:
        return Verdict(f"{ran}, so every step ends at least as far out as it began.",
                       "How far may a step lead before it lands higher on the other side?"), ""
    if w[1] * w[0] < 0:
        return Verdict(f"{ran}, and w still jumps from one side to the other.",
                       "One step multiplies w by the same factor each time. What makes this factor negative?"), ""
    return Verdict(f"{ran}. w stays on one side, but it does not come close enough in time.",
                   "One step multiplies w by the same factor each time. How close to 1 is it with your rate?"), ""


def judge_plateau(my_start: object, my_loss: object) -> Judged:
    """Whether the neuron learns, from a start where it has not learnt everything already."""
    start = float(read(my_start, "my_start", np.zeros(1), "", "the neuron has one weight").values[0])
    loss = _loss(my_loss)
    if abs(start) > FARTHEST:
        return Verdict(f"my_start has to lie between -{FARTHEST:g} and {FARTHEST:g}: farther out a computer takes y "
                       "for exactly 0 or 1.", "Where is the logistic function steep?"), ""
    if _y(start) > PLATEAU_Y:
        return Verdict("From my_start the neuron gives more than 0.9 before the first step: nothing is left to learn.",
                       "Which start does not use that we know the answer?"), ""
    path = plateau(start, loss)
    ended = _y(path.parameters[-1, 0])
    ran = (f"We ran it: with your start and the {loss.name}, y goes from {_y(start):.3g} to {ended:.3g} in "
           f"{_steps(path.steps)}")
    if ended > PLATEAU_Y:
        return None, f"{ran}."
    return Verdict(f"{ran}.", "The gradient is a product of slopes. Which factor is close to 0 here? Is it with "
                   "another start, and which loss has a slope that makes up for it?"), ""


def judge_twins(my_V: object) -> Judged:
    """Whether the network learns XOR."""
    V = read(my_V, "my_V", np.zeros((2, 2)), "m r", "one row for each hidden neuron, one column for each input").values
    path = twins(V)
    apart = np.abs(np.subtract(*rows_of_V(path.parameters[-1]))).max()
    ran = (f"We ran it: from your V the cost goes from {_cost(path.cost[0])} to {_cost(path.cost[-1])} in "
           f"{_steps(TWINS_STEPS)}")
    if path.cost[-1] < TWINS_COST:
        return None, f"{ran}, and the rows of V end {apart:.1f} apart."
    where, hint = _parted(V, float(apart))
    return Verdict(f"{ran}. {where}", hint), ""


def _parted(V: Array, apart: float) -> tuple[str, str]:
    if apart < 1e-6:
        return ("The two rows of V are as equal at the end as they were at the start.",
                "If two neurons have the same weights, in and out, in what can their gradients differ?")
    if np.array_equal(V[0], V[1, ::-1]):
        return ("The second row was the first one read backwards: what one neuron does with x_1 the other does with "
                "x_2, and they stay alike in this way.",
                "XOR stays as it is when x_1 and x_2 change places. What could one neuron see that the other does not?")
    return (f"The rows of V end up to {apart:.2g} apart, so they are not alike, but this walk has not come to XOR: "
            "from some starts it does not. Try another one.",
            "Which of the four inputs could each of the two neurons look for, and which signs would its weights have?")


def _loss(my_loss: object) -> Loss:
    if is_blank(my_loss):
        raise Slip("my_loss has no value yet.", counts=False)
    found = my_loss if isinstance(my_loss, Loss) else LOSSES.get(str(my_loss).strip().casefold())
    if found not in LOSSES.values():
        raise Slip("my_loss has to be SQUARED_ERROR or NEGATIVE_LOG_LIKELIHOOD, without quotes.", counts=False)
    return found


def _y(w: float) -> float:
    return float(LOGISTIC(PLATEAU_X * w))


def _cost(cost: float) -> str:
    return f"{cost:.3g}" if cost > 1e-6 else "less than 0.000001"  # not the same digits on every computer


def _steps(steps: int) -> str:
    return f"{steps} step{'s' * (steps != 1)}"
