"""The exercises of lesson 01: what a pass establishes, a complete example on other numbers, and the solution."""

from helpers.checks.lessons import YOURS, Exercise, Lesson

_NEURON = """\
w = [10, -20], b = 100, x = [-20, 30], phi = leaky relu with slope 1/2
products  10 * -20 = -200   and   -20 * 30 = -600
sum       -200 - 600 + 100 = -700        (the products first, then the bias)
a         phi(-700) = -350               (negative, so it is halved)"""

_FORWARD = """\
V = [[10, -20], [30, 40]], b = [50, -60], W = [[100, -200]], c = [300], x = [-20, 30],
phi1 = leaky relu with slope 1/2, phi2 = identity
l = [10 * -20 - 20 * 30 + 50, 30 * -20 + 40 * 30 - 60] = [-750, 540]
a = [phi1(-750), phi1(540)] = [-375, 540]
s = [100 * -375 - 200 * 540 + 300] = [-145200]
y = phi2(s) = [-145200]"""

_ROWS = """\
Neuron 1 has the weights [10, -20, 30], neuron 2 the weights [40, 50, -60]. Each is one row:
rows = [[10, -20, 30],
        [40, 50, -60]]
and entry 2 of the layer uses row 2 and bias 2, nothing else."""

_CODE_NEURON = """\
Three lines that compute a neuron without a bias and without phi, for w = [10, 20] and x = [30, -40]:
total = 0
for w_j, x_j in zip(w, x):
    total = total + w_j * x_j        # 300, then -500
What is left to do: add the bias to the total, then call phi on the result, once."""

_CODE_LAYER = """\
W = [[10, 20], [30, 40], [50, 60]] has k = 3 rows and n = 2 columns; x = [100, -100].
W @ x = [10 * 100 - 20 * 100, 30 * 100 - 40 * 100, 50 * 100 - 60 * 100] = [-1000, -1000, -1000]
It has one entry for each row, as b has. What is left to do: add b, then call phi on the whole vector."""

_SHAPES = """\
Another layer: h = U z + d takes z : (p,) and gives h : (q,).
U z takes one column of U for each entry of z, so p columns;
each entry of h is one row of U times z, so q rows: U : (q, p).
d is added to U z entry by entry, so d : (q,)."""

_XOR = """\
One ReLU neuron can look for one corner of a cube, here for [1, 0, 1] among the eight inputs with three zeros or ones:
V = [[20, -20, 20]], b = [-39]
It hears 20 x_1 - 20 x_2 + 20 x_3 - 39: this is 1 at [1, 0, 1] and at most -19 at the other seven.
ReLU leaves 1 and makes 0 of the rest, so with W = [[1]], c = [0] the network gives 1 at this corner alone.
For which inputs shall XOR give 1? One hidden neuron can look for each of them; what has to become of both?"""

_MY_NEURON = """\
def my_neuron(x, w, b, phi):
    return phi(w @ x + b)  # (2)"""

_MY_LAYER = """\
def my_layer(x, W, b, phi):
    return phi(W @ x + b)  # (3)"""

_MY_NETWORK = """\
Any small network will do, for example one with two inputs, three hidden neurons and one output:
my_network = Network(V=[[1, 2], [-1, 3], [2, -1]], b=[2, -1, 2], W=[[1, -2, -3]], c=[1], phi1=LEAKY_RELU)
my_inputs = [[1, -1], [1, 2]]
my_y_hat = [1]"""

_MY_SHAPES = """\
V : (m, r), because V x takes r numbers and gives m; b, l and a : (m,), one entry for each hidden neuron.
W : (n, m), because W a takes m numbers and gives n; c, s and y : (n,), one entry for each output."""

_MY_XOR = """\
Both hidden neurons see x_1 + x_2; the first is positive from one 1 on, the second from two on:
xor_network = Network(V=[[1, 1], [1, 1]], b=[0, -1], W=[[1, -2]], c=[0], phi1=RELU)"""

LESSON_01 = Lesson("01, Neurons", (
    Exercise("eq1-by-hand", "A neuron by hand",
             f"Products, sums and activations of your neuron are right. {YOURS}", _NEURON, sheet="mine"),
    Exercise("eq2-neuron", "A neuron in code",
             "my_neuron computes (2) for 1, 3 and 5 inputs and two activation functions. Graders use other numbers.",
             _CODE_NEURON, _MY_NEURON),
    Exercise("eq3-layer", "A layer in code",
             "my_layer computes (3) for a square W and for k != n. Graders use other numbers.", _CODE_LAYER, _MY_LAYER),
    Exercise("q3a-network", "Your own network",
             "Your network and both inputs fit together. In your work folder they are kept for later lessons; no grade "
             "depends on them.", _FORWARD, _MY_NETWORK),
    Exercise("q3a-activations", "Its activations by hand",
             "All your values of l, a, s and y are right for both inputs. This one is not graded.", _FORWARD),
    Exercise("q3b-rows", "Rows of W and single neurons",
             "Your rows are the weight vectors, and on your network my_layer agrees with my_neuron in every entry. "
             "This one is not graded.", _ROWS),
    Exercise("shapes-forward", "Shapes of the forward pass",
             "All eight shapes fit, whatever r, m and n are. Graders ask for the same eight.", _SHAPES, _MY_SHAPES),
    Exercise("xor-weights", "Weights for XOR",
             "Your network gives XOR on all four inputs. Any network that does is right; this one is not graded.",
             _XOR, _MY_XOR),
))
