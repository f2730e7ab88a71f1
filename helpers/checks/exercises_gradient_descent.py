"""The exercises of lesson 03: what a pass establishes, a complete example on other numbers, and the solution."""

from helpers.checks.exercises_descent import CODE
from helpers.checks.lessons import YOURS, Exercise, Lesson

_STEP = """\
E(w_1, w_2) = 30 (w_1 - 10)^2 + 20 (w_2 + 10)^2, start w = [20, 30], learning rate 0.01
dE/dw_1   = 30 * 2 * (20 - 10) = 600   and   dE/dw_2 = 20 * 2 * (30 + 10) = 1600
new point   [20 - 0.01 * 600, 30 - 0.01 * 1600] = [14, 14]
old cost    30 * 10^2 + 20 * 40^2 = 35000
new cost    30 * 4^2 + 20 * 24^2 = 12000"""

_RATE = """\
E(w) = 300/2 (w - 10)^2, start w = 20, learning rate 0.0015
slope     300 * (20 - 10) = 3000, because 1/2 and the 2 of the square cancel
step      w = 20 - 0.0015 * 3000 = 15.5
distance  10 before, 15.5 - 10 = 5.5 after: multiplied by 0.55 = 1 - 0.0015 * 300
Every step multiplies by 0.55 again. The walk flies away once the factor lies outside of
1 and -1, and 1 - 300 * learning_rate = -1 at learning_rate = 0.00667."""

_CHAIN = """\
V = [[0.1, 0.2], [0.3, -0.4]], b = [0.5, 0.6], W = [[10, 30]], c = [51],
x = [10, 20], y_hat = 20, phi1 = leaky relu with slope 1/2
forward   l = [5.5, -4.4]   a = [5.5, -2.2]   y = 55 - 66 + 51 = 40
dE/dy     2 (40 - 20) = 40
dE/dc_1   40 * 1 = 40               so grad_c = [40]
dE/dW_11  40 * 5.5 = 220            dE/dW_12 = 40 * -2.2 = -88
                                    so grad_W = [[220, -88]]
dE/db_1   40 * 10 * 1 = 400         dE/db_2 = 40 * 30 * 1/2 = 600, with the slope 1/2
                                    so grad_b = [400, 600]
dE/dV_11  40 * 10 * 1 * 10 = 4000   dE/dV_12 = 40 * 10 * 1 * 20 = 8000
dE/dV_21  40 * 30 * 1/2 * 10 = 6000 dE/dV_22 = 40 * 30 * 1/2 * 20 = 12000
                                    so grad_V = [[4000, 8000], [6000, 12000]]"""

_PATHS = f"""\
{_CHAIN}
With a second output there is a second way from a_1 to E, and the two add up:
for W = [[10, 30], [20, 40]] and dE/dy_1 = -2, dE/dy_2 = 4, if phi2 is the identity,
dE/da_1   -2 * 10 + 4 * 20 = 60     dE/da_2 = -2 * 30 + 4 * 40 = 100"""

_NEW = """\
A single neuron with the identity, y = w x + b, and the learning rate 0.0001:
w = 10, b = 20, x = 30, y_hat = 300
before    y = 320, E = 20^2 = 400, dE/dw = 2 * 20 * 30 = 1200, dE/db = 2 * 20 = 40
step      w = 10 - 0.0001 * 1200 = 9.88, b = 20 - 0.0001 * 40 = 19.996
after     y = 9.88 * 30 + 19.996 = 316.396, E = 16.396^2 = 268.8: the cost fell"""

HAND = (
    Exercise("step-by-hand", "One step by hand",
             f"Gradient, new point and both costs are right. {YOURS}", _STEP, sheet="bowl"),
    Exercise("stable-rate", "The largest stable rate",
             f"The factor of one step and the largest rate are right. {YOURS}", _RATE, sheet="valley"),
    Exercise("q3c-gradient", "A gradient by the chain rule",
             f"The forward pass and all nine partial derivatives are right. {YOURS}", _CHAIN, sheet="sibling"),
    Exercise("q3c-step", "One step of your network",
             f"The new parameters and both costs are right. {YOURS}", _NEW),
    Exercise("q3c-own", "Gradient and step of your own network",
             "The gradient, your step and both costs are right for this network. This one is not graded.", _PATHS),
)
LESSON_03 = Lesson("03, Gradient descent", (*HAND, *CODE))
