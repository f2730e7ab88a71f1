"""The exercises of lesson 06: what a pass establishes, a complete example on other numbers, and the solution."""

from helpers.checks.exercises_autograd_code import LAYERS, RULES
from helpers.checks.lessons import YOURS, Exercise, Lesson

_GRAPH = """\
u = 10, v = 20, and p = u + v, q = u * v, z = p * q: here it is u that is used twice
p = 10 + 20 = 30     q = 10 * 20 = 200     z = 30 * 200 = 6000
grad_z = 1
grad_p = 200 * 1 = 200     in z = p * q, p moves and q stands in front of it
grad_q = 30 * 1 = 30
u sends its changes to p, at slope 1, and to q, at slope 20:
grad_u = 1 * 200 + 20 * 30 = 800     the paths add up, as in (6)
grad_v = 1 * 200 + 10 * 30 = 500"""

_RULE = """\
rules["X"](s) is cos(s), with the slope -sin(s). At s = [0, 1], with g = [10, 20]:
node = Node([0.0, 1.0])
backward(total(np.array([10.0, 20.0]) * rules["X"](node)))
node.grad is [0, -8.41]
by hand: [10 * -sin(0), 20 * -sin(1)] = [0, -16.83]
The second entry is half of what it should be: this rule has lost a factor 2.
At s = 0 alone nobody would have seen it. Where could yours look right?"""

_ORDER = """\
A = Node(3.0)   B = A * C   C = Node(4.0)   D = B + A, and backward(D)
D comes first: (9) is about D. Which letters stand on the right of D? B and A.
May A be next? A stands on the right of B, too, and B has not sent its part yet.
So B, and then A and C, of which neither uses the other: DBAC or DBCA."""

_WORDS = """\
Two ways to cook: to write down the whole recipe, or to remember what was done.
Who has the recipe knows all steps before the stove is lit, and can plan ahead.
Who remembers may taste, and decide how often to stir while doing it.
In both ways some results have to be kept until the end: which ones, and what for?"""

HAND = (
    Exercise("graph-by-hand", "A graph by hand",
             f"All values and all gradients are right, and p has gathered from both that use it. {YOURS}", _GRAPH,
             sheet="graph"),
    Exercise("backward-order", "Who is visited when",
             "Every gradient is complete when its node is visited. This one is not graded.", _ORDER,
             sheet="pieces"),
)
WORDS = (
    Exercise("wrong-rule", "The rule that is wrong",
             "Found, and its mistake too: a gradient check needs more than one place, more than one entry and a grad "
             "other than 1. This one is not graded.", _RULE, sheet="rules"),
    Exercise("graphs-in-words", "Two kinds of graphs",
             "Yes: four times. You know what a library does behind the scenes. This one is not graded.", _WORDS,
             'core_functions, known_before, word_loop, kept_values = "b", "c", "d", "a"'),
)
LESSON_06 = Lesson("06, Autograd", (*HAND, *RULES, WORDS[0], *LAYERS, WORDS[1]))
