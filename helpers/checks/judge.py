"""What a judgement is: where it goes wrong, which mistake it looks like, and how that is put into words."""

from collections.abc import Sequence
from dataclasses import dataclass

from helpers.checks.mistakes import Mistake
from helpers.checks.notyet import Slip


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


def formal(slip: Slip, told: str = "") -> Verdict:
    """What is to be mended where the form is wrong; `told` are the inputs of that call in words."""
    where = f"{slip} This was for {told}." if told and slip.counts else str(slip)
    return Verdict(where, slip.hint, slip.mistake, slip.counts)


def verdict_on(name: str, where: str, mistakes: Sequence[Mistake], equation: str) -> Verdict:
    """Put into words what is wrong with `name`; two mistakes that give the same are both asked."""
    if not mistakes:
        return Verdict(where, f"Write this step out once more, term by term: {equation}.")
    first = f"{name} is not right yet. {mistakes[0].first}" if len(mistakes) == 1 and mistakes[0].first else ""
    asked = " Or: ".join(mistake.question for mistake in mistakes)
    hint = f"{asked} Compare {mistakes[0].equation or equation}."
    return Verdict(where, hint, " or ".join(mistake.code for mistake in mistakes), first=first)
