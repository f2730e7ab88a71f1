"""The exercises of lesson 05: what a pass establishes, a complete example on other numbers, and the solution."""

from helpers.checks.exercises_backprop_code import CODE
from helpers.checks.lessons import YOURS, Exercise, Lesson

_SHAPES = """\
h = U z + d with U : (q, p), then t = f(h), a number:
z : (p,) and d : (q,), since U z has one entry for each row of U; t : (), a number.
grad_U t : (q, p), grad_d t : (q,), grad_z t : (p,), each like what it is taken with
respect to. J(h, z) has a row for each entry of h and a column for each of z: (q, p)."""

_ISOMORPHIC = """\
Three numbers u_1, u_2, u_3, and t = u_1 + 2 u_2 + 3 u_3:
J(t, u) = [[1, 2, 3]]: one output, three inputs, so one row and three columns.
J(t, u)^T has three rows and one column, [[1], [2], [3]]; as [1, 2, 3] it is the same
three numbers in the same order, and (7) gives it whether 1, [1] or [[1]] comes in."""

_FORWARD = """\
V = [[0.1, 0.2], [0.3, -0.4]]   b = [3, -1]   x = [10, 20]   y_hat = [10, 20]
W = [[10, -20], [30, 40]]   c = [-180, -90]   phi1 and phi2 halve what is negative
forward  l = [8, -6]   a = [8, -3]   s = [-40, 30]   y = [-20, 30]"""

_SECOND = f"""\
{_FORWARD}
(9)   grad_E = 1, whatever E is
(10)  J_Ey   = [[2 * (-20 - 10), 2 * (30 - 20)]] = [[-60, 20]]
(11)  grad_y = [-60, 20]
(12)  J_ys   = [[0.5, 0], [0, 1]], since s_1 is negative and s_2 is not
(13)  grad_s = [0.5 * -60, 1 * 20] = [-30, 20]"""

_THIRD = f"""\
{_FORWARD}
grad_s = [-30, 20]
(15)  grad_a: down column 1 of W   10 * -30 + 30 * 20 = 300
              down column 2        -20 * -30 + 40 * 20 = 1400
              so grad_a = [300, 1400]
(16)  grad_c = [-30, 20], as it is
(19)  grad_W: row 1  -30 * 8 = -240   and   -30 * -3 = 90
              row 2  20 * 8 = 160     and   20 * -3 = -60
              so grad_W = [[-240, 90], [160, -60]]"""

_FIRST = f"""\
{_FORWARD}
grad_a = [300, 1400]
as (13)  grad_l = [1 * 300, 0.5 * 1400] = [300, 700], since only l_2 is negative
as (16)  grad_b = [300, 700]
as (19)  grad_V: row 1  300 * 10 = 3000   and   300 * 20 = 6000
                 row 2  700 * 10 = 7000   and   700 * 20 = 14000
                 so grad_V = [[3000, 6000], [7000, 14000]]"""

_INPUTS = f"""\
{_FORWARD}
grad_l = [300, 700]
dE/dx_1: down column 1 of V   0.1 * 300 + 0.3 * 700 = 240
dE/dx_2: down column 2        0.2 * 300 + -0.4 * 700 = -220
so grad_x = [240, -220]"""

_ORDER = """\
Four lines about a sum with a delta in it, in disorder:
A  so sum_i delta_ij v_i = delta_jj v_j, since all other terms are 0
B  delta_ij = 0 where i is not j
C  so sum_i delta_ij v_i = v_j
D  delta_jj = 1
A needs to know which terms are 0, as B says; C needs the sum in A and the 1 in D.
So BADC, BDAC and DBAC are in order."""

_ONE = f"""\
{_FORWARD}
grad_s = [-30, 20]. For the weight W_21, j = 2 and k = 1:
i = 1   s_1 has row 1 of W in it, and not this weight: -30 * 0 * 8 = 0
i = 2   s_2 has W_21 a_1 in it: 20 * 1 * 8 = 160
terms = [0, 160], and dE/dW_21 = 0 + 160 = 160"""

_STEP = f"""\
{_SECOND}
(15)       grad_a = [300, 1400]
(16) (19)  grad_c = [-30, 20]   grad_W = [[-240, 90], [160, -60]]
5(a)       grad_l = grad_b = [300, 700]   grad_V = [[3000, 6000], [7000, 14000]]
With the learning rate 0.0001, every parameter by the same rule:
new_c_1 = -180 - 0.0001 * -30 = -179.997   new_W_12 = -20 - 0.0001 * 90 = -20.009
new_b_2 = -1 - 0.0001 * 700 = -1.07        new_V_11 = 0.1 - 0.0001 * 3000 = -0.2"""

_WHY = """\
A recipe says: bread = bake(flour, time), where the flour is what we were given.
Would it help to know how the bread changes with the flour? We may turn the time alone.
A miller who makes the flour would want to know it."""

_MY_SHAPES = """\
x : (r,), V : (m, r), b, l, a : (m,), W : (n, m), c, s, y : (n,), E : ()
every gradient as what it is taken with respect to: grad_V : (m, r), grad_s : (n,) ...
J(y, s) : (n, n), J(s, a) : (n, m), J(s, c) : (n, n)
"""

_MY_ISOMORPHIC = """\
may_be_grad_E = "b"
may_be_J_Ey = "d"
may_be_grad_y = "b"
"""

_MY_WHY = """\
why_not = "d"
my_sentence = "x comes with the data, so a step has nothing to change there."
when_wanted = "a"
"""

HAND = (
    Exercise("shapes-all", "A ledger of all shapes",
             "All 22 shapes fit, whatever r, m and n are. This one is not graded.", _SHAPES, _MY_SHAPES),
    Exercise("isomorphic", "Numbers, rows and columns",
             "Yes: the shape says how the same numbers are looked at, and a row becomes a gradient by its transpose. "
             "This one is not graded.", _ISOMORPHIC, _MY_ISOMORPHIC),
    Exercise("eq9-13", "From E back to s, by hand",
             f"(9) to (13) are right, both Jacobians among them. {YOURS}", _SECOND, sheet="sheet"),
    Exercise("eq15-19", "From s back to a, W and c, by hand",
             f"The gradients (15), (16) and (19) are right. {YOURS}", _THIRD),
    Exercise("order-eq18", "(18), line by line",
             "Every line follows from those before it, and (19) is shown. This one is not graded.", _ORDER),
    Exercise("eq18-value", "One weight, by (18)",
             f"The terms of the sum and the sum are right. {YOURS}", _ONE),
    Exercise("q5a-by-hand", "The first layer, by hand",
             f"The gradients with respect to l, b and V are right: this is question 5(a). {YOURS}", _FIRST),
    Exercise("q5c-grad-x", "The gradient nobody asked for",
             f"The gradient with respect to x is right. {YOURS}", _INPUTS),
    Exercise("q5c-inputs", "Why not x?",
             "Yes: your choices are right. No program judges your sentence: compare it.", _WHY, _MY_WHY),
    Exercise("q5b-own", "Backpropagation on your own network",
             "All gradients and your step are right for this network. This one is not graded.", _STEP),
)
LESSON_05 = Lesson("05, Backprop", (*HAND, *CODE))
