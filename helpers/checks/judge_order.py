"""Judging an order: the first line that stands before one that it follows from, and a question about it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from helpers.checks.judge import Verdict, formal
from helpers.checks.notyet import Slip
from helpers.checks.typed import is_blank


@dataclass(frozen=True)
class Line:
    """One line of a proof.

    Parameters
    ----------
    text
        what it says.
    follows
        the lines that it rests on, by their places in the proof, from 0; lines that do not rest on one another may
        change places.
    question
        what is asked where it comes too early.
    """

    text: str
    follows: tuple[int, ...] = ()
    question: str = ""


def judge_order(order: Sequence[int], proof: Sequence[Line]) -> int | None:
    """The place in `order` of the first line that does not follow from those before it, or None.

    Parameters
    ----------
    order
        the lines as they were put, each as its place in the proof.
    proof
        the lines in a right order.

    Raises
    ------
    ValueError
        if a line is missing or stands twice.
    """
    if sorted(order) != list(range(len(proof))):
        raise ValueError(f"order must hold each of 0 to {len(proof) - 1} once, but it is {list(order)}.")
    return next((place for place, line in enumerate(order) if not set(proof[line].follows) <= set(order[:place])), None)


def judge_letters(answer: object, name: str, letters: str, proof: Sequence[Line]) -> Verdict | None:
    """What is to be mended in an order typed as letters, where letters[i] stands for line i of the proof."""
    try:
        typed = read_letters(answer, name, "".join(sorted(letters)))
    except Slip as slip:
        return formal(slip)
    order = [letters.index(letter) for letter in typed]
    place = judge_order(order, proof)
    if place is None:
        return None
    early = f"does not follow from the {'line' if place == 1 else f'{place} lines'} before it" if place else \
        "cannot stand first, because it rests on others"
    return Verdict(f"Line {typed[place]} {early}. {proof[order[place]].question}",
                   "A line with \"so\" rests on lines that are already there: which ones does this one need?")


def read_letters(answer: object, name: str, letters: str) -> str:
    """Letters typed as "BCA", "b, c, a" or ["B", "C", "A"]: each of `letters` once.

    Raises
    ------
    Slip
        where nothing was typed, or a letter is missing, unknown or stands twice; none of these is a try.
    """
    text = "".join(map(str, answer)) if isinstance(answer, list | tuple) else str(answer)
    typed = "" if is_blank(answer) else re.sub(r"[\W_]", "", text).upper()
    if not typed:
        raise Slip(f"{name} has no value yet.", counts=False)
    odd = sorted(set(typed) - set(letters))
    if odd:
        raise Slip(f"{name} has to be written with the letters {letters[0]} to {letters[-1]}, in quotes; what is "
                   f"{odd[0]}?", counts=False)
    said = [f"{which} ({', '.join(found)})" for which, found in (
        ("missing", [one for one in letters if one not in typed]),
        ("more than once", [one for one in letters if typed.count(one) > 1])) if found]
    if said:
        raise Slip(f"{name} needs each letter once: {', '.join(said)}.", counts=False)
    return typed
