"""Numbers of one's own for lesson 06: a graph with a shared node, one whose nodes are put in order, and five rules."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from helpers.autograd import Node
from helpers.checks.draws import Draws
from helpers.checks.five_rules import FUNCTIONS, KINDS
from helpers.checks.mistakes import tells_apart
from helpers.checks.mistakes_autograd import Computed, Gathered
from helpers.checks.variants_gradient_descent import steady
from helpers.checks.variants_jacobians import shuffled
from helpers.checks.visits import VISITS

SMALL = (-5, -4, -3, -2, 2, 3, 4, 5)  # 1 would hide a factor that is left out


@dataclass(frozen=True)
class GraphByHand:
    """p = u * v, q = p + w, r = k * p, z = q * r, where p is shared by q and r; displaying it shows the sheet."""

    u: int
    v: int
    w: int
    k: int

    @cached_property
    def values(self) -> dict[str, Computed]:
        """Of p, q, r and z."""
        u, v, w, k = self.u, self.v, self.w, self.k
        p, q, r = u * v, u * v + w, k * u * v
        return {"p": Computed(p, u + v), "q": Computed(q, p * w), "r": Computed(r, k + p), "z": Computed(q * r, q + r)}

    @cached_property
    def gradients(self) -> dict[str, Gathered]:
        """With respect to q, r, p, w, u and v, where that of z is 1 (9)."""
        p, q, r, _ = (one.right for one in self.values.values())
        grad_q, grad_r = r, q
        grad_p = grad_q + self.k * grad_r
        return {"q": _used(q, (r, True, 1)), "r": _used(r, (q, True, 1)),
                "p": _used(p, (self.w, False, grad_q), (self.k, True, grad_r)), "w": _used(self.w, (p, False, grad_q)),
                "u": _used(self.u, (self.v, True, grad_p)), "v": _used(self.v, (self.u, True, grad_p))}

    def __repr__(self) -> str:
        return (f"u = {self.u}   v = {self.v}   w = {self.w}   all three are Nodes\n"
                f"p = u * v = ?   q = p + w = ?   r = {self.k} * p = ?   z = q * r = ?\n"
                "grad_z = dz/dz = 1 (9)\n"
                "grad_q = ? * grad_z = ?   grad_r = ? * grad_z = ?\n"
                "grad_p = ?   grad_w = ?   grad_u = ?   grad_v = ?")


@dataclass(frozen=True)
class GraphInPieces:
    """A graph whose nodes are called by letters, node i of `VISITS` letters[i]; displaying it shows the sheet."""

    letters: str

    def __repr__(self) -> str:
        lines = sorted(f"{letter} = {line.text.format(*self.letters)}"
                       for letter, line in zip(self.letters, VISITS, strict=True))
        return "\n".join([*lines, f"backward({self.letters[0]}) visits: ?"])


@dataclass(frozen=True)
class FiveRules:
    """Five rules under letters, one of which is wrong; displaying it shows which function each of them is.

    Parameters
    ----------
    letters
        function i of `FUNCTIONS` is under letters[i].
    wrong, kind
        the place of the wrong one in `FUNCTIONS`, and of its mistake in `KINDS`.
    """

    letters: str
    wrong: int
    kind: int

    def __getitem__(self, letter: str) -> Callable[[Node], Node]:
        """The rule under this letter: a function that takes a node and returns one."""
        if letter not in tuple(self.letters):
            raise KeyError(f"there are rules {', '.join(sorted(self.letters))}, in quotes")
        i = self.letters.index(letter)
        return FUNCTIONS[i].rule(KINDS[self.kind].pull if i == self.wrong else None)

    def __repr__(self) -> str:
        lines = sorted(f'rules["{letter}"](s)   {one.text}'
                       for letter, one in zip(self.letters, FUNCTIONS, strict=True))
        return "\n".join([*lines, "all five values are right; one gradient is wrong: which?"])


def _used(own: float, *uses: tuple[float, bool, float]) -> Gathered:
    others, product, grads = zip(*uses, strict=True)
    return Gathered(own, np.array(others, float), np.array(product), np.array(grads, float))


def draw_graph(draws: Draws) -> GraphByHand:
    """Small whole numbers."""
    return GraphByHand(draws.one_of(SMALL), draws.one_of(SMALL), draws.one_of(range(-9, 10)),
                       draws.one_of((-3, -2, 2, 3)))


def graph_fits(found: GraphByHand) -> bool:
    """Numbers that are no strain, every mistake visible, and the same for graders however they are rounded."""
    gradients = found.gradients
    shown = {"q": "A2 A3", "r": "A2 A3", "p": "A1 A2 A3 A4 A5 A6 A7", "w": "A4 A5 A7", "u": "A2 A3 A4 A5",
             "v": "A2 A3 A4 A5"}
    return (max(abs(one.value().item()) for one in gradients.values()) < 100 and abs(found.w) > 1
            and all(tells_apart(one, "A8") and steady(one, 0) for one in found.values.values())
            and all(tells_apart(gradients[name], codes) and steady(gradients[name], 0)
                    for name, codes in shown.items()))


AUTOGRAD = {
    "graph-by-hand": (draw_graph, graph_fits),
    "backward-order": (lambda draws: GraphInPieces(shuffled(draws, len(VISITS))), lambda _: True),
    "wrong-rule": (lambda draws: FiveRules(shuffled(draws, len(FUNCTIONS)), draws.one_of(range(len(FUNCTIONS))),
                                           draws.one_of(range(len(KINDS)))), lambda _: True),
}
