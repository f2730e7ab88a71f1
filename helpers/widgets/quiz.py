"""Multiple-choice questions: each choice is answered with a sentence, a wrong one also with a twin question."""

from collections.abc import Callable, Sequence
from html import escape
from typing import Any

import ipywidgets as widgets

from helpers.widgets.keys import ArrowKeys
from helpers.widgets.said import LINES, said


class Quiz(widgets.VBox):
    """Questions below one another.

    Parameters
    ----------
    questions
        each has a `text` and `choices`, which have a `text`.
    answer
        takes a question and the index of a choice; returns a reply with `text`, `right`, and `next`, the twin to ask
        or None.
    """

    def __init__(self, questions: Sequence[Any], answer: Callable[[Any, int], Any]) -> None:
        self.questions, self.answer = questions, answer
        cards = [self._card(question, f"{k}. ") for k, question in enumerate(questions, start=1)]
        super().__init__([*cards, ArrowKeys()])
        self.add_class("workbook-live")

    def _card(self, question: Any, number: str = "") -> widgets.VBox:
        text = widgets.HTML(f"<p style='{LINES}'><strong>{number}{escape(question.text)}</strong></p>")
        options = [(choice.text, i) for i, choice in enumerate(question.choices)]
        choices = widgets.RadioButtons(options=options, value=None, layout=widgets.Layout(width="auto"))
        card = widgets.VBox([text, choices, widgets.HTML()])
        choices.observe(lambda change: self._show(card, question, change.new), "value")
        return card

    def _show(self, card: widgets.VBox, question: Any, chosen: int) -> None:
        """The one door: what a card shows below its choices follows from the chosen one."""
        reply = self.answer(question, chosen)
        words = reply.text if reply.right else f"Not yet. {reply.text}"
        twin = [self._card(reply.next, "Try its twin: ")] if reply.next else []
        card.children = [*card.children[:2], widgets.HTML(said(words)), *twin]

    def __repr__(self) -> str:
        return self._written("{0}. {1}", "   ( ) {0}", "\n")

    def _repr_mimebundle_(self, **options: Any) -> dict:
        """Where no kernel runs, the questions can still be read."""
        still = {"text/plain": repr(self), "text/markdown": self._written("**{0}. {1}**", "- {0}", "\n\n")}
        return {**super()._repr_mimebundle_(**options), **still}

    def _written(self, asked: str, offered: str, between: str) -> str:
        lines = []
        for k, question in enumerate(self.questions, start=1):
            lines += [asked.format(k, question.text), *(offered.format(choice.text) for choice in question.choices)]
        return between.join(lines)
