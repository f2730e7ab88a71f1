"""The exercises of lesson 04: what a pass establishes, a complete example on other numbers, and the solution."""

from helpers.checks.exercises_jacobians_code import CODE
from helpers.checks.lessons import YOURS, Exercise, Lesson

_BY_HAND = """\
g(x) = [x_1 x_2, x_1 + 10 x_2^2], f(y) = 20 y_1 + 30 y_2, x = [40, 50]
dy_1/dx_1 = 50, since x_2 is held      dy_1/dx_2 = 40, since x_1 is held
dy_2/dx_1 = 1                          dy_2/dx_2 = 10 * 2 * 50 = 1000
J(y, x)  = [[50, 40], [1, 1000]]      row 1 is all about y_1, column 1 all about x_1
grad_y z = [20, 30]
dz/dx_1  = 20 * 50 + 30 * 1 = 1030     through y_1, and through y_2: down column 1
dz/dx_2  = 20 * 40 + 30 * 1000 = 30800
grad_x z = [1030, 30800]"""

_WIDE = """\
y_1 = x_1 (x_1 + 10 x_2), y_2 = 20 x_1 + x_2 x_3, x = [30, 40, 50]
dy_1/dx_1 = 1 * (30 + 10 * 40) + 30 * 1 = 460, by the product rule
dy_1/dx_2 = 30 * 10 = 300     dy_1/dx_3 = 0, since x_3 does not stand in y_1
dy_2/dx_1 = 20                dy_2/dx_2 = 50     dy_2/dx_3 = 40
J(y, x)  = [[460, 300, 0], [20, 50, 40]]
With grad_y z = [100, 200]:
dz/dx_1  = 100 * 460 + 200 * 20 = 50000     dz/dx_2 = 100 * 300 + 200 * 50 = 40000
dz/dx_3  = 100 * 0 + 200 * 40 = 8000        so grad_x z = [50000, 40000, 8000]"""

_INDEX = """\
Another product: h_p = sum_q U_pq v_q.
The sum runs over q, so q does not stand on the left any more.
p does, and says which entry of h is meant. U_pq stands in row p and column q.
With other letters, h_b = sum_a U_ba v_a, nothing has changed:
what counts is not the letter, but where it stands."""

_ORDER = """\
Four lines about y = softmax(s), in disorder:
A  so sum_j y_j = (sum_j e^s_j) / (sum_k e^s_k)
B  y_j = e^s_j / (sum_k e^s_k)
C  so sum_j y_j = 1, since both sums are the same
D  the denominator is the same for every j
A speaks of a fraction, which B introduces, with one denominator for all, as D says;
C looks at both sums of A. So BDAC and DBAC are in order: B and D may change places."""

_ZOO = """\
y = [10 x_1 x_2, x_1 - x_2] at x = [3, 4]. One input at a time:
x_1 moves: y_1 by 10 * 4 = 40, y_2 by 1      column 1 is [40, 1]
x_2 moves: y_1 by 10 * 3 = 30, y_2 by -1     column 2 is [30, -1]
J(y, x) = [[40, 30], [1, -1]]"""

_SHAPES = """\
h = U z + d with z in R^p and h in R^q, and then t = f(h), a number:
J(h, z) has a row for each entry of h and a column for each entry of z: (q, p).
J(t, h) has one row, since t is one number: (1, q).
The gradient of t with respect to z has the shape of z: (p,).
J(h, d): h has q entries, and so has d: (q, q)."""

_VOTE = """\
Take y = W a, where W has a row for each output.
y_2 = sum_j W_2j a_j adds up over the inputs, so all of row 2 meets a.
To which outputs does a_3 go? To see this we look down column 3 of W.
Which of these two questions does a gradient with respect to the inputs ask?"""

_MY_INDEX = """\
sum_index = "c"
row_index = "b"
role_of_f = "d"
"""

_MY_SHAPES = """\
J(y, x) and J(s, a) : (n, m), a row for each output; J(y, s) and J(s, c) : (n, n).
J(z, y) : (1, n), one row for one number;
grad_y : (n,) and grad_x : (m,), each like what it is taken with respect to."""

_MY_VOTE = """\
transpose_from = "b"
my_sentence = "What x_i does to all outputs, each of which leads to z, is a column of J."
"""

HAND = (
    Exercise("jacobian-by-hand", "A Jacobian by hand",
             f"The Jacobian and both gradients are right. {YOURS}", _BY_HAND, sheet="g_and_f"),
    Exercise("jacobian-2x3", "Two outputs, three inputs",
             f"The Jacobian with n = 2 rows and m = 3 columns is right, and so is the gradient. {YOURS}", _WIDE,
             sheet="wide"),
    Exercise("index", "Rows, columns and sums",
             "Yes. (6) adds up over the outputs, and an output is a row, whatever its letter. This one is not graded.",
             _INDEX, _MY_INDEX),
    Exercise("order-eq7", "(7), spelled out",
             "Every line follows from those before it, and (7) is shown to be (6). This one is not graded.", _ORDER),
    Exercise("zoo", "Six functions, six Jacobians",
             "Every function has its Jacobian. This one is not graded.", _ZOO),
    Exercise("shapes-jacobians", "Shapes of Jacobians",
             "All seven shapes fit, whatever m and n are. This one is not graded.", _SHAPES, _MY_SHAPES),
    Exercise("vote", "Where the transpose comes from",
             "Yes: your choice is right. No program judges your sentence: compare it.", _VOTE, _MY_VOTE),
)
LESSON_04 = Lesson("04, Jacobians", (*HAND, *CODE))
