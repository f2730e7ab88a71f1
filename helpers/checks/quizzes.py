"""Quizzes: every wrong choice has a reply of its own, and then a twin is asked: the same idea, other numbers."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Choice:
    """One choice, what is replied to it, and whether it is right."""

    text: str
    reply: str
    right: bool = False


@dataclass(frozen=True)
class Question:
    """One question; its twin is asked after a wrong choice, and printing it shows it with letters."""

    id: str
    text: str
    choices: tuple[Choice, ...]
    twin: "Question | None" = None

    def __str__(self) -> str:
        lines = [f"  {letter}) {choice.text}" for letter, choice in zip(letters(self), self.choices, strict=True)]
        return "\n".join([self.text, *lines])


@dataclass(frozen=True)
class Reply:
    """What is said to a choice, whether it is right, and what is asked next (None: go on)."""

    text: str
    right: bool
    next: Question | None = None


def letters(question: Question) -> str:
    """The letters under which the choices of a question are shown: abc."""
    return "abcdefgh"[:len(question.choices)]


def answer(question: Question, i: int) -> Reply:
    """Reply to choice i of a question, counted from 0.

    Raises
    ------
    IndexError
        if the question has no such choice.
    """
    if not 0 <= i < len(question.choices):
        raise IndexError(f"{question.id} has {len(question.choices)} choices, counted from 0; there is no choice {i}.")
    choice = question.choices[i]
    return Reply(choice.reply, choice.right, None if choice.right else question.twin)


def noted(question: Question, i: int) -> Reply:  # noqa: ARG001
    """Reply to a vote, whatever it is: the question will be asked again."""
    return Reply("Noted. We come back to this question when we know more.", right=True)
