"""Judging shapes that are typed in letters."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from helpers.checks.judge import Verdict, verdict_on
from helpers.checks.mistakes import Mistake
from helpers.checks.mistakes_neurons import F2
from helpers.checks.typed import is_blank, read_shape
from helpers.neurons import PARAMETERS

AXES = PARAMETERS | {"l": "m", "a": "m", "s": "n", "y": "n"}
LETTERS = {"r", "m", "n", "1"}
NO_AXIS = ("()", "[]")  # how the shape of a number is typed
ASKED = {
    "V": "V x has to be possible for the inputs x, and to give one number for each hidden neuron.",
    "b": "b is added to V x, one bias for each hidden neuron.",
    "l": "l is V x + b: how many numbers are in V x?",
    "a": "a is phi1 applied to every entry of l.",
    "W": "W a has to be possible, and to give one number for each output.",
    "c": "c is added to W a, one bias for each output.",
    "s": "s is W a + c: how many numbers are in W a?",
    "y": "y is phi2 applied to every entry of s.",
}


@dataclass(frozen=True)
class Ledger:
    """Shapes that are asked for.

    Parameters
    ----------
    axes, asked
        the letters of each name's axes, and what is asked where they are wrong.
    letters, counts
        the letters in words, and what they count.
    turned
        the mistake of swapping rows and columns.
    """

    axes: Mapping[str, str]
    asked: Mapping[str, str]
    letters: str
    counts: str
    turned: Mistake


FORWARD = Ledger(AXES, ASKED, "r, m and n",
                 "r counts the inputs, m the hidden neurons, n the outputs; rows belong to what comes out.", F2)


def judge_shapes(answers: Mapping[str, object], ledger: Ledger = FORWARD) -> tuple[Verdict | None, str]:
    """Judge the shape of each name; returns what is to be mended, if anything, and a word on (m, 1)."""
    verdicts = {name: _judge_shape(name, answer, ledger) for name, answer in answers.items()}
    wrong = next((verdict for verdict in verdicts.values() if verdict), None)
    if wrong is None:
        return None, _word(answers, ledger)
    right = [f"shape_{name}" for name, verdict in verdicts.items() if not verdict]
    remark = f"Right so far: {', '.join(right)}." if right else ""
    return replace(wrong, remark=remark), ""


def _word(answers: Mapping[str, object], ledger: Ledger) -> str:
    """On (m, 1) for a vector, and (1,) for a number."""
    longer = [(name, ledger.axes[name]) for name, answer in answers.items()
              if len(ledger.axes[name].split()) < len(read_shape(answer))]
    said = (("In this workbook a vector has one axis", [name for name, axes in longer if axes]),
            ("A number has no axis, which is written ()", [name for name, axes in longer if not axes]))
    return " ".join(f"({sentence}: {', '.join(names)}.)" for sentence, names in said if names)


def _judge_shape(name: str, answer: object, ledger: Ledger) -> Verdict | None:
    called, right, asked = f"shape_{name}", tuple(ledger.axes[name].split()), ledger.asked[name]
    if is_blank(answer):
        return Verdict(f"{called} has no value yet.", counts=False)
    given = read_shape(answer)
    if not right and given in ((), ("1",)):
        return None
    no_axis = str(answer).strip() in NO_AXIS
    if given and not set(given) <= LETTERS and {one.lower() for one in given} <= LETTERS:
        return Verdict(f"{called} has to be written with small letters: {ledger.letters}.", counts=False)
    if (not given and not no_axis) or not set(given) <= LETTERS:
        return Verdict(f"{called} has to be written with the letters {ledger.letters}, one for each axis, in brackets "
                       "and with commas: it shall hold for every size.", counts=False)
    if given == right or (len(right) == 1 and given == (*right, "1")):
        return None
    if len(given) != len(right):
        axes = ("no axis, because it is one number", "one axis", "two axes, rows and columns")[len(right)]
        return Verdict(f"{called} is not right yet: {name} has {axes}.", asked)
    if given == right[::-1]:
        return replace(verdict_on(called, f"{called} is not right yet: {asked}", [ledger.turned], ""), first="")
    return Verdict(f"{called} is not right yet: {asked}", ledger.counts)
