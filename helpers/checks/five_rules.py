"""Five rules for the graph, and four ways in which a rule can be wrong."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from helpers.autograd import Node, backward, total
from helpers.checks.judge import Verdict
from helpers.checks.quizzes import Choice, Question
from helpers.gradient_descent import numerical_gradient
from helpers.neurons import SOFTPLUS, TANH, Activation
from helpers.shapes import Array

Pull = Callable[[Activation, Array, Array], Array]


@dataclass(frozen=True)
class Rule:
    """A function with its derivative, and the formula that a student sees."""

    phi: Activation
    text: str

    def rule(self, pull: Pull | None = None) -> Callable[[Node], Node]:
        """It as a function of a node, with another way back if one is given."""
        back = pull or Activation.pull_back
        return lambda s: Node(self.phi(s.value), (s, lambda grad: back(self.phi, s.value, grad)))


@dataclass(frozen=True)
class Kind:
    """One way of being wrong: what is handed back, how it is called, and what is asked where it is chosen wrongly."""

    pull: Pull
    text: str
    reply: str


FUNCTIONS = (
    Rule(Activation("square", np.square, lambda s: 2 * s), "s^2"),
    Rule(Activation("cube", lambda s: s**3, lambda s: 3 * s**2), "s^3"),
    Rule(Activation("sine", np.sin, np.cos), "sin(s)"),
    Rule(TANH, "tanh(s)"),
    Rule(SOFTPLUS, "log(1 + e^s)"),
)
KINDS = (
    Kind(lambda phi, s, grad: phi.dphi(phi(s)) * grad, "it takes the slope at phi(s), where s belongs",
         "Then it would be right wherever phi(s) is s. Compute phi'(phi(s)) * grad at one s: is this what it hands "
         "back?"),
    Kind(lambda phi, s, grad: phi(s) * grad, "it multiplies with phi(s), where phi'(s) belongs",
         "Then the value times grad would come back. Is it what you measure?"),
    Kind(lambda phi, s, grad: phi.dphi(s) + 0 * grad, "it hands back the slope and leaves grad out",
         "Then another grad would change nothing. Send 1 through it, and then 10: what changes?"),
    Kind(lambda phi, s, grad: np.full_like(s, np.sum(phi.dphi(s) * grad)), "it adds up over the entries, and gives "
         "the sum to each of them",
         "Then all entries of a gradient would be the same number. Send an array with two different entries through "
         "it: are they?"),
)
ITS_MISTAKE = Question("its_mistake", "What is wrong with it?",
                       tuple(Choice(kind.text, kind.reply) for kind in KINDS))
PROBE, BACK = np.array([0.5, -1.5]), np.array([2.0, -3.0])
ELSEWHERE = ("A rule can be wrong and look right: at a special place such as 0, for a single entry, or where every "
             "grad is 1. At which s, and with which g, did you look?")


def gap(rule: Callable[[Node], Node], s: Array, g: Array) -> float:
    """The largest difference between what a rule hands back and central differences, for z = total(g * rule(s))."""
    node = Node(s)
    backward(total(g * rule(node)))
    return float(np.abs(node.grad - numerical_gradient(lambda s: total(g * rule(Node(s))).value.item(), s)).max())


def judge_letter(rule: Callable[[Node], Node], letter: str) -> Verdict | None:
    """Whether a rule is wrong where we measure it; for one that is not, the measurement is told."""
    if gap(rule, PROBE, BACK) > 1e-3:
        return None
    return Verdict(f"Rule {letter} is right where we measured it: at s = {PROBE.tolist()}, with g = {BACK.tolist()}, "
                   "its gradient and nudges agree to 8 decimals. What made you choose it?", ELSEWHERE)


def question_on(kind: int) -> Question:
    """The question about the mistake, where the one at this place is right."""
    choices: Sequence[Choice] = [replace(choice, right=i == kind) for i, choice in enumerate(ITS_MISTAKE.choices)]
    return replace(ITS_MISTAKE, choices=tuple(choices))
