"""Judging shapes that are typed in letters."""

from collections.abc import Mapping
from dataclasses import replace

from helpers.checks.judge import Verdict, verdict_on
from helpers.checks.mistakes_neurons import F2
from helpers.checks.typed import is_blank, read_shape
from helpers.neurons import PARAMETERS

AXES = PARAMETERS | {"l": "m", "a": "m", "s": "n", "y": "n"}
LETTERS = {"r", "m", "n", "1"}
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


def judge_shapes(answers: Mapping[str, object]) -> tuple[Verdict | None, str]:
    """Judge the shapes of V, b, l, a, W, c, s, y; returns what is to be mended, if anything, and a word on (m, 1)."""
    verdicts = {name: _judge_shape(name, answer) for name, answer in answers.items()}
    wrong = next((verdict for verdict in verdicts.values() if verdict), None)
    if wrong is None:
        columns = [name for name, answer in answers.items() if read_shape(answer)[1:] == ("1",)]
        return None, f"(In this workbook a vector has one axis: {', '.join(columns)}.)" if columns else ""
    right = [f"shape_{name}" for name, verdict in verdicts.items() if not verdict]
    remark = f"Right so far: {', '.join(right)}." if right else ""
    return replace(wrong, remark=remark), ""


def _judge_shape(name: str, answer: object) -> Verdict | None:
    called, right = f"shape_{name}", tuple(AXES[name].split())
    if is_blank(answer):
        return Verdict(f"{called} has no value yet.", counts=False)
    given = read_shape(answer)
    if given and not set(given) <= LETTERS and {one.lower() for one in given} <= LETTERS:
        return Verdict(f"{called} has to be written with small letters: r, m and n.", counts=False)
    if not given or not set(given) <= LETTERS:
        return Verdict(f"{called} has to be written with the letters r, m and n, such as two letters in brackets with "
                       "a comma between them: it shall hold for every size.", counts=False)
    if given == right or (len(right) == 1 and given == (*right, "1")):
        return None
    if len(given) != len(right):
        axes = "two axes, rows and columns" if len(right) == 2 else "one axis"
        return Verdict(f"{called} is not right yet: {name} has {axes}.", ASKED[name])
    if given == right[::-1]:
        return replace(verdict_on(called, f"{called} is not right yet: {ASKED[name]}", [F2], ""), first="")
    return Verdict(f"{called} is not right yet: {ASKED[name]}",
                   "r counts the inputs, m the hidden neurons, n the outputs; rows belong to what comes out.")
