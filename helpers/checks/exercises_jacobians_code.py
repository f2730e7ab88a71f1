"""The exercises of lesson 04 in code: what a pass establishes, an example on other numbers, and the solution."""

from helpers.checks.lessons import Exercise

_SUM = """\
J = [[10, 20, 30], [40, 50, 60]], grad_y = [2, 3]: three inputs, two paths from each
x_1   2 * 10 + 3 * 40 = 140     down the first column
x_2   2 * 20 + 3 * 50 = 190
x_3   2 * 30 + 3 * 60 = 240     gradient = [140, 190, 240]
Two loops of the same kind, which add up the columns of a table with 2 rows:
totals = np.zeros(3)
for i in range(3):
    for k in range(2):
        totals[i] += table[k, i]
What is left to do: take the sizes from J, and multiply each entry by the slope that
comes after it on its path."""

_NUMERIC = """\
g(x) = [x_1^2, x_1 x_2, x_1 - x_2] at x = [10, 20], h = 0.5: 3 outputs, 2 inputs
x + [0.5, 0] = [10.5, 20]   g: [110.25, 210, -9.5]
x - [0.5, 0] = [9.5, 20]    g: [90.25, 190, -10.5]
their difference over 2 * 0.5 is what x_1 does to all outputs: [20, 20, 1]
x + [0, 0.5] = [10, 20.5]   g: [100, 205, -10.5]
x - [0, 0.5] = [10, 19.5]   g: [100, 195, -9.5]
their difference over 2 * 0.5 is what x_2 does to all outputs: [0, 10, -1]
J = [[20, 0], [20, 10], [1, -1]] has three rows. Where did the first list go?"""

_OF_A = """\
W = [[10, 20], [30, 40], [50, 60]], c = [7, 8, 9]: three sums of two activations
def other_s(a):
    return [10 * a[0] + 20 * a[1] + 7,
            30 * a[0] + 40 * a[1] + 8,
            50 * a[0] + 60 * a[1] + 9]
ds_1/da_2 asks how s_1 moves with a_2: only 20 a_2 does, by 20 for each unit of a_2
ds_3/da_1 = 50, and so on; J(s, a) = [[10, 20], [30, 40], [50, 60]]
Which matrix is this, and where have the 7, the 8 and the 9 gone?"""

_OF_C = """\
W = [[10, 20], [30, 40], [50, 60]], a = [1, 2], and c moves: three sums
def other_s_of_c(c):
    return [50 + c[0], 110 + c[1], 170 + c[2]]
ds_1/dc_1 = 1, because s_1 = 50 + c_1 grows by what c_1 grows
ds_1/dc_2 = ds_1/dc_3 = 0, because neither stands in s_1
row 1 of J(s, c) is [1, 0, 0], row 3 is [0, 0, 1].
What does this make of J(s, c)^T times a gradient?"""

_ELEMENTWISE = """\
phi(s) = s^2 at s = [10, 20]: y = [100, 400], phi'(s) = 2 s = [20, 40]
dy_1/ds_1 = 20, dy_1/ds_2 = 0, because s_2 is not in y_1
dy_2/ds_1 = 0,  dy_2/ds_2 = 40
J(y, s) = [[20, 0], [0, 40]]
In NumPy, np.diag([20, 40]) makes this matrix,
and so do two loops that fill an np.zeros((2, 2))."""

_SOFTMAX = """\
Scores with y = softmax(s) = [0.5, 0.3, 0.2]; the quotient rule gives
dy_1/ds_1 = 0.5 - 0.5 * 0.5 = 0.25     s_1 stands above and below the line
dy_1/ds_2 = 0 - 0.5 * 0.3 = -0.15      s_2 stands below the line only
dy_1/ds_3 = 0 - 0.5 * 0.2 = -0.1
row 1 of J is [0.25, -0.15, -0.1]: its entries add up to 0,
as raising all scores alike changes nothing
A table of all products of two vectors:
np.outer([10, 20], [10, 20]) is [[100, 200], [200, 400]]
What is left to do: write the first terms of all rows as one matrix,
and take such a table away from it."""

_MY_GRADIENT = """\
def my_gradient(J, grad_y):
    n, m = J.shape
    grad_x = np.zeros(m)
    for i in range(m):
        for k in range(n):
            grad_x[i] += grad_y[k] * J[k, i]
    return grad_x"""

_MY_JACOBIAN = """\
def my_jacobian(g, x, h=1e-5):
    J = np.zeros((len(g(x)), len(x)))
    for k in range(len(x)):
        nudge = np.zeros(len(x))
        nudge[k] = h
        J[:, k] = (g(x + nudge) - g(x - nudge)) / (2 * h)
    return J"""

_MY_ELEMENTWISE = """\
def my_jacobian_of_activation(phi, s):
    return np.diag(phi.dphi(s))"""

_MY_SOFTMAX = """\
def my_jacobian_of_softmax(s):
    y = np.exp(s) / np.sum(np.exp(s))
    return np.diag(y) - np.outer(y, y)"""

CODE = (
    Exercise("eq6-sum", "The sum of (6) in code",
             "my_gradient adds up (6) for every input, for a square J and for others, and J.T @ grad_y gives the same "
             "numbers: that is (7). Graders use other numbers.", _SUM, _MY_GRADIENT),
    Exercise("numeric-jacobian", "A Jacobian by nudges",
             "my_jacobian gives n x m central differences for square and other sizes, one input or one output, and for "
             "the h it is given. Graders use other functions.", _NUMERIC, _MY_JACOBIAN),
    Exercise("eq14", "A layer's Jacobian with respect to a",
             "my_s is W a + c, the numeric Jacobian of it is your J_sa to 9 decimals, and both are W: (14). These "
             "numbers are yours; graders use other activations.", _OF_A, sheet="affine"),
    Exercise("eq16", "A layer's Jacobian with respect to c",
             "my_s_of_c is W a + c, and the numeric Jacobian of it is your J_sc to 9 decimals, the identity: so (16) "
             "hands the gradient on as it is. Graders use other biases.", _OF_C),
    Exercise("eq12", "An activation function's Jacobian",
             "my_jacobian_of_activation is diagonal, with phi'(s_i) in place i, for three activation functions. "
             "Graders use other sums.", _ELEMENTWISE, _MY_ELEMENTWISE),
    Exercise("softmax-trap", "The Jacobian of softmax",
             "my_jacobian_of_softmax is right for 2, 3 and 5 scores, and each of its rows adds up to 0. Graders use "
             "other scores.", _SOFTMAX, _MY_SOFTMAX),
)
