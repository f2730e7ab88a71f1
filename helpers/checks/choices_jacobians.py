"""The exercises of lesson 04 in which an answer is chosen, or a shape is typed in letters."""

from helpers.checks.judge_shapes import Ledger
from helpers.checks.mistakes_jacobians import J1
from helpers.checks.quizzes import Choice, Question

SUM_INDEX = Question(
    "sum_index", "Over which index does (6) add up, and which letter does Definition 1 of the notes have for this "
    "index?",
    (Choice("over i, the input; Definition 1 calls it k",
            "The left side of (6) keeps its x_i: can a letter over which we add up still stand on the left?"),
     Choice("over k, the output; Definition 1 calls it k too",
            "The sum runs over k, yes. But in Definition 1, which of its two letters stands below the y?"),
     Choice("over k, the output; Definition 1 calls it i", "", right=True),
     Choice("over k, the input; Definition 1 calls it k too",
            "In (6), which letter stands below the x, and which below the y?")))

ROW_INDEX = Question(
    "row_index", "In the letters of (6): where does dy_k/dx_i stand in J(y, x)?",
    (Choice("in row i and column k, as Definition 1 has it",
            "Definition 1 has dy_i/dx_k there. Which letter belongs to the output in it, and which in (6)?"),
     Choice("in row k and column i", "", right=True),
     Choice("in row k and column i if n > m, the other way round if not",
            "Does the number of inputs decide what a row is for? Look at Definition 1 once more."),
     Choice("on the diagonal, in row k and column k",
            "Then x_k would be the only input that moves y_k. What does a row of J hold?")))

ROLE_OF_F = Question(
    "role_of_f", "(7) needs the Jacobian of the function that turns x into y. What is this function called in "
    "the notes before (6), and what in Definition 1 of the notes?",
    (Choice("f in both places", "Before (6), what does f return: the vector y, or the number z?"),
     Choice("f before (6), g in Definition 1",
            "Is there a g in Definition 1 of the notes? And before (6), which of the two takes x and gives y?"),
     Choice("g in both places", "The lesson has its own wording. In Definition 1 of the notes, which letter stands "
            "before the brackets with x in them?"),
     Choice("g before (6), f in Definition 1", "", right=True)))

TRANSPOSE_FROM = Question(
    "transpose_from", "Why does (7) have J(y, x)^T, and not J(y, x)?",
    (Choice("so that the shapes fit: an (n, m) matrix times n numbers is impossible",
            "For n = m both products are possible, and they are different. Which of them is (6), and why?"),
     Choice("because x_i meets what it does to all outputs, and that is a column of J", "", right=True),
     Choice("because a gradient is a row vector, which has to be turned",
            "Write (6) for x_1 alone: which entries of J are in it? Do they depend on how a gradient is written?"),
     Choice("because going from z back to x undoes what J does, as an inverse would",
            "Does (6) look for an x that gives this y, or for how fast z moves?")))

MODEL_ANSWER = (
    "One way to say it: x_i reaches z through every output y_k, so (6) adds up, over k, what x_i does to each output "
    "times what that output does to z. Rows of J are outputs, so what x_i does to all of them stands in a column. A "
    "matrix times a vector goes along rows; J^T has this column as a row. Did your sentence speak of the outputs, too?")

LEDGER = Ledger(
    {"J_yx": "n m", "grad_y": "n", "grad_x": "m", "J_zy": "1 n", "J_sa": "n m", "J_ys": "n n", "J_sc": "n n"},
    {"J_yx": "J_yx has a row for each entry of one vector, and a column for each entry of the other: which is which?",
     "grad_y": "grad_y holds a partial derivative of z for each entry of which vector?",
     "grad_x": "grad_x holds a partial derivative of z for each entry of which vector?",
     "J_zy": "z is one number, and it is the output here: how many rows is that?",
     "J_sa": "s = W a + c is the output, and a the input: how many entries has each?",
     "J_ys": "y = phi2(s) is the output, and s the input: how many entries has each?",
     "J_sc": "s = W a + c is the output, and c the input: how many entries has each?"},
    "m and n", "m counts the entries of x and of a, n those of y, s and c; rows belong to outputs, columns to inputs.",
    J1)
