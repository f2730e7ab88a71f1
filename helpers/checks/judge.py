"""Judging in the order of a teacher: the form, then a classic mistake in the earliest wrong vector, then its entry."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from helpers.checks.mistakes import Mistake, Work, explain
from helpers.checks.notyet import Slip
from helpers.checks.typed import Typed, read
from helpers.shapes import Array


@dataclass(frozen=True)
class Verdict:
    """What is still to be mended.

    Parameters
    ----------
    where, hint
        what the first try earns, and what the second one adds.
    first
        a question that the first try earns instead of `where`, which would tell too much.
    mistake
        code in the catalogue, if the answer looks like one.
    counts
        whether this was a try.
    remark
        what is right already, and what follows from a wrong value.
    """

    where: str
    hint: str = ""
    mistake: str | None = None
    counts: bool = True
    remark: str = ""
    first: str = ""


def formal(slip: Slip) -> Verdict:
    """What is to be mended where the form is wrong."""
    return Verdict(str(slip), counts=slip.counts)


@dataclass(frozen=True, eq=False)
class Step:
    """One vector of a hand calculation.

    Parameters
    ----------
    name, axes, why
        the student's name for it, the letters of its axes, and why it has them.
    equation
        how it is computed.
    work
        its right value, and where a slip can enter.
    follows, back
        what it is for a value of an earlier step, if there is one, and how many steps back that is; so that one slip
        is not punished twice.
    own
        the mistakes that can be made in this step, where the earlier one is right; None for all of the work.
    """

    name: str
    axes: str
    why: str
    equation: str
    work: Work
    follows: Callable[[Array], Array] | None = None
    back: int = 1
    own: tuple[Mistake, ...] | None = None


def judge_steps(steps: Sequence[Step], answers: Sequence[object]) -> tuple[Verdict | None, str]:
    """Judge a hand calculation; returns what is to be mended, if anything, and a word on unusual spellings."""
    typed: list[Typed | None] = []
    wrong: dict[str, Verdict] = {}
    right, consistent = [], []
    for i, (step, answer) in enumerate(zip(steps, answers, strict=True)):
        before = typed[-step.back] if step.follows and typed else None
        settled = before is not None and before.near(steps[i - step.back].work.value()).all()
        verdict = _judge_step(step, answer, before, typed, step.own if settled else None)
        if verdict:
            wrong[step.name] = verdict
        elif typed[-1].near(step.work.value()).all():
            right.append(step.name)
        else:
            consistent.append(f"{step.name} is consistent with your {steps[i - step.back].name}")
    if not wrong:
        return None, " ".join(one.word for one in typed if one.word)
    return replace(next(iter(wrong.values())), remark=_remark(right, consistent, wrong)), ""


def worked(steps: list[Step]) -> str:
    """The right values of a hand calculation, one line a step."""
    return "\n".join(f"{step.name} = {_written(step)}   from  {step.equation}" for step in steps)


def _written(step: Step) -> str:
    values = ", ".join(f"{v:g}" for v in step.work.value().round(4) + 0.0)
    return f"[{values}]" if step.axes else values


def _judge_step(step: Step, answer: object, before: Typed | None, typed: list[Typed | None],
                among: Sequence[Mistake] | None) -> Verdict | None:
    value = step.work.value()
    typed.append(None)
    try:
        typed[-1] = read(answer, step.name, value, step.axes, step.why)
    except Slip as slip:
        return formal(slip)
    found = typed[-1]
    if found.near(value).all() or (before and _follows(step, found, before)):
        return None
    mistakes = explain(step.work, lambda wrong: wrong.shape == value.shape and found.near(wrong).all(), among)
    return verdict_on(step.name, _entries(step.name, found.near(value)), mistakes, step.equation)


def _follows(step: Step, typed: Typed, before: Typed) -> bool:
    expected = step.follows(before.values)
    if not before.values.any() or not expected.any():
        return False  # nothing was computed here
    moved = [before.values + sign * h for h in np.diag(before.half) for sign in (-1, 1)]
    carried = sum(np.abs(step.follows(m) - expected) for m in moved) / 2
    return bool(typed.near(expected, carried).all())


def _entries(name: str, near: Array) -> str:
    entries = [str(i + 1) for i in np.flatnonzero(~near)]
    if near.size == 1:
        return f"{name} is not right yet."
    if len(entries) == near.size:
        return f"{name} is not right yet in any of its entries."
    which = f"entry {entries[0]}" if len(entries) == 1 else f"entries {', '.join(entries)}"
    return f"{name} is not right yet in {which}; the rest of it is."


def verdict_on(name: str, where: str, mistakes: Sequence[Mistake], equation: str) -> Verdict:
    """Put into words what is wrong with `name`; two mistakes that give the same are both asked."""
    if not mistakes:
        return Verdict(where, f"Write this step out once more, term by term: {equation}.")
    first = f"{name} is not right yet. {mistakes[0].first}" if len(mistakes) == 1 and mistakes[0].first else ""
    asked = " Or: ".join(mistake.question for mistake in mistakes)
    hint = f"One way to get it: {asked} Compare {mistakes[0].equation or equation}."
    return Verdict(where, hint, " or ".join(mistake.code for mistake in mistakes), first=first)


def _remark(right: Sequence[str], consistent: Sequence[str], wrong: Mapping[str, Verdict]) -> str:
    words = [f"Right so far: {', '.join(right)}."] if right else []
    mend = ", ".join(name for name, verdict in wrong.items() if verdict.counts)
    words += [f"{', '.join(consistent)}; still to be mended: {mend}."] if consistent else []
    return " ".join(words)
