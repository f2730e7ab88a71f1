"""The exercises of lesson 05 in code: what a pass establishes, an example on other numbers, and the solution."""

from helpers.checks.lessons import Exercise
from helpers.checks.solutions_backprop_code import SOLUTIONS

_TENSOR = """\
a = [10, 20] and n = 3 sums, s_i = W_i1 10 + W_i2 20 + c_i
ds_1/dW_11 = 10, ds_1/dW_12 = 20          row 1 of W stands in s_1
ds_1/dW_21 = ds_1/dW_22 = 0, and so on    rows 2 and 3 do not
so the tensor's first slice, i = 1, is [[10, 20], [0, 0], [0, 0]]
Another array with three axes, filled in loops:
table = np.zeros((2, 3, 4))
for i in range(2):
    for j in range(3):
        table[i, j] = [i, j, i * j, 1]
What is left to do: which i and j get a, and which get zeros?"""

_SECOND = """\
The layer y = s^2 (so phi2'(s) = 2 s) with W = [[10, 20, 30], [40, 50, 60]]:
a = [1, 2, 3], s = [4, 5], y = [16, 25], y_hat = [15, 23]
grad_y = 2 (y - y_hat) = [2, 4]
grad_s = [2 * 4 * 2, 2 * 5 * 4] = [16, 40]       entry by entry
grad_a = [16 * 10 + 40 * 40, 16 * 20 + 40 * 50, 16 * 30 + 40 * 60] = [1760, 2320, 2880]
grad_c = [16, 40]
grad_W = [[16, 32, 48], [40, 80, 120]]           grad_s down, a across
In NumPy np.outer([16, 40], [1, 2, 3]) is this table.
Which of these five lines has a matrix product in it?"""

_FIRST = """\
The layer a = l^2 (so phi1'(l) = 2 l) with x = [10, 20, 30], l = [4, 5]:
grad_a = [3, 7] has come back from the layer above
grad_l = [2 * 4 * 3, 2 * 5 * 7] = [24, 70]
grad_b = [24, 70]
grad_V = [[240, 480, 720], [700, 1400, 2100]]
These are (13), (16) and (19) once more: which letters have changed places with which?"""

_WHOLE = """\
One neuron after the other, a = l^2 and y = s^2, with r = m = n = 1:
x = 3, V = 2, b = -5: l = 1, a = 1     W = 4, c = -2: s = 2, y = 4     y_hat = 3
grad_y = 2 (4 - 3) = 2
grad_s = 2 s * 2 = 8          grad_c = 8      grad_W = 8 * a = 8
grad_a = W * 8 = 32
grad_l = 2 l * 32 = 64        grad_b = 64     grad_V = 64 * x = 192
In code: x, l, a, s, y = forward(network, x), and then these lines for vectors.
Which of them need np.outer, and which one a transpose?"""

_SOFTMAX = """\
y = softmax(s) = [0.5, 0.3, 0.2], and the second class is gold:
(4) is E = -log y_2, so grad_y = [0, -1 / 0.3, 0]
dE/ds_1 = sum_j dE/dy_j * dy_j/ds_1 = (-1 / 0.3) * (-0.3 * 0.5) = 0.5
dE/ds_2 = (-1 / 0.3) * (0.3 - 0.3 * 0.3) = -0.7
dE/ds_3 = (-1 / 0.3) * (-0.3 * 0.2) = 0.2
grad_s = [0.5, -0.7, 0.2]: what has become of the 0.3 below the line?
And for s = [1000, 1001] on a computer: exp(s - 1001) = [0.37, 1] does not overflow."""

_DEEP = """\
One neuron in each of three layers, all with phi = the square:
x = 2   U = 1, d = -1: k = 1, h = 1   V = 2, b = 1: l = 3, a = 9
        W = 1, c = -7: s = 2, y = 4
y_hat = 3:  grad_y = 2
grad_s = 2 * 2 * 2 = 8       grad_c = 8      grad_W = 8 * 9 = 72
grad_a = 1 * 8 = 8
grad_l = 2 * 3 * 8 = 48      grad_b = 48     grad_V = 48 * 1 = 48
grad_h = 2 * 48 = 96
grad_k = 2 * 1 * 96 = 192    grad_d = 192    grad_U = 192 * 2 = 384
Each layer does the same three things. With which slope, which matrix and which vector?"""

_SUM = """\
Three instances whose gradients with respect to a V of shape (1, 2) are
[[10, 20]], [[30, 40]] and [[50, 90]]
their sum by (8) is [[90, 150]], their mean [[30, 50]], a third of it
A sum of arrays in the same style:
total = np.zeros((1, 2))
for one in [np.ones((1, 2)), np.full((1, 2), 5)]:
    total = total + one           # [[1, 1]], then [[6, 6]]
What is left to do: get each gradient from gradient_of, one row of X and of Y_hat at a time."""

_TRAIN = """\
A network with one weight, y = W x + c, at W = 1, c = 0, two instances, learning_rate 0.1:
x = 1, y_hat = 2: y = 1, grad_W = 2 (1 - 2) 1 = -2, grad_c = -2
x = 2, y_hat = 1: y = 2, grad_W = 2 (2 - 1) 2 = 4,  grad_c = 2
by (8) together: grad_W = 2, grad_c = 0
one step: W = 1 - 0.1 * 2 = 0.8, c = 0 - 0.1 * 0 = 0
Only now the second step begins: both gradients anew, at W = 0.8 and c = 0.
A new network is Network(V, b, W, c, network.phi1, network.phi2).
Which loop is the outer one, that over steps or that over instances?"""

_DIGITS = """\
How a training for other data could look, with pictures of 100 pixels and 3 classes:
rng = np.random.default_rng(1)
V, W = rng.normal(size=(8, 100)) / 10, rng.normal(size=(3, 8)) / 3
network = Network(V, np.zeros(8), W, np.zeros(3))
for _ in range(7):                       # passes
    for k in range(0, len(X), 50):       # mini-batches of 50
        network = my_train(network, X[k:k + 50], Y_hat[k:k + 50], 0.0005, 1)
If the cost grows, the rate is too large; if it still falls at the end, more passes help."""

_NOT_GRADED = "This one is not graded."

CODE = (
    Exercise("eq17-tensor", "All slopes of (17)",
             "my_tensor holds delta_ij a_k in place i, j, k, for four sizes; nudging every weight of such a layer "
             "gives the same numbers to 8 decimals. Graders use other activations.", _TENSOR, SOLUTIONS["eq17-tensor"]),
    Exercise("second-layer", "Back through the second layer",
             "my_second_layer is right from (11) to (19), for a square layer and for others. Graders use other "
             "numbers.", _SECOND, SOLUTIONS["second-layer"]),
    Exercise("q5a-code", "Back through the first layer",
             "my_first_layer answers question 5(a): grad_l, grad_b and grad_V are right for a square layer and for "
             "others. Graders use other numbers.", _FIRST, SOLUTIONS["q5a-code"]),
    Exercise("q5d-backprop", "Backpropagation in code",
             "my_backprop gives the gradients of V, b, W and c for a square network and for two others, with three "
             "pairs of activation functions. Graders use other networks.", _WHOLE, SOLUTIONS["q5d-backprop"]),
    Exercise("softmax-nll", "Softmax with its loss",
             "my_grad_s is right for 3, 4 and 5 scores, also where they are large, and where the probability of the "
             "gold class is too small for a computer. Graders use other scores.", _SOFTMAX, SOLUTIONS["softmax-nll"]),
    Exercise("third-layer", "A third layer",
             "my_three_layers gives all six gradients, whatever the sizes and the activation functions are: the "
             "construction goes on layer by layer. Graders use other networks.", _DEEP, SOLUTIONS["third-layer"]),
    Exercise("eq8-sum", "The sum of (8) in code",
             "my_total_gradient adds up (8), on 20 digits too, where it agrees with one matrix product for all of "
             "them, and N = 20 is the factor between sum and mean. Graders use other instances.",
             _SUM, SOLUTIONS["eq8-sum"]),
    Exercise("q5d-train", "Training in code",
             "my_train takes the right steps with the gradients of all instances together, for three networks. Graders "
             "use other networks and instances.", _TRAIN, SOLUTIONS["q5d-train"]),
    Exercise("q5d-digits", "Real digits",
             f"Your network has learned to read: this is question 5(d), done. {_NOT_GRADED} We take your word that it "
             "learned from the digits it was given and from no others.", _DIGITS, SOLUTIONS["q5d-digits"]),
)
