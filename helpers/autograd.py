"""Reverse-mode automatic differentiation: a value remembers what it was computed from, and how a gradient goes back.

Every rule below is a step that lesson 05 takes by hand, and `backward` is (7), once for every edge of the graph.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from helpers.neurons import Activation
from helpers.shapes import ArgumentTypeError, ArgumentValueError, Array, numbers, shaped

Pull = Callable[[Array], ArrayLike]  # from a gradient to a gradient
NO_ARRAY = ("NumPy needs an array, and this is a Node: in a rule of your own write s.value; between Nodes use "
            "+, -, *, @, apply and total.")


class Node:
    """A value, with an edge to each value that it was computed from.

    Parameters
    ----------
    value : any shape
    *edges
        pairs (parent, pull): pull takes the gradient with respect to this node and gives what the parent's gradient
        gains, J(node, parent)^T grad (7), in the parent's shape. Inputs, parameters and constants have no edges.

    Attributes
    ----------
    grad : as value
        0 until `backward` has run, then the gradient with respect to this node.

    In `u + v`, `u - v`, `u * v` (elementwise) and `W @ a`, either side may be an array, which is a constant. u and v
    have the same shape, or one is a plain number, which is repeated; W : (n, m) and a : (m,).

    Raises
    ------
    TypeError, ValueError
        if a value holds no finite numbers, an edge is no such pair, or the shapes of both sides do not fit.
    """

    def __init__(self, value: ArrayLike, *edges: tuple["Node", Pull]) -> None:
        self.value, self.edges = numbers(value, "the value of a node"), _pairs(edges)
        self.grad = np.zeros_like(self.value)

    def __add__(self, other: "Node | ArrayLike") -> "Node":
        u, v = self, _node(other, self)
        return Node(u.value + v.value, (u, lambda grad: grad), (v, lambda grad: grad))  # (16)

    def __mul__(self, other: "Node | ArrayLike") -> "Node":
        u, v = self, _node(other, self)
        return Node(u.value * v.value, (u, lambda grad: v.value * grad),  # as (13)
                    (v, lambda grad: u.value * grad))

    def __matmul__(self, other: "Node | ArrayLike") -> "Node":
        W, a = self, _node(other)
        shaped(a.value, "right of @", "m", {"m": shaped(W.value, "left of @", "n m", {}).shape[1]})
        return Node(W.value @ a.value, (a, lambda grad: W.value.T @ grad),  # (15)
                    (W, lambda grad: np.outer(grad, a.value)))  # (19)

    def __rmatmul__(self, other: ArrayLike) -> "Node":
        return Node(other) @ self

    def __neg__(self) -> "Node":
        return self * -1

    def __sub__(self, other: "Node | ArrayLike") -> "Node":
        return self + -_node(other, self)

    def __rsub__(self, other: ArrayLike) -> "Node":
        return -self + other

    __radd__, __rmul__ = __add__, __mul__

    def __array_ufunc__(self, function: np.ufunc, _: str, *sides: Any, **__: object) -> "Node":
        """What NumPy calls for array + node, where the node is asked, and for np.exp(node), where nobody is."""
        asked = {np.add: self.__radd__, np.subtract: self.__rsub__, np.multiply: self.__rmul__,
                 np.matmul: self.__rmatmul__}
        if function not in asked or len(sides) < 2 or sides[1] is not self:
            raise ArgumentTypeError(NO_ARRAY)
        return asked[function](sides[0])

    def __array_function__(self, *_: object) -> None:
        """What NumPy calls for np.mean(node) and its like."""
        raise ArgumentTypeError(NO_ARRAY)

    def __repr__(self) -> str:
        return f"Node(value={self.value.round(4).tolist()}, grad={self.grad.round(4).tolist()})"


def apply(activation: Activation, node: Node) -> Node:
    """y = phi(s), elementwise, or softmax of s; its rule is the activation's own, (13).

    Raises
    ------
    TypeError, ValueError
        if activation is no `Activation`, or node holds no finite numbers.
    """
    if not isinstance(activation, Activation):
        raise ArgumentTypeError("activation must be an Activation such as TANH, "
                                f"but you gave {activation!r}.")
    s, pull_back = _node(node), activation.pull_back
    return Node(activation(s.value), (s, lambda grad_y: pull_back(s.value, grad_y)))  # (13)


def total(node: Node) -> Node:
    """The sum of all entries, one number; its gradient goes to every one of them, (8)."""
    u = _node(node)
    return Node(u.value.sum(), (u, lambda grad: np.full_like(u.value, grad)))  # (8)


def backward(z: Node) -> None:
    """Put the gradient of z into `grad` of every node that z was computed from, anew at each run.

    Raises
    ------
    TypeError, ValueError
        if z is no Node or not one number, or a pull gives another shape than its parent's.
    """
    nodes = reverse_order(z)
    for node in nodes:
        node.grad = np.zeros_like(node.value)
    z.grad = np.ones_like(shaped(z.value, "z", "", {}))  # (9)
    for node in nodes:  # all that used it have been visited: its gradient is complete
        for parent, pull in node.edges:
            parent.grad += _gain(parent, pull(node.grad))  # (7), and the paths add up: (6)


def reverse_order(z: Node) -> list[Node]:
    """z and all that it was computed from, once each, each before those that it came from."""
    if not isinstance(z, Node):
        raise ArgumentTypeError(f"z must be a Node, but you gave {type(z).__name__}.")
    done, seen, stack = [], set(), [(z, False)]
    while stack:  # no recursion: a graph may be deeper than Python's own stack
        node, finished = stack.pop()
        if finished:
            done.append(node)
        elif node not in seen:
            seen.add(node)
            stack += [(node, True), *((parent, False) for parent, _ in node.edges)]
    return done[::-1]


def _node(value: Node | ArrayLike, other: Node | None = None) -> Node:
    """`value` as a node, of the shape of `other` if there is one."""
    if not isinstance(value, Node):
        array = numbers(value, "a constant")
        value = Node(np.full_like(other.value, array) if other and array.ndim == 0 else array)
    if other and value.value.shape != other.value.shape:
        raise ArgumentValueError("both sides of +, - and * must have the same shape, but you gave "
                                 f"{other.value.shape} and {value.value.shape}.")
    return value


def _pairs(edges: tuple) -> tuple:
    for edge in edges:
        if not (isinstance(edge, tuple) and len(edge) == 2 and isinstance(edge[0], Node) and callable(edge[1])):
            raise ArgumentTypeError("an edge must be a pair (parent, pull): a Node and then a function, but you gave "
                                    f"{_kinds(edge)}.")
    return edges


def _kinds(edge: object) -> str:
    """Which kinds of things stand in an edge: their values would fill the screen."""
    return f"({', '.join(map(_kinds, edge))})" if isinstance(edge, tuple) else f"a {type(edge).__name__}"


def _gain(parent: Node, gain: ArrayLike) -> Array:
    if gain is None:
        raise ArgumentTypeError("a pull must give a gradient, but it returns nothing: if it was written with def, "
                                "does it end with return?")
    gain = numbers(gain, "what a pull gives")
    if gain.shape != parent.value.shape:
        raise ArgumentValueError(f"a pull must give its parent's shape, {parent.value.shape}, but it gave "
                                 f"{gain.shape}: a gradient has the shape of what it is taken with respect to.")
    return gain
