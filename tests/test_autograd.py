"""Our own automatic differentiation against question 5(a), central differences, an elder library, and by hand."""

from itertools import pairwise

import autograd as elder
import autograd.numpy as anp
import numpy as np
import pytest

from helpers.autograd import Node, apply, backward, reverse_order, total
from helpers.backprop import backprop
from helpers.gradient_descent import numerical_gradient
from helpers.losses import NEGATIVE_LOG_LIKELIHOOD, one_hot
from helpers.neurons import (
    ACTIVATIONS,
    IDENTITY,
    LOGISTIC,
    PARAMETERS,
    PENCIL_2,
    PENCIL_2_Y_HAT,
    PENCIL_X,
    SOFTMAX,
    TANH,
    Activation,
    Network,
)

SIZES = [(3, 4, 2), (1, 1, 1), (2, 2, 2), (5, 1, 3)]  # (r, m, n)
LOG = Activation("log", np.log, lambda s: 1 / s)


def squared(y, y_hat):
    """The squared error: its only product has the same node on both sides."""
    return total((y - y_hat) * (y - y_hat))


def written_as_nodes(network, x, y_hat):
    """The network of section 4, line by line; returns its nodes by name."""
    q = {name: Node(getattr(network, name)) for name in PARAMETERS} | {"x": Node(x)}
    q["l"] = q["V"] @ q["x"] + q["b"]
    q["a"] = apply(network.phi1, q["l"])
    q["s"] = q["W"] @ q["a"] + q["c"]
    q["y"] = apply(network.phi2, q["s"])
    return q | {"E": squared(q["y"], y_hat)}


def random_network(sizes, phi1, phi2, seed):
    rng, (r, m, n) = np.random.default_rng([seed, *sizes]), sizes
    parameters = (rng.normal(size=size) for size in ((m, r), m, (n, m), n))
    return Network(*parameters, phi1, phi2), rng.normal(size=r), rng.normal(size=n)


# question 5(a)

@pytest.mark.parametrize("sizes", SIZES)
@pytest.mark.parametrize("phi2", [*ACTIVATIONS.values(), SOFTMAX], ids=lambda phi: phi.name)
def test_every_gradient_of_lesson_05_comes_out(sizes, phi2):
    for seed, phi1 in enumerate(ACTIVATIONS.values()):
        network, x, y_hat = random_network(sizes, phi1, phi2, seed)
        nodes = written_as_nodes(network, x, y_hat)
        backward(nodes["E"])
        for name, gradient in backprop(network, x, y_hat)._asdict().items():
            assert nodes[name].grad.shape == gradient.shape
            assert nodes[name].grad == pytest.approx(gradient, rel=1e-12, abs=1e-12), name


def test_the_pencil_network_by_hand():
    q = written_as_nodes(PENCIL_2, PENCIL_X[0], PENCIL_2_Y_HAT)
    backward(q["E"])
    found = {name: q[name].grad.tolist() for name in "scaWlbV"}
    assert float(q["E"].value) == 5
    assert found == {"s": [-2, 4], "c": [-2, 4], "a": [-2, -12], "W": [[-2, 3], [4, -6]],
                     "l": [-2, -6], "b": [-2, -6], "V": [[4, -2], [12, -6]]}


def test_softmax_with_the_likelihood_gives_y_minus_y_hat():
    network, x, _ = random_network((3, 4, 5), TANH, SOFTMAX, 1)
    y_hat = one_hot(2, 5)
    q = written_as_nodes(network, x, y_hat)
    E = total(-y_hat * apply(LOG, q["y"]))
    backward(E)
    assert q["s"].grad == pytest.approx(q["y"].value - y_hat, abs=1e-12)
    assert q["V"].grad == pytest.approx(backprop(network, x, y_hat, NEGATIVE_LOG_LIKELIHOOD).V, abs=1e-12)


# any depth

def deep(layers, x, y_hat, phi):
    """The cost of a network with many layers, as nodes or for the elder library, which brings its own phi."""
    a = x
    for W, b in layers:
        a = phi(W @ a + b)
    return squared(a, y_hat) if isinstance(a, Node) else anp.sum((a - y_hat) ** 2)


def random_layers(depth, rng):
    sizes = rng.integers(1, 7, size=depth + 1)
    layers = [(rng.normal(size=(n, m)) / np.sqrt(m), rng.normal(size=n))
              for m, n in pairwise(sizes)]
    return layers, rng.normal(size=sizes[0]), rng.normal(size=sizes[-1])


@pytest.mark.parametrize("depth", [1, 2, 3, 5, 10, 40])
def test_networks_of_any_depth_agree_with_an_elder_library(depth):
    for seed in range(5):
        layers, x, y_hat = random_layers(depth, np.random.default_rng([seed, depth]))
        wanted, wanted_x = elder.grad(deep, (0, 1))(layers, x, y_hat, anp.tanh)
        nodes, start = [(Node(W), Node(b)) for W, b in layers], Node(x)
        backward(deep(nodes, start, y_hat, lambda s: apply(TANH, s)))
        for found, gradients in zip(nodes, wanted, strict=True):
            for node, gradient in zip(found, gradients, strict=True):
                assert node.grad.shape == gradient.shape
                assert node.grad == pytest.approx(gradient, rel=1e-12, abs=1e-12)
        assert start.grad == pytest.approx(wanted_x, rel=1e-12, abs=1e-12)


def test_a_graph_may_be_deeper_than_the_stack_of_python():
    x = u = Node(1.0)
    for _ in range(5000):
        u = u + 0.001
    backward(u * u)
    assert float(x.grad) == pytest.approx(2 * 6.0)


def test_a_deep_network_agrees_with_torch():
    torch = pytest.importorskip("torch")
    layers, x, y_hat = random_layers(12, np.random.default_rng(3))
    theirs = [(torch.tensor(W, requires_grad=True), torch.tensor(b, requires_grad=True)) for W, b in layers]
    a = torch.tensor(x)
    for W, b in theirs:
        a = torch.tanh(W @ a + b)
    ((a - torch.tensor(y_hat)) ** 2).sum().backward()
    ours = [(Node(W), Node(b)) for W, b in layers]
    backward(deep(ours, Node(x), y_hat, lambda s: apply(TANH, s)))
    for mine, other in zip(sum(ours, ()), sum(theirs, ()), strict=True):
        assert mine.grad == pytest.approx(other.grad.numpy(), rel=1e-10, abs=1e-10)


# every rule by itself

A, B = np.array([1.5, -0.5, 2.0]), np.array([0.25, 3.0, -1.0])
M = np.array([[1.0, -2.0, 0.5], [0.0, 3.0, -1.0]])
RULES = {
    "u + v": lambda u: total((u + B) * (B + u)),
    "a number is repeated": lambda u: total((u + 2) * (3 * u) * 0.5),
    "u - v": lambda u: total((u - B) * (B - u) * (1 - u) * (u - 2.5)),
    "-u": lambda u: -total(-u * B) + total(u * -Node(A)),
    "an array on the left": lambda u: total((A + u) * (A - u) * (A * u)) + total(np.float64(2.0) * (M @ u)),
    "u * v": lambda u: total(B * u * u * A),
    "W @ a": lambda u: total(M @ u) + total((M @ u) * (M @ u)),
    "a plain list": lambda u: total([1, 2, 3] * u + [0, 1, 0]),
    "logistic": lambda u: total(B * apply(LOGISTIC, u)),
    "softmax": lambda u: total(B * apply(SOFTMAX, u)),
    "a whole matrix": lambda u: total((Node(M) * (Node(M) + 1)) @ u),
    "by many paths": lambda u: total(apply(TANH, u) * u + apply(TANH, u * u)) * total(u),
}


@pytest.mark.parametrize("rule", RULES)
def test_each_rule_agrees_with_central_differences(rule):
    u = Node(A)
    backward(RULES[rule](u))
    wanted = numerical_gradient(lambda a: RULES[rule](Node(a)).value, A)
    assert u.grad == pytest.approx(wanted, rel=1e-8, abs=1e-8)


def test_the_matrix_of_a_product_gets_its_gradient_too():
    def f(W):
        return total(apply(TANH, W @ A) * [2.0, -1.0])

    W = Node(M)
    backward(f(W))
    assert W.grad == pytest.approx(numerical_gradient(lambda W: f(Node(W)).value, M), abs=1e-8)


# the graph

def test_a_node_that_is_used_twice_adds_up():
    u, v = Node(3.0), Node(5.0)
    backward(u * v + u * u + u)
    assert (float(u.grad), float(v.grad)) == (5 + 2 * 3 + 1, 3)


def test_each_run_begins_at_zero_and_leaves_other_graphs_alone():
    u, v = Node([1.0, 2.0]), Node([4.0, 4.0])
    first, second = total(u * u), total(3 * u)
    backward(total(v * v))
    for z, wanted in ((first, [2, 4]), (first, [2, 4]), (second, [3, 3])):
        backward(z)
        assert u.grad.tolist() == wanted
    assert v.grad.tolist() == [8, 8]
    assert float(second.grad) == 1


def test_gradients_do_not_share_their_memory():
    u, v = Node([1.0, 2.0]), Node([3.0, 4.0])
    s = u + v
    backward(total(s))
    u.grad += 100
    assert v.grad.tolist() == s.grad.tolist() == [1, 1]


def test_every_node_is_visited_once_and_after_all_that_used_it():
    u = Node(-0.5)
    for _ in range(30):
        u = u * u + u  # 3 ** 30 paths
    nodes = reverse_order(u)
    place = {node: k for k, node in enumerate(nodes)}
    assert len(place) == len(nodes) == 61
    assert all(place[node] < place[parent] for node in nodes for parent, _ in node.edges)
    backward(u)


def test_before_backward_the_gradient_is_zero_and_has_the_shape_of_the_value():
    for value in (2, [1, 2], M):
        assert Node(value).grad.tolist() == np.zeros(np.shape(value)).tolist()


def test_a_rule_of_ones_own_is_two_lines():
    s = Node([0.0, 1.0])
    y = np.exp(s.value)
    backward(total(Node(y, (s, lambda grad_y: y * grad_y)) * [2, 3]))
    assert s.grad == pytest.approx([2, 3 * np.e])


def test_a_node_says_its_numbers():
    assert repr(Node([1, -0.5])) == "Node(value=[1.0, -0.5], grad=[0.0, 0.0])"


# what does not fit

@pytest.mark.parametrize(("wrong", "error", "said"), [
    (lambda: Node("ten"), TypeError, "the value of a node must consist of numbers, but it holds text."),
    (lambda: Node([1, np.nan]), ValueError, "the value of a node contains NaN or infinity"),
    (lambda: Node(1.0, Node(2.0)), TypeError, r"an edge must be a pair \(parent, pull\): a Node and then a "
     "function, but you gave a Node."),
    (lambda: Node(1.0, (2.0, abs)), TypeError, "an edge must be a pair"),
    (lambda: Node(1.0, (lambda grad: grad, Node(range(99)))), TypeError, r"but you gave \(a function, a Node\).$"),
    (lambda: np.exp(Node(1.0)), TypeError, "NumPy needs an array, and this is a Node: .* write s.value; between Nodes"),
    (lambda: np.exp(-Node(1.0)), TypeError, "NumPy needs an array"),
    (lambda: np.maximum(Node(1.0), Node(2.0)), TypeError, "NumPy needs an array"),
    (lambda: np.sum(Node([1, 2])), TypeError, "NumPy needs an array"),
    (lambda: np.mean(Node([1, 2])), TypeError, "NumPy needs an array"),
    (lambda: Node([1, 2]) + np.ones(3), ValueError, r"both sides of .* must have .* \(2,\) and \(3,\)."),
    (lambda: Node([1, 2]) * Node(3.0), ValueError, r"both sides of .* must have .* \(2,\) and \(\)."),
    (lambda: [1, 2, 3] - Node(3.0), ValueError, r"both sides of .* must have the same shape"),
    (lambda: Node([1]) + "one", TypeError, "a constant must consist of numbers, but it holds text."),
    (lambda: Node([1]) * [[1], [2, 3]], ValueError, "a constant has rows of different lengths"),
    (lambda: Node(M) @ [1, 2], ValueError, r"right of @ must have shape \(m,\) = \(3,\), but you gave \(2,\)."),
    (lambda: Node([1, 2]) @ Node([1, 2]), ValueError, r"left of @ must have shape \(n, m\), but you gave \(2,\)."),
    (lambda: M @ Node(M), ValueError, r"right of @ must have shape \(m,\) = \(3,\), but you gave \(2, 3\)."),
    (lambda: apply(np.tanh, Node(1.0)), TypeError, "activation must be an Activation such as TANH"),
    (lambda: apply(TANH, "s"), TypeError, "a constant must consist of numbers"),
    (lambda: backward(Node([1, 2])), ValueError, r"z must be one number, but you gave an array of shape \(2,\)."),
    (lambda: backward(3.0), TypeError, "z must be a Node, but you gave float."),
    (lambda: backward(total(Node([1, 2], (Node([1, 2]), np.sum)))), ValueError,
     r"a pull must give its parent's shape, \(2,\), but it gave \(\): a gradient has the shape of what"),
    (lambda: backward(Node(1.0, (Node(1.0), lambda _: None))), TypeError, "a pull must give .* returns nothing: "),
    (lambda: backward(Node(1.0, (Node(1.0), lambda _: "2"))), TypeError, "what a pull gives must consist of num"),
])
def test_what_does_not_fit_is_said_in_a_sentence(wrong, error, said):
    with pytest.raises(error, match=said):
        wrong()


def test_the_identity_passes_everything_on():
    u = Node(A)
    backward(total(B * apply(IDENTITY, u)))
    assert u.grad.tolist() == B.tolist()
