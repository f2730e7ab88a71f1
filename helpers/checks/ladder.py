"""The ladder of an exercise: where it goes wrong, which mistake it looks like, an example, and then the solution."""

import ast
import hashlib
import inspect
import textwrap
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from helpers.checks import progress
from helpers.checks.exercises import EXERCISES
from helpers.checks.judge import Verdict
from helpers.checks.notyet import NotYet, wrapped
from helpers.neurons import PARAMETERS, Network

_solutions: dict[str, str] = {}  # on the student's own numbers, left here by the last check of each exercise


def settle(exercise: str, answer: object, verdict: Verdict | None, word: str = "",
           solve: Callable[[], str] | None = None) -> None:
    """Print what a right answer establishes; for another one count the try and give the help it has earned.

    Parameters
    ----------
    exercise, answer
        its id, and all that was answered: an unchanged answer is no new try.
    verdict
        what is to be mended, or None.
    word
        what to add on a pass, about an unusual spelling.
    solve
        writes the solution on the student's own numbers, should they ask for it; it tells these numbers from others.

    Raises
    ------
    NotYet
        where something is to be mended.
    """
    own = solve() if solve else ""
    if own:
        _solutions[exercise] = own
    numbers = _numbers(own)
    if verdict is None:
        progress.finish(exercise, numbers)
        print(wrapped(" ".join(filter(None, (EXERCISES[exercise].passed, word)))))
        return
    tries = _count(exercise, fingerprint(answer), numbers) if verdict.counts else 0
    raise NotYet(_help(exercise, verdict, tries), verdict.mistake)


def solution(exercise: str) -> None:
    """Print the solution of an exercise, once it is done or has been tried three times, with these numbers.

    Raises
    ------
    NotYet
        before that.
    ValueError
        if there is no such exercise.
    """
    if exercise not in EXERCISES:
        raise ValueError(f"There is no exercise {exercise!r}; there are {', '.join(EXERCISES)}.")
    own = _solutions.get(exercise, "")
    one = progress.entry(exercise, _numbers(own))
    if not (is_solved(exercise, own) if own else one.done) and one.tries < 3:
        raise NotYet(f"the solution of {exercise} opens after three tries; so far there were {one.tries}.")
    if not EXERCISES[exercise].solution and not own:
        raise NotYet(f"run the check of {exercise} once, then ask again: the solution uses your own numbers.")
    print(EXERCISES[exercise].solution or own)


def is_solved(exercise: str, own: str) -> bool:
    """Whether the check has passed with the numbers that have this solution."""
    return _numbers(own) in progress.entry(exercise).solved


def _numbers(own: str) -> str:
    """A fingerprint of the numbers that have this solution; nothing where it is the same for all."""
    return own and fingerprint(own)


def fingerprint(answer: object) -> str:
    """A short text that changes when the answer does."""
    return hashlib.sha256(repr(_plain(answer)).encode()).hexdigest()[:16]


def _plain(answer: object) -> object:
    if isinstance(answer, Network):
        return [getattr(answer, name).tolist() for name in PARAMETERS] + [answer.phi1.name, answer.phi2.name]
    if isinstance(answer, np.ndarray):
        return answer.tolist()
    if isinstance(answer, (list, tuple)):
        return [_plain(part) for part in answer]
    return _source(answer) if callable(answer) else answer


def _source(function: Callable) -> str:
    try:
        source = textwrap.dedent(inspect.getsource(function))
    except (OSError, TypeError):
        return repr(function)
    try:
        return ast.dump(ast.parse(source))  # spaces and comments make no new try
    except SyntaxError:
        return source  # a lambda in the middle of something


def _count(exercise: str, answer: str, numbers: str) -> int:
    before = progress.entry(exercise, numbers)
    if answer != before.last:
        progress.record(exercise, replace(before, tries=before.tries + 1, last=answer))
    return progress.entry(exercise, numbers).tries


def _help(exercise: str, verdict: Verdict, tries: int) -> str:
    sentences = [verdict.where, verdict.hint] if tries > 1 else [verdict.first or verdict.where]
    text = " ".join(filter(None, [*sentences, verdict.remark]))
    if tries < 3:
        return text
    return (f"{text}\n\nA complete example with other numbers:\n{EXERCISES[exercise].example}\n\n"
            f'You may go on and come back later. solution("{exercise}") shows the solution.{_again(exercise)}')


def _again(exercise: str) -> str:
    sheet = EXERCISES[exercise].sheet
    if not sheet:
        return ""
    fresh = f'    {sheet} = variant(student_id, "{exercise}", again=1)\n    print({sheet})'
    return (f"\n\nTo practise on new numbers, type in cells of your own\n{fresh}\n"
            "and then your new values and the line of the check. The cells of the exercise keep the original numbers: "
            "run them again to return.")
