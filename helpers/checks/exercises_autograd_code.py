"""The exercises of lesson 06 in code: what a pass establishes, an example on other numbers, and the solution."""

from helpers.checks.lessons import Exercise

_SQUARE = """\
A rule for y = s^3, entry by entry, with s = [10, 20] and grad = [2, 3]:
y   = [1000, 8000]
phi'(s) = 3 s^2 = [300, 1200]
pull(grad) = phi'(s) * grad = [300 * 2, 1200 * 3] = [600, 3600]
def my_cube(s):
    x = s.value
    return Node(x ** 3, (s, lambda grad: 3 * x ** 2 * grad))
What does y = 1 / (1 + e^-s) have in the place of 3 s^2?"""

_LARGER = """\
y = |u - v|, entry by entry, with u = [10, 20], v = [30, 5] and grad = [2, 3]:
y_1 = 20: when u_1 grows, y_1 shrinks as fast; when v_1 grows, y_1 grows as fast
y_2 = 15: here it is the other way round
to u: [-1 * 2, 1 * 3] = [-2, 3]     to v: [1 * 2, -1 * 3] = [2, -3]
def my_distance(u, v):
    sign = np.where(u.value > v.value, 1.0, -1.0)
    return Node(sign * (u.value - v.value),
                (u, lambda grad: sign * grad), (v, lambda grad: -sign * grad))
What are the two slopes where y is the larger one, and what if both are equal?"""

_ONE_LAYER = """\
One layer with softplus and the cost sum_i y_i y_i - 10 y_i, all in Nodes:
def other_cost(W, c, x):
    y = apply(SOFTPLUS, W @ x + c)
    return total(y * y - 10 * y)
W and c come in as Nodes, x as an array. `y * y` uses one node twice.
After backward(other_cost(W, c, x)) the gradients stand in W.grad and c.grad.
What goes in between for a second layer, and for a third?"""

_BATCH = """\
X = [[10, 20], [30, 40], [50, 60]]: N = 3 instances of n = 2 inputs
W = [[1, 2]], b = [7]: k = 1 neuron
instance 1: 1 * 10 + 2 * 20 + 7 = 57     instance 2: 1 * 30 + 2 * 40 + 7 = 117
instance 3: 1 * 50 + 2 * 60 + 7 = 177    so S = [[57], [117], [177]], of shape (3, 1)
G = [[2], [3], [4]]: what arrives at S. Each instance has a gradient of its own:
2 * [10, 20] = [20, 40]     3 * [30, 40] = [90, 120]     4 * [50, 60] = [200, 240]
grad_W = [[310, 400]], their sum, of shape (1, 2)
Which of the two has to be transposed, so that its rows meet the other's columns?"""

_MY_LOGISTIC = """\
def my_logistic(s):
    y = 1 / (1 + np.exp(-s.value))
    return Node(y, (s, lambda grad: y * (1 - y) * grad))"""

_MY_MAXIMUM = """\
def my_maximum(u, v):
    larger = u.value > v.value
    return Node(np.where(larger, u.value, v.value),
                (u, lambda grad: larger * grad), (v, lambda grad: ~larger * grad))"""

_MY_COST = """\
def my_cost(U, d, V, b, W, c, x, y_hat):
    h = apply(TANH, U @ x + d)
    a = apply(TANH, V @ h + b)
    y = apply(LOGISTIC, W @ a + c)
    error = y - y_hat
    return total(error * error)"""

_MY_BATCH = """\
def my_layer_of_batch(X, W, b):
    return X @ W.T + b


def my_gradient_of_batch(G, X):
    return G.T @ X"""

RULES = (
    Exercise("own-rule", "A rule of your own",
             "my_logistic gives y, and its pull gives phi'(s) * grad, for 3, 4 and 1 entries. Graders use other "
             "numbers.", _SQUARE, _MY_LOGISTIC),
    Exercise("max-rule", "Where the gradient of a maximum goes",
             "my_maximum gives the larger one entry by entry, and hands back all that arrives and no more, also where "
             "both are equal. Graders use other numbers.", _LARGER, _MY_MAXIMUM),
)
LAYERS = (
    Exercise("three-layers", "Three layers without backpropagation by hand",
             "my_cost is right, and so are all six gradients that backward finds in your graph. You wrote no gradient "
             "at all. Graders use other networks.", _ONE_LAYER, _MY_COST),
    Exercise("minibatch", "A mini-batch in one product",
             "my_layer_of_batch gives every instance its W x + b, and my_gradient_of_batch the sum of all their "
             "gradients, as the loop of (8) would. Graders use other numbers.", _BATCH, _MY_BATCH),
)
