"""The exercises of lesson 03 in code, and its cures: what a pass establishes, an example, and the solution."""

from helpers.checks.lessons import Exercise

_NUDGES = """\
The same without a loop, for f(theta) = theta_1 * theta_2 at theta = [10, 20] with h = 0.5:
theta + [0.5, 0] = [10.5, 20], theta - [0.5, 0] = [9.5, 20]     f: 210 and 190, difference 20
they are 2 * 0.5 apart, so the first slope is 20 / (2 * 0.5) = 20
theta + [0, 0.5] = [10, 20.5], theta - [0, 0.5] = [10, 19.5]    f: 205 and 195, slope 10
gradient = [20, 10]. What is left to do: make such a nudge for every entry, and collect the slopes."""

_DESCEND = """\
Another walk, which halves a number again and again, and keeps all points:
point = start
path = [point]                    # the start is the first point
for _ in range(steps):
    point = point - point / 2     # a new array each time
    path.append(point)
path = np.array(path)             # for start = [80, 40], steps = 2: [[80, 40], [40, 20], [20, 10]]
What is left to do: let the gradient and the learning rate decide how far to go."""

_FORWARD = """\
One layer in the same style, for V = [[10, -20]], b = [5], x = [1, 2], phi1 = the square:
l = network.V @ x + network.b     # [10 - 40 + 5] = [-25]
a = network.phi1(l)               # [625]
return l, a                       # both of them, because both are needed later
What is left to do: the second layer, which reads a, and its two values."""

_COST = """\
Which part of a tuple is which: the function divide below returns two numbers, and the caller names both.
def divide(a, b):
    return a // b, a % b
quotient, rest = divide(17, 5)    # 3 and 2
Squared errors of y = [10, 20, 30] and y_hat = [20, 20, 10]: [100, 0, 400], together 500.
What is left to do: take y from the right place of what my_forward returns."""

_VALLEY = """\
Another valley, E = 1/2 w^2 from w = 100: the slope is w, and one step multiplies w by 1 - learning_rate.
learning_rate 1.9: the factor is -0.9, w = 100, -90, 81, -72.9: it jumps from side to side
learning_rate 0.1: the factor is 0.9, w = 100, 90, 81, 72.9: the same speed, on one side
learning_rate 0.5: the factor is 0.5, w = 100, 50, 25, 12.5: faster than both
How large is the slope in your valley at w = 1, and what does that make of the factor?"""

_PLATEAU = """\
Another saturated neuron, y = tanh(w) with y_hat = 1, squared error, at w = -10:
the slope of tanh is 1 - y^2, with y = -0.999999996 about 0.00000001; the slope of the loss is 2 (y - 1) = -4
their product is -0.00000003: however wrong y is, hardly any of it arrives at w
at w = -1 instead: 1 - y^2 = 0.42 and 2 (y - 1) = -3.5, product -1.5
Two factors, two cures: make the first one larger, or take a loss whose own slope grows as the first one shrinks."""

_TWINS = """\
Twins elsewhere: y = w_1 x + w_2 x from w_1 = w_2 = 3. Both slopes are the same number, so w_1 = w_2 for ever.
From w_1 = 3, w_2 = -1 the slopes are the same too, but the weights keep their difference of 4.
In a network with an activation function, neurons that begin differently see different slopes and part further.
Which of your rows should turn which way, if one neuron looks for "any 1" and the other for "two of them"?"""

_MY_GRADIENT = """\
def my_numerical_gradient(f, theta, h=1e-5):
    gradient = np.zeros(len(theta))
    for j in range(len(theta)):
        nudge = np.zeros(len(theta))
        nudge[j] = h
        gradient[j] = (f(theta + nudge) - f(theta - nudge)) / (2 * h)
    return gradient"""

_MY_DESCEND = """\
def my_descend(gradient, start, learning_rate, steps):
    theta = start
    path = [theta]
    for _ in range(steps):
        theta = theta - learning_rate * gradient(theta)
        path.append(theta)
    return np.array(path)"""

_MY_FORWARD = """\
def my_forward(network, x):
    l = network.V @ x + network.b
    a = network.phi1(l)
    s = network.W @ a + network.c
    y = network.phi2(s)
    return l, a, s, y"""

_MY_COST = """\
def my_cost(network, x, y_hat):
    l, a, s, y = my_forward(network, x)
    return np.sum((y - y_hat) ** 2)"""

CODE = (
    Exercise("numerical-gradient", "The gradient by nudges",
             "my_numerical_gradient gives central differences for 1, 2 and 3 parameters and for the h it is given. "
             "Graders use other functions.", _NUDGES, _MY_GRADIENT),
    Exercise("descend", "The walk in code",
             "my_descend returns every point of the walk, the start first, for 1, 2 and 3 parameters. Graders use "
             "other gradients.", _DESCEND, _MY_DESCEND),
    Exercise("q3d-forward", "The forward pass in code",
             "my_forward returns l, a, s and y for a square network and for two others. Graders use other networks.",
             _FORWARD, _MY_FORWARD),
    Exercise("q3d-cost", "The cost in code",
             "my_cost adds up the squared errors for 2 and 3 outputs. Graders use other networks.", _COST, _MY_COST),
    Exercise("cure-rate", "A cure for a rate",
             "Yes, it oscillates, and your rate cures it; any rate that does is right. This one is not graded.",
             _VALLEY, 'rate_name, my_rate = "c", 0.02'),
    Exercise("cure-plateau", "A cure for a plateau",
             "Yes, it is on a plateau, and your change gets it off; any that does is right. This one is not graded.",
             _PLATEAU, 'plateau_name, my_start, my_loss = "d", -4, NEGATIVE_LOG_LIKELIHOOD'),
    Exercise("cure-symmetry", "A cure for twins",
             "Yes, they keep their symmetry, and your start breaks it; any that leads to XOR is right. This one is not "
             "graded.", _TWINS, 'twins_name, my_V = "b", [[1, -1], [-1, 1]]'),
)
