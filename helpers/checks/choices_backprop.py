"""The exercises of lesson 05 in which an answer is chosen, or a shape is typed in letters."""

from dataclasses import replace

from helpers.checks.judge_shapes import ASKED, AXES, Ledger
from helpers.checks.mistakes_neurons import F2
from helpers.checks.quizzes import Choice, Question

MAY_BE_GRAD_E = Question(
    "may_be_grad_E", "Which of these may stand for grad_E, the gradient in (9)?",
    (Choice("a vector (n,) of ones, one for each output",
            "A gradient has the shape of what it is taken with respect to: what is that here?"),
     Choice("the number 1, or a vector (1,) or a (1, 1) matrix that holds it", "", right=True),
     Choice("the number 1 only, since nothing else is a real number",
            "What differs between a number and a vector with one entry, apart from the way in which they are written?"),
     Choice("a row (1, n), so that the product in (11) is possible",
            "An (n, 1) matrix times a row gives n^2 numbers. How many has the gradient in (11)?")))

MAY_BE_J_EY = Question(
    "may_be_J_Ey", "Which of these may stand for J(E, y), the Jacobian in (10)?",
    (Choice("a column (n, 1)", "In a Jacobian a row belongs to an output. How many outputs are there, if E is what is "
            "computed?"),
     Choice("one number, because E is one number", "On how many numbers does E depend, and how many derivatives is "
            "that?"),
     Choice("an (n, n) matrix with a diagonal, as in (12)", "(12) has a row for each y_i. Is y what is computed here, "
            "or what it is computed from?"),
     Choice("a row (1, n)", "", right=True)))

MAY_BE_GRAD_Y = Question(
    "may_be_grad_y", "Which of these may stand for grad_y E, the gradient in (11)?",
    (Choice("a vector (n,) only: an (n, 1) matrix is something else",
            "Are there other numbers in an (n, 1) matrix, or do they stand in another order?"),
     Choice("a vector (n,) or an (n, 1) column", "", right=True),
     Choice("whatever holds these n numbers, a (1, n) row too",
            "A row with these numbers is what (10) has. What does (11) do to it before it is called a gradient?"),
     Choice("one number, the sum of the n derivatives",
            "A gradient tells how to update each entry of y: can one number do that?")))

WHY_NOT = Question(
    "why_not", "Why don't we need the gradient with respect to x in order to train the network?",
    (Choice("because it is 0: x does not change while we train",
            "It does not change. But if it were nudged, would E stay as it is?"),
     Choice("because E has no derivative with respect to x",
            "E is computed from x by the same sums and functions as from V. Is the question whether this derivative "
            "exists, or what we would do with it?"),
     Choice("because grad_V E contains it already",
            "grad_V E is made of grad_l E and x. Which matrix would have to be known to get from grad_l E to "
            "grad_x E?"),
     Choice("because x is given with the data: a step changes parameters alone", "", right=True)))

WHEN_WANTED = Question(
    "when_wanted", "Sometimes we do want it. When?",
    (Choice("when what goes in is learned itself, like the vectors that stand for words, or when we look for a small "
            "change of an input that changes the answer", "", right=True),
     Choice("when there are more inputs than outputs, so that V is wide",
            "Does the shape of V decide whether the inputs are given or looked for?"),
     Choice("when the network has three layers or more",
            "What is handed down from layer to layer then, and does the chain have to end at the data?"),
     Choice("when we train on many instances at once",
            "(8) adds up gradients of parameters. Are the inputs of two instances the same variable?")))

MODEL_ANSWER = (
    "One way to say it: training changes what we are free to change, and that is V, b, W and c; x belongs to the "
    "instance, and a network that changed its inputs would answer another question. And nothing else waits for this "
    "gradient: x is where the chain ends, no earlier layer needs it. Where x is computed, or learned itself, it is one "
    "more stop, V^T times grad_l E. Did your sentence say what would be done with the gradient?")

_LIKE = {"grad_V": "V", "grad_b": "b", "grad_l": "l", "grad_a": "a", "grad_W": "W", "grad_c": "c", "grad_s": "s",
         "grad_y": "y", "grad_x": "x"}
_OWN = {"x": "r", "E": "", "J_ys": "n n", "J_sa": "n m", "J_sc": "n n"}
_NETWORK = AXES | _OWN
LEDGER = Ledger(
    _NETWORK | {name: _NETWORK[of] for name, of in _LIKE.items()},
    ASKED | {name: f"{name} holds a partial derivative of E for each entry of what?" for name in _LIKE} | {
        "x": "x holds the inputs, and r counts them: how many axes does that need?",
        "E": "E is the cost of one instance: how many numbers is that? Where there is no axis, the brackets are empty.",
        "J_ys": "y = phi2(s) is the output, and s the input: how many entries has each?",
        "J_sa": "s = W a + c is the output, and a the input: how many entries has each?",
        "J_sc": "s = W a + c is the output, and c the input: how many entries has each?"},
    "r, m and n", "r counts the inputs, m the hidden neurons, n the outputs; rows belong to what comes out, and a "
    "gradient has the shape of what it is taken with respect to.",
    replace(F2, question="Have rows and columns been swapped? Rows belong to what comes out, columns to what goes in.",
            equation="V x + b, W a + c and Definition 1"))
