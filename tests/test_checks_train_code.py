"""The exercises of lesson 05 on training in code: what passes, which mistake is seen, and what is said."""

# ruff: noqa: ARG001, ARG005  (a student's function takes its arguments whether it uses them or not)

import re
import sys
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from asking import told

from helpers.backprop import backprop, backprop_batch
from helpers.checks import judge_learning, judge_training, progress
from helpers.checks.exercises import EXERCISES
from helpers.checks.mistakes_batch import Factor, Total
from helpers.checks.mistakes_train_code import Descent
from helpers.checks.train_code import check_digits, check_total_gradient, check_train
from helpers.checks.values_backprop import GradientOfV, batch_cases, training_cases
from helpers.gradient_descent import minibatches, step
from helpers.losses import total_cost
from helpers.neurons import IDENTITY, PARAMETERS, TANH, Network, forward

pytestmark = pytest.mark.usefixtures("nowhere")


def second(exercise, check, *answer) -> str:
    """What is said at the second try."""
    progress.record(exercise, progress.Entry(tries=1, last="another one"))
    return str(told(check, *answer))


# students' functions: the sum

def summed(give=lambda stack: sum(stack), rows=slice(None)):
    def my_total_gradient(gradient_of, X, Y_hat):
        return give([gradient_of(x, y_hat) for x, y_hat in zip(X[rows], Y_hat[rows], strict=True)])
    return my_total_gradient


def in_a_loop(gradient_of, X, Y_hat):
    total = np.zeros_like(gradient_of(X[0], Y_hat[0]))
    for i in range(len(X)):
        total += gradient_of(X[i], Y_hat[i])
    return total


def returns_early(gradient_of, X, Y_hat):
    total = 0
    for x, y_hat in zip(X, Y_hat, strict=True):
        return total + gradient_of(x, y_hat)
    return total


def recursive(gradient_of, X, Y_hat):
    first = gradient_of(X[0], Y_hat[0])
    return first if len(X) == 1 else first + recursive(gradient_of, X[1:], Y_hat[1:])


def check_sum(function):
    check_total_gradient(function, 20)


SUMS = [("L3", summed(lambda stack: np.mean(stack, axis=0))), ("N-left", summed(rows=slice(None, -1))),
        ("N-left", summed(rows=slice(1, None))), ("P-last", summed(lambda stack: stack[-1])),
        ("P-return", returns_early), ("S-stack", summed(np.array)), ("S-stack", summed(np.vstack)),
        ("S-entries", summed(np.sum)), ("S-entries", summed(lambda stack: [one.sum() for one in stack])),
        (None, summed(lambda stack: 2 * sum(stack)))]


@pytest.mark.parametrize(("code", "function"), SUMS)
def test_a_mistaken_sum_gets_its_code(code, function):
    assert told(check_sum, function).mistake == code


@pytest.mark.parametrize("function", [summed(), in_a_loop, recursive, summed(lambda stack: np.sum(stack, axis=0)),
                                      summed(lambda stack: sum(stack).tolist())])
def test_right_sums_pass(function, capsys):
    check_sum(function)
    assert capsys.readouterr().out.startswith(EXERCISES["eq8-sum"].passed)


@pytest.mark.parametrize(("factor", "code"), [(0.05, "L3"), (1, "L3-equal"), (64, None), (10, None)])
def test_a_wrong_factor_is_told(factor, code):
    raised = told(check_total_gradient, summed(), factor)
    assert raised.mistake == code
    assert str(raised) == "sum_over_mean is not right yet. Right so far: my_total_gradient."
    assert "?" in second("eq8-sum", check_total_gradient, summed(), factor) or code is None


def test_a_factor_that_is_empty_is_no_try():
    assert str(told(check_total_gradient, summed(), None)).startswith("sum_over_mean has no value yet.")
    assert str(told(check_total_gradient, lambda *_: None, 20)).startswith("my_total_gradient returns nothing so far.")
    assert progress._memory == {}


def test_all_instances_at_once_are_told_and_so_is_what_writes():
    def whole(gradient_of, X, Y_hat):
        return gradient_of(X, Y_hat)

    def writes(gradient_of, X, Y_hat):
        X *= 2
        return in_a_loop(gradient_of, X, Y_hat)

    said = str(told(check_sum, whole))
    assert "gradient_of takes x as a whole, with shape (3,), but it was called with shape (4, 3)" in said
    assert "which rows of X and Y_hat belong together" in second("eq8-sum", check_sum, whole)
    assert "changes one of its arguments, X" in str(told(check_sum, writes))
    assert "From which array does your sum start?" in second("eq8-sum", check_sum, writes)


# students' functions: training

def right_backprop(network, x, y_hat):
    return backprop(network, x, y_hat)[:4]


def gradients(network, X, Y_hat):
    """Four sums, V, b, W, c."""
    return backprop_batch(network, X, Y_hat)[:4]


def moved(network, found, rate, names="VbWc"):
    new = {name: getattr(network, name) - rate * one for name, one in zip("VbWc", found, strict=True) if name in names}
    return replace(network, **new)


def trained(of=gradients, rate=lambda rate: rate, extra=0, names="VbWc"):
    def my_train(network, X, Y_hat, learning_rate, steps):
        for _ in range(steps + extra):
            network = moved(network, of(network, X, Y_hat), rate(learning_rate), names)
        return network
    return my_train


def one_by_one(network, X, Y_hat):
    """The same sums with a loop over the instances."""
    found = [right_backprop(network, x, y_hat) for x, y_hat in zip(X, Y_hat, strict=True)]
    return [sum(one) for one in zip(*found, strict=True)]


def spelled_out(network, X, Y_hat, learning_rate, steps):
    V, b, W, c = (getattr(network, name).copy() for name in "VbWc")
    for _ in range(steps):
        now = Network(V, b, W, c, network.phi1, network.phi2)
        found = backprop_batch(now, X, Y_hat)
        V -= learning_rate * found.V
        b -= learning_rate * found.b
        W -= learning_rate * found.W
        c -= learning_rate * found.c
    return Network(V, b, W, c, network.phi1, network.phi2)


def as_a_vector(network, X, Y_hat, learning_rate, steps):
    if steps == 0:
        return network
    theta = step(network.to_vector(), backprop_batch(network, X, Y_hat).to_vector(), learning_rate)
    return as_a_vector(Network.from_vector(theta, like=network), X, Y_hat, learning_rate, steps - 1)


def one_after_another(order):
    def my_train(network, X, Y_hat, learning_rate, steps):
        for _ in range(steps):
            for names in order:
                network = moved(network, gradients(network, X, Y_hat), learning_rate, names)
        return network
    return my_train


def each_instance(network, X, Y_hat, learning_rate, steps):
    for _ in range(steps):
        for i in range(len(X)):
            network = moved(network, gradients(network, X[i:i + 1], Y_hat[i:i + 1]), learning_rate)
    return network


def same_gradient(network, X, Y_hat, learning_rate, steps):
    found = gradients(network, X, Y_hat)
    for _ in range(steps):
        network = moved(network, found, learning_rate)
    return network


def returns_in_the_loop(network, X, Y_hat, learning_rate, steps):
    for _ in range(steps):
        return moved(network, gradients(network, X, Y_hat), learning_rate)
    return network


def writes_into(what):
    def my_train(network, X, Y_hat, learning_rate, steps):
        if what == "X":
            X -= X.mean()
        else:
            network.V -= learning_rate * gradients(network, X, Y_hat)[0]
        return network
    return my_train


def with_factors(**factors):
    """Some steps have another sign, or no learning rate."""
    def my_train(network, X, Y_hat, learning_rate, steps):
        for _ in range(steps):
            found = gradients(network, X, Y_hat)
            network = replace(network, **{
                name: getattr(network, name) - (factors.get(name, 1) or 1 / learning_rate) * learning_rate * one
                for name, one in zip("VbWc", found, strict=True)})
        return network
    return my_train


def never_set_back(network, X, Y_hat, learning_rate, steps):
    sums = [0, 0, 0, 0]
    for _ in range(steps):
        sums = [total + one for total, one in zip(sums, gradients(network, X, Y_hat), strict=True)]
        network = moved(network, sums, learning_rate)
    return network


def check_training(function):
    check_train(function, right_backprop)


TRAININGS = [
    ("G1", trained(rate=lambda rate: -rate)), ("G2", one_after_another("VbWc")), ("G2", one_after_another("cWbV")),
    ("G2", one_after_another(["Wc", "Vb"])), ("G2", one_after_another(["Vb", "Wc"])), ("G2-each", each_instance),
    ("G3", same_gradient), ("G5", trained(rate=lambda rate: 1.0)), ("G6", trained(extra=1)), ("G6", trained(extra=-1)),
    ("G6", returns_in_the_loop), ("G6", lambda network, *_: network), ("G9", trained(names="VW")),
    ("G9", trained(names="Wc")), ("G9", trained(names="VbW")),
    ("L3", trained(lambda N, X, Y_hat: [one / len(X) for one in gradients(N, X, Y_hat)])),
    ("N-left", trained(lambda N, X, Y_hat: gradients(N, X[:-1], Y_hat[:-1]))),
    ("P-last", trained(lambda N, X, Y_hat: gradients(N, X[-1:], Y_hat[-1:]))),
    ("N-one", trained(lambda N, X, Y_hat: gradients(N, X[:1], Y_hat[:1]))), ("G1-some", with_factors(c=-1)),
    ("G1-some", with_factors(V=-1, W=-1)), ("G5-some", with_factors(V=None)), ("G5-some", with_factors(V=None, W=None)),
    ("P-kept", never_set_back), ("P1", writes_into("X")), ("P1", writes_into("network")),
    (None, trained(rate=lambda rate: 2 * rate))]


@pytest.mark.parametrize(("code", "function"), TRAININGS)
def test_a_mistaken_training_gets_its_code(code, function):
    assert told(check_training, function).mistake == code


@pytest.mark.parametrize("function", [trained(), trained(one_by_one), spelled_out, as_a_vector])
def test_right_trainings_pass(function, capsys):
    check_training(function)
    said = capsys.readouterr().out
    assert said.startswith(EXERCISES["q5d-train"].passed)
    assert re.search(r"On ten digits, few enough to be learned by heart, the cost goes from 28 to 0\.\d+ in 150", said)


def test_what_is_wrong_and_what_is_right_is_named():
    said = str(told(check_training, trained(names="VW")))
    assert said.startswith("my_train is not right yet for N = 4, learning_rate = 0.2, steps = 3 and a network with r")
    assert "phi2 = logistic. After one step alone these are wrong: b, c. Right: V, W. On ten digits" in said
    assert " After one step alone these are wrong: b, W, c. Right: V. " in str(
        told(check_training, lambda network, *rest: replace(network, V=trained()(network, *rest).V)))
    assert " After one step alone these are wrong: c. Right: V, b, W. " in str(
        told(check_training, with_factors(c=-1)))  # after more steps nothing is right any more
    assert "phi2 = logistic. One step alone is right. " in str(told(check_training, same_gradient))


def test_what_stops_a_training_is_asked_about():
    assert "Which line gives this name its value?" in second("q5d-train", check_training, lambda *given: X_hat)  # noqa: F821
    assert "which of them is not that of V, b, W or c?" in second(
        "q5d-train", check_training, trained(lambda N, X, Y_hat: [one.T for one in gradients(N, X, Y_hat)]))


def test_ten_digits_tell_an_ascent():
    said = str(told(check_training, trained(rate=lambda rate: -rate)))
    assert "On ten digits: my_train stops with" in said or re.search(r"the cost goes from 28 to [\d.]+e\+", said)


def test_a_training_that_ends_early_is_told_by_ten_digits():
    function = trained()

    def my_train(network, X, Y_hat, learning_rate, steps):
        return function(network, X, Y_hat, learning_rate, min(steps, 5))

    assert str(told(check_training, my_train)).startswith("my_train takes the first steps rightly, but not the later")


@pytest.mark.parametrize(("give", "said"), [
    (lambda N: tuple(getattr(N, name) for name in PARAMETERS), "returns a tuple, but a network is asked for: return"),
    (lambda N: [N], "my_train returns a list, but a network is asked for"),
    (lambda N: Network(N.V, N.b, N.W, N.c), "my_train returns a network with phi2 = identity, but it was given log"),
    (lambda N: Network(N.V[:2], N.b[:2], N.W[:, :2], N.c, N.phi1, N.phi2),
     "returns a network with (r, m, n) = (3, 2, 3), but it was given one with (3, 3, 3)."),
    (lambda N: None, "my_train returns nothing so far."), (lambda N: 1 / 0, "my_train stops with ZeroDivisionError")])
def test_what_is_no_network_is_told(give, said):
    def my_train(network, X, Y_hat, learning_rate, steps):
        return give(trained()(network, X, Y_hat, learning_rate, steps))

    assert said in str(told(check_training, my_train))


def test_before_training_the_gradient_is_checked():
    def my_backprop(network, x, y_hat):
        grad_V, grad_b, grad_W, grad_c = right_backprop(network, x, y_hat)
        return grad_V, grad_b, 2 * grad_W, grad_c

    space = {"np": np, "Network": Network}
    exec(EXERCISES["q5d-train"].solution, space)
    for broken in (my_backprop, lambda *_: None, lambda *_: 1 / 0, lambda *_: sys.exit(), lambda *_: {}, lambda *_: 5):
        space["my_backprop"] = broken
        said = str(told(check_train, space["my_train"], broken))
        assert said.startswith("my_train cannot be right before my_backprop is, and its gradients do not agree with")
    assert progress._memory == {}
    check_train(trained(), my_backprop)  # whoever does not call it need not have it


# students' functions: learning to read

def read_by(rate=0.004, passes=5, m=16, give=lambda networks: networks, n=10, size=1.0, labels=lambda rows: rows):
    """V begins `size` times as large as usual; `labels` says which rows of Y_hat a mini-batch is trained on."""
    def my_training(X, Y_hat):
        rng = np.random.default_rng(1)
        V, W = size * rng.normal(size=(m, 64)) / 8, rng.normal(size=(n, m)) / 4 * bool(size)
        networks = [Network(V, np.zeros(m), W, np.zeros(n))]
        for _ in range(passes):
            network = networks[-1]
            for rows in minibatches(len(X), 20, rng):
                found = backprop_batch(network, X[rows], Y_hat[labels(rows)])[:4]
                network = moved(network, found, rate)
            networks.append(network)
        return give(networks)
    return my_training


@pytest.mark.parametrize("function", [read_by(), read_by(give=lambda networks: networks[-1]), read_by(0.002, m=40)])
def test_a_network_that_reads_passes(function, capsys):
    check_digits(function)
    said = capsys.readouterr().out
    assert said.startswith(EXERCISES["q5d-digits"].passed)
    assert re.search(r"Your network reads 9\d% of 360 digits that it has never seen\.", said)


def test_too_few_passes_and_too_large_rates_are_told():
    assert re.search(r"reads \d+% of 360 digits that it has never seen, and \d+% of those that it has learned from; "
                     r"at least 90% of the new ones are asked for\.$", str(told(check_digits, read_by(1e-4, 4))))
    assert "the check can say more" in second("q5d-digits", check_digits, read_by(1e-4, 1, give=lambda all_: all_[-1]))
    said = second("q5d-digits", check_digits, read_by(0.02, 4))
    assert "The parameters have grown out of all bounds. Lower the learning rate" in said


@pytest.mark.parametrize(("function", "seen"), [
    (read_by(1e-4, 4), "; the same answer for every digit costs 0.9. The cost still falls, but it is not below "
     "that."),
    (read_by(1e-5), "Take more passes, or a larger learning rate."),
    (read_by(labels=lambda rows: np.arange(len(rows)), passes=2), "has every row of your mini-batch of X its own row"),
    (read_by(1e-8), "of their size, which is hardly anything."),
    (read_by(1e-4, give=lambda networks: networks[:1] * 6), "does each pass begin at the start again?"),
    (read_by(size=0), "Some rows of V are equal in your last network"),
    (read_by(size=64), "phi1'(l) is next to nothing in 9"),
    (read_by(-1e-5), "The cost rises. Lower the learning rate, to a tenth at first; and which sign has your step"),
    (read_by(m=2, passes=12), "Are there hidden neurons enough"),
    (read_by(labels=lambda rows: slice(len(rows))), "Does every row of your mini-batch of X have its own row of"),
    (read_by(labels=lambda rows: rows[::-1], passes=12), "The cost stands still, and no digit is told from ano")])
def test_what_keeps_a_training_from_learning_is_seen(function, seen):
    said = second("q5d-digits", check_digits, function)
    assert seen in said
    assert "From your first network to your last, the mean cost of the digits to learn from goes from" in said
    assert "cure" not in said
    assert "minimum" not in said


def test_what_is_learned_by_heart_is_seen():
    rng = np.random.default_rng(3)
    X, Y_hat = rng.random((20, 64)), np.eye(10)[np.arange(20) % 10]
    learned = judge_learning.what_is_seen(read_by(0.002, 300)(X, Y_hat), X, Y_hat)
    assert learned.endswith("they are learned by heart. What about fewer hidden neurons, or fewer passes?")


def test_the_share_is_that_of_the_digits_held_out():
    kept = []
    said = str(told(check_digits, read_by(1e-4, 4, give=lambda networks: kept.extend(networks) or networks)))
    learned, held_out = judge_learning.split(judge_learning.load_digits(), 360, np.random.default_rng(0))
    own, share = (f"{np.mean(forward(kept[-1], one.X).y.argmax(axis=1) == one.labels):.0%}"
                  for one in (learned, held_out))
    assert own != share
    assert f"reads {share} of 360 digits that it has never seen, and {own} of those" in said


@pytest.mark.parametrize(("give", "said"), [
    (lambda networks: None, "my_training returns nothing so far."),
    (lambda networks: [], "something else than networks"),
    (lambda networks: networks[-1].V, "something else than networks; a list of networks is asked for"),
    (lambda networks: {}[0], "my_training stops with KeyError: 0")])
def test_what_gives_no_network_for_digits_is_told(give, said):
    assert said in str(told(check_digits, read_by(passes=0, give=give)))


def test_a_network_of_other_sizes_is_told():
    said = str(told(check_digits, lambda X, Y_hat: Network(np.ones((2, 3)), [0, 0], np.ones((2, 2)), [0, 0])))
    assert "returns a network with r = 3 and n = 2, but a digit has 64 pixels, and there are 10 classes." in said


def test_what_is_held_out_is_never_handed_over():
    seen = []

    def my_training(X, Y_hat):
        seen.append(X)
        return read_by(passes=0)(X, Y_hat)

    told(check_digits, my_training)
    held_out = judge_learning.split(judge_learning.load_digits(), 360, np.random.default_rng(0))[1]
    assert len(seen[0]) == 1437
    assert not (seen[0][:, None] == held_out.X[:20]).all(-1).any()


def test_a_training_that_never_ends_is_stopped(monkeypatch):
    monkeypatch.setattr(judge_learning, "SECONDS", 0.1)

    def my_training(X, Y_hat):
        while True:
            pass

    assert "does not come to an end within 0.1 seconds" in str(told(check_digits, my_training))


# which mistake is visible where

def sum_works(seed):
    return [Total(np.array(list(map(GradientOfV(network), X, Y_hat)))) for network, X, Y_hat in batch_cases(seed)]


def training_works(seed):
    return [Descent(*given) for given in training_cases(seed)]


def factor_works(seed):
    return [Factor(20)]


def printed(value) -> list:
    return [list(np.shape(value)), np.round(value, 4).tolist()]


@pytest.mark.parametrize("works", [sum_works, training_works, factor_works])
def test_every_mistake_prints_differently_and_no_two_alike(works):
    for seed in ("check", 0, 1):
        cases = works(seed)
        right = [printed(work.value()) for work in cases]
        given = {mistake.code: [list(way) for way in zip(*(
            [printed(slip.value()) for slip in mistake.slips(work)] for work in cases), strict=True)]
            for mistake in cases[0].mistakes}
        for code, ways in given.items():
            assert not [way for way in ways if way == right], code
        for one, other in combinations(given, 2):
            assert not [way for way in given[one] if way in given[other]], (one, other)


@pytest.mark.parametrize("works", [sum_works, training_works])
def test_two_mistakes_at_once_never_give_the_right_values(works):
    work = works("check")[0]
    right = printed(work.value())
    for one, other in combinations(work.mistakes, 2):
        assert right not in [printed(twice.value()) for slip in one.slips(work) for twice in other.slips(slip)]


def test_references_agree_with_what_is_taught():
    for seed in range(5):
        for work, (network, X, Y_hat) in zip(sum_works(seed), batch_cases(seed), strict=True):
            assert np.allclose(work.value(), backprop_batch(network, X, Y_hat).V)
        for given in training_cases(seed):
            assert np.allclose(Descent(*given).value(), spelled_out(*given).to_vector())


def test_references_stay_away_from_rounding_boundaries():
    for seed in range(10):
        scaled = np.hstack([work.value().ravel() for work in (*sum_works(seed), *training_works(seed))]) * 1e4
        assert (np.abs(scaled - np.floor(scaled) - 0.5) > 1e-7).all()


def test_cases_have_the_sizes_that_are_promised():
    for seed in range(5):
        assert [(len(X), network.shape) for network, X, _ in batch_cases(seed)] == [
            (4, (3, 3, 3)), (3, (4, 3, 2)), (5, (2, 3, 1))]
        assert [given[3:] for given in training_cases(seed)] == [(0.2, 3), (0.02, 3), (0.1, 2)]
        assert all(network.phi1 is TANH for network, _, _ in batch_cases(seed))
    assert batch_cases("check")[1][0].phi2 is IDENTITY
    network, X, Y_hat = judge_learning.ten_digits()
    assert (len(X), network.shape) == (10, (64, 10, 10))
    assert total_cost(network, X, Y_hat) > 20 * judge_training.BY_HEART
    assert forward(network, X).y.shape == Y_hat.shape


# what is said

@pytest.mark.parametrize(("exercise", "check", "works", "code", "function"), [
    *(("eq8-sum", check_sum, sum_works, *one) for one in SUMS),
    *(("q5d-train", check_training, training_works, *one) for one in TRAININGS)])
def test_the_second_try_asks_and_holds_no_right_value(exercise, check, works, code, function):
    said = second(exercise, check, function)
    assert "?" in said or code is None
    found = re.findall(r"-?\d+\.\d+", re.sub(r"learning_rate = [\d.]+|goes from .* in 150", " ", said))
    right = np.hstack([work.value().ravel() for work in works("check")])
    assert not any(np.isclose(float(number), right, rtol=0, atol=2e-4).any() for number in found)


# the texts

def test_solutions_are_right(capsys):
    space = {"np": np, "Network": Network, "my_backprop": right_backprop, "minibatches": minibatches}
    for exercise in ("eq8-sum", "q5d-train", "q5d-digits"):
        exec(EXERCISES[exercise].solution, space)
    check_total_gradient(space["my_total_gradient"], space["sum_over_mean"])
    check_train(space["my_train"], right_backprop)
    check_digits(space["my_training"])
    assert len(capsys.readouterr().out.strip().split("\n")) == 3


def test_worked_examples_compute():
    network = Network([[1]], [0], [[1]], [0], IDENTITY, IDENTITY)
    found = [backprop(network, [x], [y_hat]) for x, y_hat in ((1, 2), (2, 1))]
    lines = EXERCISES["q5d-train"].example
    assert f"grad_W = 2 (1 - 2) 1 = {found[0].W[0, 0]:g}, grad_c = {found[0].c[0]:g}" in lines
    assert f"grad_W = 2 (2 - 1) 2 = {found[1].W[0, 0]:g},  grad_c = {found[1].c[0]:g}" in lines
    stack = np.array([[[10, 20]], [[30, 40]], [[50, 90]]])
    assert f"is {stack.sum(axis=0).tolist()}, their mean {stack.mean(axis=0).astype(int).tolist()}" in \
        " ".join(EXERCISES["eq8-sum"].example.split())


def test_what_students_may_paste_is_ascii():
    for works in (sum_works, training_works, factor_works):
        for mistake in works("check")[0].mistakes:
            assert (mistake.question + mistake.equation + mistake.first).isascii()
            assert "?" in mistake.question
