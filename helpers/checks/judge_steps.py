"""Judging by hand as a teacher does: the form, then a classic mistake in the earliest wrong vector, then its entry."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from helpers.checks.judge import Verdict, formal, verdict_on
from helpers.checks.mistakes import Mistake, Work, explain
from helpers.checks.mistakes_steps import G10
from helpers.checks.notyet import Slip
from helpers.checks.typed import Typed, read
from helpers.shapes import Array

MANY = 5  # so many that follow from something wrong are not listed, lest the hint before them gets lost

@dataclass(frozen=True, eq=False)
class Step:
    """One vector or matrix of a hand calculation.

    Parameters
    ----------
    name, axes, why
        the student's name for it, the letters of its axes, and why it has them.
    equation
        how it is computed.
    work
        its right value, and where a slip can enter.
    follows, back
        what it is for the values of earlier steps, if it comes from any, and how many steps back those are; so that
        one slip is not punished twice.
    own
        the mistakes that can be made in this step, where the earlier one is right; None for all of the work.
    start
        where a step of gradient descent starts that leads here, if one does: the change has to show.
    """

    name: str
    axes: str
    why: str
    equation: str
    work: Work
    follows: Callable[..., Array] | None = None
    back: tuple[int, ...] = (1,)
    own: tuple[Mistake, ...] | None = None
    start: Array | None = None

    def read(self, answer: object) -> Typed:
        """What was typed for this step."""
        return read(answer, self.name, self.work.value(), self.axes, self.why)

    def change(self, value: Array) -> Array | None:
        """How far the step of gradient descent goes that leads to `value`, if one does."""
        return None if self.start is None else np.abs(value - self.start)


def judge_steps(steps: Sequence[Step], answers: Sequence[object]) -> tuple[Verdict | None, str]:
    """Judge a hand calculation; returns what is to be mended, if anything, and a word on unusual spellings."""
    typed: list[Typed | None] = []
    wrong: dict[str, Verdict] = {}
    right, consistent, zeros = [], [], []
    for i, (step, answer) in enumerate(zip(steps, answers, strict=True)):
        before = [(steps[i - back], typed[i - back]) for back in step.back] if step.follows else []
        verdict = _judge_step(step, answer, before, typed)
        if verdict:
            wrong[step.name] = verdict
            zeros += [step.name] if typed[-1] and before and _is_zero(step, typed[-1], before) else []
        elif _is_right(step, typed[-1]):
            right.append(step.name)
        else:
            sources = " and ".join(one.name for one, found in before if found and not _is_right(one, found))
            consistent.append(f"{step.name} is consistent with your {sources}")
    if not wrong:
        return None, " ".join(one.word for one in typed if one.word)
    mend = {name: verdict for name, verdict in wrong.items() if name not in zeros} or wrong
    return replace(next(iter(mend.values())), remark=_remark(right, consistent, zeros, mend)), ""


def judge_one_of(several: Iterable[list[Step]], answers: Sequence[object]) -> tuple[Verdict | None, str, list[Step]]:
    """Judge by that of several ways, such as the sides of a kink, which fits, or else leaves least to be mended."""
    judged = [(*judge_steps(steps, answers), steps) for steps in several]
    fitting = (one for one in judged if one[0] is None)
    return next(fitting, None) or max(judged, key=lambda one: sum(map(_fits, one[2], answers)))


def sent_back(verdict: Verdict, exercise: str, earlier: Sequence[Step], answers: Sequence[object]) -> Verdict:
    """Where a value of an earlier exercise is still wrong, its own check says more about it."""
    wrong = [step.name for step, answer in zip(earlier, answers, strict=True) if judge_steps([step], [answer])[0]]
    if not wrong:
        return verdict
    return Verdict(f"{exercise} comes first: {', '.join(wrong)} {'is' if len(wrong) == 1 else 'are'} still to be "
                   "mended there.", counts=False, remark=verdict.remark)


def worked(steps: list[Step]) -> str:
    """The right values of a hand calculation, one line a step."""
    return "\n".join(f"{step.name} = {_written(step)}   from  {step.equation}" for step in steps)


def _written(step: Step) -> str:
    value = step.work.value().round(4) + 0.0
    return _listed(value) if step.axes else f"{value.item():g}"


def _listed(value: Array) -> str:
    return f"[{', '.join(map(_listed, value))}]" if value.ndim else f"{value:g}"


def _is_right(step: Step, found: Typed | None) -> bool:
    right = step.work.value()
    return found is not None and bool(found.near(right, change=step.change(right)).all())


def _fits(step: Step, answer: object) -> bool:
    try:
        return _is_right(step, step.read(answer))
    except Slip:
        return False


def _judge_step(step: Step, answer: object, before: list[tuple[Step, Typed | None]],
                typed: list[Typed | None]) -> Verdict | None:
    value = step.work.value()
    typed.append(None)
    try:
        typed[-1] = step.read(answer)
    except Slip as slip:
        return formal(slip)
    found, change = typed[-1], step.change(value)
    near = partial(found.near, change=change)
    if near(value).all() or (before and _follows(step, found, before)):
        return None
    among = step.own if before and all(_is_right(*one) for one in before) else None
    mistakes = explain(step.work, lambda wrong: wrong.shape == value.shape and near(wrong).all(), among, change)
    if change is not None and not mistakes and found.near(value).all():
        mistakes = [G10]  # right but for the rounding, in which a part of the step is lost
    return verdict_on(step.name, _entries(step.name, near(value)), mistakes, step.equation)


def _follows(step: Step, typed: Typed, before: list[tuple[Step, Typed | None]]) -> bool:
    """Whether a value comes from what was typed before it, where exact numbers carry no rounding along.

    What is still empty there is taken to be right.
    """
    sources = _sources(before)
    values = [source.values for source in sources]
    expected = step.follows(*values)
    if not any(value.any() for value in values) or not expected.any():
        return False  # nothing was computed here
    moved = [[*values[:k], value + sign * nudge, *values[k + 1:]]
             for k, (value, source) in enumerate(zip(values, sources, strict=True))
             for nudge in _nudges(np.where(_same(source.values, before[k][0]), 0, source.half)) for sign in (-1, 1)]
    carried = sum(np.abs(step.follows(*those) - expected) for those in moved) / 2
    return bool(typed.near(expected, carried, step.change(expected)).all())


def _sources(before: list[tuple[Step, Typed | None]]) -> list[Typed]:
    return [found or Typed(one.work.value(), 0 * one.work.value()) for one, found in before]


def _is_zero(step: Step, typed: Typed, before: list[tuple[Step, Typed | None]]) -> bool:
    """Whether a value comes from what was typed before it and is 0 there, so that it shows nothing."""
    return not typed.values.any() and not step.follows(*(source.values for source in _sources(before))).any()


def _same(values: Array, step: Step) -> Array:
    return np.abs(values - step.work.value()) < 1e-9


def _nudges(half: Array) -> Array:
    """One array for each entry, in which this entry alone is not 0."""
    return np.diag(half.ravel()).reshape(-1, *half.shape)


def _entries(name: str, near: Array) -> str:
    if near.size == 1:
        return f"{name} is not right yet."
    if not near.any():
        return f"{name} is not right yet in any of its entries."
    places = (np.argwhere(~near) + 1).tolist()
    if near.ndim == 2 and len(places) > max(2, near.size / 2):  # too many to be read as a list
        return f"{name} is not right yet in most of its entries; the rest of it is."
    which = " and ".join(f"row {i}, column {j}" for i, j in places) if near.ndim == 2 else \
        f"{'entry' if len(places) == 1 else 'entries'} {', '.join(str(i) for i, in places)}"
    return f"{name} is not right yet in {which}; the rest of it is."


def _remark(right: Sequence[str], consistent: Sequence[str], zeros: Sequence[str], wrong: Mapping[str, Verdict]) -> str:
    words = [f"Right so far: {', '.join(right)}."] if right else []
    mend = ", ".join(name for name, verdict in wrong.items() if verdict.counts)
    rest = ", ".join(consistent) if len(consistent) < MANY else "The rest is consistent with what you typed before it"
    are = "is" if len(zeros) == 1 else "are"
    nothing = f"{', '.join(zeros)} {are} 0 by your earlier values, and a 0 shows nothing yet"
    follow = [*([rest] if consistent else []), *([nothing] if zeros else [])]
    words += [f"{'; '.join(follow)}; still to be mended: {mend}."] if follow else []
    return " ".join(words)
