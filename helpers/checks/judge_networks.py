"""Judging whole networks: the student's own, its rows against single neurons, and one for XOR."""

from collections.abc import Callable

import numpy as np

from helpers import neurons as maths
from helpers.checks.calls import call
from helpers.checks.judge import Verdict, verdict_on
from helpers.checks.judge_code import close
from helpers.checks.mistakes_neurons import F2
from helpers.checks.notyet import Slip
from helpers.checks.own_network import OwnNetwork
from helpers.checks.typed import is_blank, read, refuse_comma, shape_of
from helpers.neurons import Network, forward
from helpers.shapes import shaped

XOR_X = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
XOR = np.array([0, 1, 1, 0])


def read_own(network: object, inputs: object, y_hat: object = 0.0) -> OwnNetwork:
    """The student's network with two inputs and a gold label (any, if none is given).

    Raises
    ------
    Slip
        where one of them is missing or does not fit the others.
    """
    _refuse_no_network(network, "my_network")
    if is_blank(inputs) or is_blank(y_hat):
        raise Slip(f"{'my_inputs' if is_blank(inputs) else 'my_y_hat'} has no value yet.", counts=False)
    r, _, n = network.shape
    if n == 1:
        refuse_comma(y_hat, "my_y_hat")
    try:
        x = shaped(inputs, "my_inputs", "2 r", {"2": 2, "r": r})
        label = shaped(np.full(n, y_hat) if np.ndim(y_hat) == 0 else y_hat, "my_y_hat", "n", {"n": n})
    except (TypeError, ValueError) as error:
        raise Slip(str(error)) from None
    if np.array_equal(x[0], x[1]):
        raise Slip("my_inputs holds the same input twice: question 3(a) asks for two different ones.")
    return OwnNetwork(network, x, label)


def judge_rows(own: OwnNetwork, rows: object) -> Verdict | None:
    """The weight vectors of the hidden layer, one row a neuron, as typed."""
    V = own.network.V
    try:
        typed = read(rows, "rows", V, "m r", "one row for each hidden neuron, one number in it for each input")
    except Slip:
        if shape_of(rows) != V.T.shape:
            raise
        return verdict_on("rows", "rows is not right yet.", [F2], "")
    near = typed.near(V)
    if near.all():
        return None
    if V.shape[0] == V.shape[1] and typed.near(V.T).all():
        return verdict_on("rows", "rows is not right yet.", [F2], "")
    i = int(np.flatnonzero(~near.all(axis=1))[0]) + 1
    return Verdict(f"rows is not right yet in row {i}.", f"Which weights stand on the edges into hidden neuron {i}?")


def judge_agreement(own: OwnNetwork, my_layer: Callable, my_neuron: Callable) -> Verdict | None:
    """Whether entry i of my_layer is my_neuron with row i and bias i, and what (3) says."""
    V, b, phi = own.network.V, own.network.b, own.network.phi1
    for x in own.x:
        a = call(my_layer, "my_layer", (x, V, b, phi), b.shape, "the hidden layer has one activation for each row of V")
        for i, (row, bias) in enumerate(zip(V, b, strict=True)):
            one = call(my_neuron, "my_neuron", (x, row, bias, phi), (), "one neuron has one activation")
            if not close(one.value, a.value[i]):
                return Verdict(f"entry {i + 1} of my_layer and my_neuron with row {i + 1} differ for x = {x.tolist()}.",
                               "Run the checks of eq2-neuron and eq3-layer again: one of the two functions is wrong.")
        if not close(a.value, maths.layer(x, V, b, phi)):
            return Verdict("my_layer and my_neuron agree, but both are wrong: go back to eq2-neuron and eq3-layer.")
    return None


def judge_xor(network: object) -> Verdict | None:
    """On which of the four inputs a network does not give XOR, where y > 1/2 counts as 1."""
    try:
        _refuse_no_network(network, "xor_network")
    except Slip as slip:
        return Verdict(str(slip), counts=slip.counts)
    if (network.shape[0], network.shape[2]) != (2, 1):
        return Verdict("xor_network has to take two inputs and give one output: r = 2 and n = 1.")
    y = forward(network, XOR_X).y[:, 0]
    wrong = np.flatnonzero((y > 0.5) != XOR)
    if not wrong.size:
        return None
    told = " and ".join(str([int(v) for v in XOR_X[i]]) for i in wrong)
    return Verdict(f"{4 - wrong.size} of the four inputs are right; y is on the wrong side of 1/2 for x = {told}.",
                   _one_line(network) or _what_hidden_neurons_do(network))


def _one_line(network: Network) -> str:
    if network.phi1.name == "identity":
        return "With the identity for phi1 both layers collapse into one matrix W V: can one line separate XOR?"
    if network.shape[1] == 1:
        return "With one hidden neuron there is one line: can one line separate XOR?"
    return ""


def _what_hidden_neurons_do(network: Network) -> str:
    table = "; ".join(f"{[int(v) for v in x]} gives a = {a.round(2).tolist()}"
                      for x, a in zip(XOR_X, forward(network, XOR_X).a, strict=True))
    return f"Your hidden layer sends the inputs here: {table}. Can one line separate these four points as XOR asks?"


def _refuse_no_network(network: object, name: str) -> None:
    if is_blank(network):
        raise Slip(f"{name} has no value: did its cell above run through?", counts=False)
    if not isinstance(network, Network):
        kind = type(network).__name__
        raise Slip(f"{name} is a {kind}: build it with Network(V=..., b=..., W=..., c=...).", counts=False)
