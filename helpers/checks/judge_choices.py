"""Judging what was chosen, by its letter or its words, and whether a sentence of one's own stands beside it."""

from collections.abc import Sequence

from helpers.checks.judge import Verdict
from helpers.checks.quizzes import Question, letters
from helpers.checks.typed import is_blank

WORDS = 6  # of a sentence of one's own, or more


def judge_choices(questions: Sequence[Question], answers: Sequence[object]) -> Verdict | None:
    """What is to be mended first; a question's id is the name that its answer has in the notebook."""
    verdicts = (_judge(question, answer) for question, answer in zip(questions, answers, strict=True))
    return next(filter(None, verdicts), None)


def _judge(question: Question, answer: object) -> Verdict | None:
    if is_blank(answer) or not str(answer).strip():
        return Verdict(f"{question.id} has no value yet.", counts=False)
    said = str(answer).strip(" ().\n").casefold()
    for letter, choice in zip(letters(question), question.choices, strict=True):
        if said in (letter, choice.text.casefold()):
            return None if choice.right else Verdict(f"{question.id} is not right yet. {choice.reply}")
    return Verdict(f'{question.id} has to be one of the letters {", ".join(letters(question))}, typed in quotes.',
                   counts=False)


def judge_sentence(name: str, answer: object, blank: str, short: str) -> Verdict | None:
    """Whether there is a sentence beside a right choice; no program judges what it says.

    Parameters
    ----------
    name
        what the sentence is called in the notebook.
    blank, short
        what is asked where nothing was typed, and where it is hardly a sentence.
    """
    if is_blank(answer) or not str(answer).strip():
        return Verdict(f"The choice is right. {name} has no value yet: {blank}", counts=False)
    if not isinstance(answer, str) or len(answer.split()) < WORDS:
        return Verdict(f"The choice is right. {name} is to be a sentence in quotes, of {WORDS} words or more: {short}",
                       counts=False)
    return None
