"""The checks of lesson 03 on code and on cures: one function for each exercise, called in the cell below its answer."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from helpers.checks.calls import OVERWRITTEN
from helpers.checks.choices_descent import PLATEAU_NAME, RATE_NAME, TWINS_NAME
from helpers.checks.judge import Verdict, formal
from helpers.checks.judge_choices import judge_choices
from helpers.checks.judge_code import judge_code
from helpers.checks.judge_cures import Judged, judge_plateau, judge_rate, judge_twins
from helpers.checks.judge_forward import judge_cost, judge_forward
from helpers.checks.judged_descent import nudges_judged, walks_judged
from helpers.checks.ladder import settle
from helpers.checks.mistakes_descent import CENTRAL, STEP
from helpers.checks.notyet import Slip
from helpers.checks.quizzes import Question
from helpers.checks.values import cost_cases, network_cases

PUT_BACK = "A nudged entry has to go back before the next one has its turn; or is there a way to nudge a new array?"
NEW_ARRAY = "In Python theta -= ... and theta[...] = ... write into the array that start is. What makes a new one?"
NEW_NAME = "In Python l += ... and l[...] = ... write into the array that l was made from. What makes a new one?"


def check_numerical_gradient(my_numerical_gradient: Callable) -> None:
    """Exercise numerical-gradient: my_numerical_gradient(f, theta, h) by central differences, h large and left out."""
    verdict, word = judge_code("my_numerical_gradient", my_numerical_gradient, nudges_judged("check"), CENTRAL)
    settle("numerical-gradient", my_numerical_gradient, _overwritten(verdict, PUT_BACK), word)


def check_descend(my_descend: Callable) -> None:
    """Exercise descend: the points of my_descend(gradient, start, learning_rate, steps), for no step too."""
    verdict, word = judge_code("my_descend", my_descend, walks_judged("check"), STEP)
    settle("descend", my_descend, _overwritten(verdict, NEW_ARRAY), word)


def check_forward(my_forward: Callable) -> None:
    """Exercise q3d-forward: l, a, s, y of my_forward(network, x), for a square network and two others."""
    verdict, word = judge_forward(my_forward, network_cases("check"))
    settle("q3d-forward", my_forward, _overwritten(verdict, NEW_NAME), word)


def check_cost(my_cost: Callable, my_forward: Callable) -> None:
    """Exercise q3d-cost: my_cost(network, x, y_hat), on the same networks."""
    settle("q3d-cost", [my_cost, my_forward], *judge_cost(my_cost, my_forward, cost_cases("check")))


def check_cure_rate(rate_name: object, my_rate: object) -> None:
    """Exercise cure-rate: the name of what happens, and a learning rate."""
    _settle_cure("cure-rate", RATE_NAME, rate_name, lambda: judge_rate(my_rate), [my_rate])


def check_cure_plateau(plateau_name: object, my_start: object, my_loss: object) -> None:
    """Exercise cure-plateau: the name of what happens, and another start or another loss."""
    _settle_cure("cure-plateau", PLATEAU_NAME, plateau_name, lambda: judge_plateau(my_start, my_loss),
                 [my_start, getattr(my_loss, "name", my_loss)])


def check_cure_symmetry(twins_name: object, my_V: object) -> None:
    """Exercise cure-symmetry: the name of what happens, and another start of V."""
    _settle_cure("cure-symmetry", TWINS_NAME, twins_name, lambda: judge_twins(my_V), [my_V])


def _overwritten(verdict: Verdict | None, hint: str) -> Verdict | None:
    return replace(verdict, hint=hint) if verdict and verdict.mistake == OVERWRITTEN else verdict


def _settle_cure(exercise: str, question: Question, name: object, judge: Callable[[], Judged],
                 answers: Sequence[object]) -> None:
    """First the name, then the cure."""
    verdict, word = judge_choices([question], [name]), ""
    if verdict is None:
        verdict, word = _judge_cure(judge)
        verdict = verdict and replace(verdict, remark=f"({question.id} is right.)")
    settle(exercise, [name, *answers], verdict, word)


def _judge_cure(judge: Callable[[], Judged]) -> Judged:
    try:
        return judge()
    except Slip as slip:
        return formal(slip), ""
