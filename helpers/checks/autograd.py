"""The checks of lesson 06: one function for each exercise, called in the cell below its answer.

Those without code are written here; those on code come from `autograd_code`, so that the notebook has one door.
"""

from collections.abc import Callable
from dataclasses import replace

from helpers.checks.autograd_code import (  # noqa: F401 - the notebook's one door
    check_max_rule,
    check_minibatch,
    check_own_rule,
    check_three_layers,
)
from helpers.checks.choices_autograd import IN_WORDS
from helpers.checks.five_rules import judge_letter, question_on
from helpers.checks.judge import Verdict, formal
from helpers.checks.judge_choices import judge_choices
from helpers.checks.judge_order import read_letters
from helpers.checks.judge_steps import Step, judge_steps, worked
from helpers.checks.ladder import is_solved, settle
from helpers.checks.mistakes import Work
from helpers.checks.mistakes_autograd import GATHER
from helpers.checks.notyet import Slip
from helpers.checks.quizzes import letters
from helpers.checks.variants_autograd import FiveRules, GraphByHand, GraphInPieces
from helpers.checks.visits import judge_visits
from helpers.shapes import Array

NAMES = ("p", "q", "r", "z", "grad_q", "grad_r", "grad_p", "grad_w", "grad_u", "grad_v")  # in the order of the answers


def check_graph_by_hand(graph: GraphByHand, *answers: object) -> None:
    """Exercise graph-by-hand: p, q, r, z, and the gradients of q, r, p, w, u, v."""
    steps = graph_steps(graph)
    settle("graph-by-hand", [str(graph), *answers], *judge_steps(steps, answers), solve=lambda: _worked(graph))


def is_done(graph: GraphByHand) -> bool:
    """Whether check_graph_by_hand has passed for this graph."""
    return is_solved("graph-by-hand", _worked(graph))


def graph_steps(graph: GraphByHand) -> list[Step]:
    """Every value and every gradient, each following from those it is computed from."""
    u, v, w, k = graph.u, graph.v, graph.w, graph.k
    of, grad = graph.values, graph.gradients
    return [_step("p", "p = u * v", of["p"]),
            _step("q", "q = p + w", of["q"], lambda p: p + w, "p"),
            _step("r", f"r = {k} * p", of["r"], lambda p: k * p, "p"),
            _step("z", "z = q * r", of["z"], lambda q, r: q * r, "q", "r"),
            _step("grad_q", GATHER, grad["q"], lambda r: r, "r"),
            _step("grad_r", GATHER, grad["r"], lambda q: q, "q"),
            _step("grad_p", GATHER, grad["p"], lambda grad_q, grad_r: grad_q + k * grad_r, "grad_q", "grad_r"),
            _step("grad_w", GATHER, grad["w"], lambda grad_q: grad_q, "grad_q"),
            _step("grad_u", GATHER, grad["u"], lambda grad_p: v * grad_p, "grad_p"),
            _step("grad_v", GATHER, grad["v"], lambda grad_p: u * grad_p, "grad_p")]


def check_backward_order(pieces: GraphInPieces, backward_order: object) -> None:
    """Exercise backward-order: the nodes in an order in which each gradient is complete when its node is visited."""
    try:
        typed = read_letters(backward_order, "backward_order", "".join(sorted(pieces.letters)))
        verdict = judge_visits([pieces.letters.index(letter) for letter in typed], pieces.letters)
    except Slip as slip:
        verdict = formal(slip)
    settle("backward-order", [str(pieces), backward_order], verdict,
           solve=lambda: f'backward_order = "{pieces.letters}"')


def check_wrong_rule(rules: FiveRules, wrong_rule: object, its_mistake: object) -> None:
    """Exercise wrong-rule: the letter of the rule that hands back a wrong gradient, and what it does."""
    settle("wrong-rule", [str(rules), wrong_rule, its_mistake], _judge_rule(rules, wrong_rule, its_mistake),
           solve=lambda: rule_solution(rules))


def rule_solution(rules: FiveRules) -> str:
    """Wrong-rule as one would type it."""
    mistake = letters(question_on(rules.kind))[rules.kind]
    return f'wrong_rule, its_mistake = "{rules.letters[rules.wrong]}", "{mistake}"'


def check_graphs_in_words(*answers: object) -> None:
    """Exercise graphs-in-words: what is at the core, what is known before, a loop's graph, and why values are kept."""
    settle("graphs-in-words", answers, judge_choices(IN_WORDS, answers))


def _worked(graph: GraphByHand) -> str:
    """The solution, with the rule of each gradient in the letters of the sheet."""
    rules = {"grad_q": "r * grad_z", "grad_r": "q * grad_z", "grad_p": f"1 * grad_q + {graph.k} * grad_r",
             "grad_w": "1 * grad_q", "grad_u": "v * grad_p", "grad_v": "u * grad_p"}
    return worked([replace(step, equation=rules.get(step.name, step.equation)) for step in graph_steps(graph)])


def _step(name: str, equation: str, work: Work, follows: Callable[..., Array] | None = None, *sources: str) -> Step:
    back = tuple(NAMES.index(name) - NAMES.index(source) for source in sources)
    return Step(name, "", "each value and each gradient is one number here", equation, work, follows, back)


def _judge_rule(rules: FiveRules, wrong_rule: object, mistake: object) -> Verdict | None:
    letter = str(wrong_rule or "").strip(" \"'").upper() if wrong_rule is not ... else ""
    if not letter:
        return Verdict("wrong_rule has no value yet.", counts=False)
    if letter not in tuple(rules.letters):
        return Verdict(f"wrong_rule has to be one of the letters {', '.join(sorted(rules.letters))}, in quotes.",
                       counts=False)
    verdict = judge_letter(rules[letter], letter)
    if verdict:
        return verdict
    verdict = judge_choices([question_on(rules.kind)], [mistake])
    return verdict and replace(verdict, remark="wrong_rule is right.")
