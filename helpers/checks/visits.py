"""The graph whose nodes are put in the order in which backward visits them."""

from collections.abc import Sequence

from helpers.checks.judge import Verdict
from helpers.checks.judge_order import Line, judge_order

VISITS = (
    Line("{1} * {2}"),
    Line("{4} + {6}", (0,)),
    Line("{3} + {5}", (0,)),
    Line("apply(TANH, {4})", (2,)),
    Line("{6} * {7}", (1, 3)),
    Line("Node(0.5)", (2,)),
    Line("Node(-1.0)", (1, 4)),
    Line("Node(2.0)", (4,)),
)
BEGINS = "Of which node do we know the gradient before anything else, by (9)?"
READY = ("A gradient is complete when all that use the node have sent their part. Look for its letter on the right of "
         "every line: each line with it has a part to send, and all of them come first.")


def judge_visits(order: Sequence[int], letters: str) -> Verdict | None:
    """What is asked about the first node that is visited too early; node i of `VISITS` has letters[i]."""
    place = judge_order(order, VISITS)
    if place is None:
        return None
    if judge_order(order[::-1], VISITS) is None:
        return Verdict("This is an order in which the values can be computed. In which direction do gradients go?",
                       BEGINS, "A-forwards")
    letter = letters[order[place]]
    if place == 0:
        return Verdict(f"backward cannot begin at {letter}. {BEGINS}", READY)
    return Verdict(f"{letter} comes too early: when backward gets there, its gradient is not complete. Which nodes "
                   f"were computed from {letter}, and has each of them been visited by then?", READY)
