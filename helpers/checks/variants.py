"""Numbers of one's own: the same for one student on every machine, and such that every mistake shows."""

from collections.abc import Callable

from helpers.checks.draws import Draws
from helpers.checks.variants_autograd import AUTOGRAD, FiveRules, GraphByHand, GraphInPieces
from helpers.checks.variants_backprop import BACKPROP, BackwardByHand
from helpers.checks.variants_gradient_descent import GRADIENT_DESCENT, RateByHand, Sibling, StepByHand
from helpers.checks.variants_jacobians import JACOBIANS, JacobianByHand, ProofInPieces, WideJacobian, ZooInPieces
from helpers.checks.variants_jacobians_code import JACOBIANS_CODE, Affine
from helpers.checks.variants_losses import LOSSES, CostByHand, SurpriseByHand
from helpers.checks.variants_neurons import NEURONS, NeuronByHand

ByHand = NeuronByHand | CostByHand | SurpriseByHand | StepByHand | RateByHand | Sibling | (
    JacobianByHand | WideJacobian | ProofInPieces | ZooInPieces | Affine | BackwardByHand | GraphByHand) | (
    GraphInPieces | FiveRules)
TRIES = 20_000  # one draw in five hundred fits, or more
VARIANTS: dict[str, tuple[Callable[[Draws], ByHand], Callable[[ByHand], bool]]] = (
    NEURONS | LOSSES | GRADIENT_DESCENT | JACOBIANS | JACOBIANS_CODE | BACKPROP | AUTOGRAD)


def variant(student_id: object, exercise: str, again: int = 0) -> ByHand:
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
