"""The checks of lesson 01: one function for each exercise, called in the cell below its answer."""

from collections.abc import Callable

import numpy as np

from helpers import neurons as maths
from helpers.checks.judge import Verdict, formal
from helpers.checks.judge_code import Case, judge_code, told
from helpers.checks.judge_networks import judge_agreement, judge_rows, judge_xor, read_own
from helpers.checks.judge_shapes import judge_shapes
from helpers.checks.judge_steps import Step, judge_steps, worked
from helpers.checks.ladder import settle
from helpers.checks.mistakes_neurons import OF_PHI, Working, WorkingInCode
from helpers.checks.notyet import Slip
from helpers.checks.own_network import forward_steps, remark, save_network
from helpers.checks.values import layer_cases, neuron_cases
from helpers.checks.variants_neurons import NeuronByHand
from helpers.shapes import Array

ONE_NUMBER = "the products and the bias are added up to one number"


def check_by_hand(mine: NeuronByHand, first_sum: object, first_a: object,
                  second_products: object, second_sum: object, second_a: object) -> None:
    """Exercise eq1-by-hand: what was typed for both inputs of `mine`."""
    steps = hand_steps(mine)
    answers = [first_sum, first_a, second_products, second_sum, second_a]
    settle("eq1-by-hand", [str(mine), *answers], *judge_steps(steps, answers), solve=lambda: worked(steps))


def check_neuron(my_neuron: Callable) -> None:
    """Exercise eq2-neuron: my_neuron(x, w, b, phi) on 1, 5 and 3 inputs."""
    cases = neurons_judged("check")[::-1]  # one input last
    settle("eq2-neuron", my_neuron, *judge_code("my_neuron", my_neuron, cases, "a = phi(w x + b)  (2)"))


def check_layer(my_layer: Callable) -> None:
    """Exercise eq3-layer: my_layer(x, W, b, phi) for a square W, where a transpose is silent, and for k != n."""
    settle("eq3-layer", my_layer,
           *judge_code("my_layer", my_layer, layers_judged("check"), "a = phi(W x + b)  (3)"))


def check_network(my_network: object, my_inputs: object, my_y_hat: object) -> None:
    """Exercise q3a-network: whether network, inputs and gold label fit; keeps them for later lessons."""
    answer = [my_network, my_inputs, my_y_hat]
    try:
        own = read_own(my_network, my_inputs, my_y_hat)
    except Slip as slip:
        return settle("q3a-network", answer, formal(slip))
    phi1, phi2 = own.network.phi1.name, own.network.phi2.name
    words = [f"Your hidden layer uses phi1 = {phi1}, your output layer phi2 = {phi2}.", save_network(own),
             remark(own.network, own.x)]
    return settle("q3a-network", answer, None, " ".join(filter(None, words)))


def check_activations(my_network: object, my_inputs: object, *answers: object) -> None:
    """Exercise q3a-activations: l, a, s, y for the first input, then for the second."""
    try:
        own = read_own(my_network, my_inputs)
    except Slip as slip:
        return settle("q3a-activations", answers, Verdict(f"q3a-network comes first: {slip}", counts=False))
    steps = [step for i, x in enumerate(own.x) for step in forward_steps(own.network, x, i + 1)]
    return settle("q3a-activations", [own.network, own.x, *answers], *judge_steps(steps, answers),
                  solve=lambda: worked(steps))


def check_rows(my_network: object, my_inputs: object, rows: object, my_layer: Callable, my_neuron: Callable) -> None:
    """Exercise q3b-rows: the weight vectors as rows of V, then my_layer against my_neuron, row by row."""
    try:
        own = read_own(my_network, my_inputs)
        verdict = judge_rows(own, rows) or judge_agreement(own, my_layer, my_neuron)
    except Slip as slip:
        return settle("q3b-rows", [rows, my_layer, my_neuron], formal(slip))
    return settle("q3b-rows", [rows, my_layer, my_neuron], verdict,
                  solve=lambda: f"rows = {own.network.V.tolist()}\nEach row of V is the weight vector of one neuron.")


def check_shapes(*shapes: object) -> None:
    """Exercise shapes-forward: the shapes of V, b, l, a, W, c, s, y, in this order."""
    order = dict(zip("VblaWcsy", shapes, strict=True))
    settle("shapes-forward", shapes, *judge_shapes(order))


def check_xor(xor_network: object) -> None:
    """Exercise xor-weights: any network that gives XOR on the four inputs."""
    settle("xor-weights", xor_network, judge_xor(xor_network))


def hand_steps(mine: NeuronByHand) -> list[Step]:
    """Sum and activation for the first input; products, sum and activation for the second."""
    def total(products: Array) -> Array:
        return np.array([products.sum() + mine.b])

    def both(i: int, name: str, follows: Callable | None) -> list[Step]:
        return [Step(f"{name}_sum", "", ONE_NUMBER, "sum_j w_j x_j + b, as in (1)", mine.working(i, maths.IDENTITY),
                     follows),
                Step(f"{name}_a", "", "one neuron has one activation", "a = phi(sum)  (1)",
                     mine.working(i, mine.phi), mine.phi, own=OF_PHI)]

    products = Step("second_products", "n", "one product w_j x_j for each input", "w_1 x_1 and w_2 x_2",
                    mine.products(1))
    return [*both(0, "first", None), products, *both(1, "second", total)]


def neurons_judged(seed: object) -> list[Case]:
    """Neurons with 1, 5 and 3 inputs."""
    why = "one neuron has one activation, a single number: add the products up"
    return [Case((x, w, b, phi), maths.neuron(x, w, b, phi), WorkingInCode(x, w[None], np.array([b]), phi),
                 told(x=x, w=w, b=b, phi=phi), why) for x, w, b, phi in neuron_cases(seed)]


def layers_judged(seed: object) -> list[Case]:
    """Layers with a square matrix and with others."""
    why = "a layer gives one activation for each of its k neurons, shape (k,), where k is the number of rows of W"
    return [Case((x, W, b, phi), maths.layer(x, W, b, phi), Working(x, W, b, phi),
                 told(x=x, W=W, b=b, phi=phi), why) for x, W, b, phi in layer_cases(seed)]
