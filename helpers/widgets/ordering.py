"""Lines to put in order: a button moves a line up or down, another has the order checked."""

from collections.abc import Callable, Sequence
from typing import Any

import ipywidgets as widgets

from helpers.widgets.said import said


class OrderLines(widgets.VBox):
    """Lines below one another, each with buttons that move it.

    Parameters
    ----------
    proof
        has `lines`, each with a `text`, and `offered`, the numbers of the lines in the order to begin with.
    reply
        takes the proof and an order; returns something with `text` and `right`.
    """

    def __init__(self, proof: Any, reply: Callable[[Any, Sequence[int]], Any]) -> None:
        self.proof, self.reply = proof, reply
        self.texts = [widgets.HTMLMath() for _ in proof.lines]
        self.said = widgets.HTML(layout=widgets.Layout(min_height="32px"))  # so that nothing below jumps
        check = widgets.Button(description="check the order")
        check.on_click(lambda _: self.show(self.order, judged=True))
        super().__init__([*(self._row(at) for at in range(len(proof.lines))), check, self.said])
        self.add_class("workbook-live")
        self.show(proof.offered)

    def show(self, order: Sequence[int], *, judged: bool = False, moved: int | None = None) -> None:
        """The one door: what stands where, and what is said, follows from the order and from which line was moved."""
        self.order = tuple(order)
        for at, j in enumerate(self.order):
            self.texts[at].value = f"{at + 1}. {self.proof.lines[j].text}"
        text = "" if moved is None else f"It is line {moved + 1} now."
        if judged:
            found = self.reply(self.proof, self.order)
            text = found.text if found.right else f"Not yet. {found.text}"
        self.said.value = said(text)

    def _row(self, at: int) -> widgets.HBox:
        buttons = [self._button(at, by, word) for word, by in (("up", -1), ("down", 1))]
        return widgets.HBox([*buttons, self.texts[at]], layout=widgets.Layout(align_items="center"))

    def _button(self, at: int, by: int, word: str) -> widgets.Button:
        outside = not 0 <= at + by < len(self.proof.lines)
        button = widgets.Button(description=word, tooltip=f"move line {at + 1} {word}", disabled=outside,
                                layout=widgets.Layout(width="60px", flex="0 0 auto"))
        button.on_click(lambda _: self._swap(at, at + by))
        return button

    def _swap(self, at: int, other: int) -> None:
        order = list(self.order)
        order[at], order[other] = order[other], order[at]
        self.show(order, moved=other)
        up, down = self.children[other].children[:2]
        (down if up.disabled or (other > at and not down.disabled) else up).focus()  # the keyboard goes with the line

    def __repr__(self) -> str:
        return "\n".join(f"{at}. {self.proof.lines[j].text}" for at, j in enumerate(self.order, start=1))

    def _repr_mimebundle_(self, **options: Any) -> dict:
        """Where no kernel runs, the lines can still be read."""
        return {**super()._repr_mimebundle_(**options), "text/plain": repr(self), "text/markdown": repr(self)}
