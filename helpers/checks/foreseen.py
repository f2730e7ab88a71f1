"""What the hidden cells of all graded exercises would print: if all is right, and with each mistake."""

from functools import cache

from helpers.checks.blocks import OR, Block, Foresee
from helpers.checks.foreseen_autograd import FORESEEN_AUTOGRAD
from helpers.checks.foreseen_backprop import FORESEEN_BACKPROP
from helpers.checks.foreseen_descent import FORESEEN_DESCENT
from helpers.checks.foreseen_jacobians import FORESEEN_JACOBIANS
from helpers.checks.foreseen_losses import FORESEEN_LOSSES
from helpers.checks.foreseen_neurons import FORESEEN_NEURONS

FORESEEN: dict[str, Foresee] = (FORESEEN_NEURONS | FORESEEN_LOSSES | FORESEEN_DESCENT | FORESEEN_JACOBIANS
                                | FORESEEN_BACKPROP | FORESEEN_AUTOGRAD)


def foreseen(exercise: str, seed: object, student_id: str) -> list[Block]:
    """The blocks of an exercise, in the order in which its hidden cell prints them.

    Parameters
    ----------
    exercise
        a graded exercise, such as "eq2-neuron".
    seed, student_id
        what inputs of code come from, and what a sheet's numbers come from.

    Raises
    ------
    ValueError
        if no such exercise is graded.
    """
    if exercise not in FORESEEN:
        raise ValueError(f"Nothing is foreseen for {exercise!r}, only for {', '.join(FORESEEN)}.")
    return FORESEEN[exercise](seed, student_id)


@cache
def catalogue() -> dict[str, str]:
    """What is asked about each mistake, by exercise and code, as in "eq2-neuron:F1"."""
    asked: dict[str, list[str]] = {}
    for exercise in FORESEEN:
        for block in foreseen(exercise, "catalogue", ""):
            for code, questions in block.questions.items():
                known = asked.setdefault(f"{exercise}:{code}", [])
                known += [question for question in questions.split(OR) if question not in known]
    return {key: OR.join(questions) for key, questions in asked.items()}
