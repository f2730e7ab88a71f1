"""What the benchmarks make of their logs; no test asserts a measured time."""

import nbformat
import numpy as np
import pytest

from benchmarks import contenders, notebooks, peers, sliders, training
from benchmarks.latency import compared, delays, jumps_back, moves_per_second, positions_shown, summary
from helpers.backprop import train
from helpers.losses import NEGATIVE_LOG_LIKELIHOOD
from helpers.neurons import RELU, SOFTMAX, Network


def log(moves, pictures, messages=0, size=0):
    events = [[{"index": index, "time": time} for index, time in pairs] for pairs in (moves, pictures)]
    return {"moves": events[0], "pictures": events[1], "messages": messages, "bytes": size}


DRAG = log(moves=[(1, 100), (2, 120), (3, 140)], pictures=[(1, 112), (3, 190)])


def test_a_delay_ends_with_the_first_picture_of_that_position_after_the_move():
    assert delays(DRAG) == [12, 50]
    assert delays(log(moves=[(5, 100)], pictures=[(5, 90), (4, 101), (5, 130), (5, 150)])) == [30]


def test_a_position_that_is_never_painted_is_not_shown():
    assert positions_shown([DRAG]) == pytest.approx(2 / 3)
    assert positions_shown([DRAG, log(moves=[(7, 0)], pictures=[(7, 1)])]) == pytest.approx(3 / 4)


def test_the_pace_of_several_drags_leaves_out_the_pauses_between_them():
    later = log(moves=[(1, 9100), (2, 9120), (3, 9140)], pictures=[])
    assert moves_per_second([DRAG, later]) == pytest.approx(50)


def test_a_slider_that_springs_back_is_seen():
    assert jumps_back([DRAG]) == 0
    assert jumps_back([DRAG, log(moves=[(5, 0), (6, 1), (4, 1), (7, 2), (6, 3)], pictures=[])]) == 2


def row(step, shown):
    """A row in which three steps took `step` each and `shown` of the two positions of a drag were painted."""
    steps = [log([(k, 0)], [(k, step)], messages=step, size=10 * step) for k in range(3)]
    return summary(steps, [log([(1, 0), (2, 20)], [(1, step), (2, 20 + step)][:shown])])


def test_the_two_notebooks_are_compared_step_by_step():
    numbers = compared({"workbook": row(20, 2), "interact": row(200, 1)}, frames=[16, 16, 90], echoes=[40, 50])
    assert (numbers["step_ratio"], numbers["step_frames"], numbers["positions_shown"]) == (10, 1.25, 1)
    assert numbers["ratio"]["bytes_per_step"] == 10
    assert numbers["interact"]["positions_shown"] == 0.5
    assert (numbers["frame_ms"], numbers["echo_p50_ms"]) == (16, 45)


def test_every_row_of_the_table_is_measured():
    numbers = compared({"workbook": row(20, 2), "interact": row(200, 1)}, frames=[16], echoes=[40])
    printed = sliders.table(numbers)
    assert all(words in printed for _, words, _ in sliders.ROWS)
    assert "1.25 frames" in printed
    assert "10.0 times" in printed


def test_the_naive_notebook_has_six_lines_and_uses_pyplot():
    _, show = contenders.NAIVE
    assert len(show.strip().splitlines()) == 6
    assert "plt.subplots" in show


def test_the_time_of_a_notebook_is_its_median_against_an_empty_one():
    numbers = notebooks.summary([1.0, 9.0, 2.0], {"a.ipynb": [4.0, 6.0, 30.0], "b.ipynb": [4.0, None, 5.0]})
    assert numbers == {"empty_seconds": 2.0, "seconds": {"a.ipynb": 6.0, "b.ipynb": None},
                       "ratio": {"a.ipynb": 3.0, "b.ipynb": None}}
    assert "raises" in notebooks.table(numbers)


def test_without_notebooks_the_benchmark_says_so():
    assert notebooks.table(notebooks.measure([], runs=1)) == "There are no notebooks yet."


def test_a_notebook_that_raises_has_no_time(tmp_path):
    cells = [nbformat.v4.new_code_cell("1 / 0")]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), tmp_path / "raises.ipynb")
    assert notebooks.seconds(tmp_path / "raises.ipynb") is None


TIMES = {"ours": [2.0, 9.0, 4.0], "ours, with its curves": [3.0], "floor": [0.5, 1.0], "scikit-learn": [10.0, 8.0],
         "torch": [6.0]}


def test_the_best_of_the_rounds_is_compared_with_ours():
    numbers = training.compared(TIMES)
    assert list(numbers["best_seconds"].values()) == [2, 3, 0.5, 8, 6]
    assert numbers["median_seconds"]["ours"] == 4
    assert [numbers[f"ratio_to_{name}"] for name in ("sklearn", "torch", "faster_peer", "floor")] == [4, 3, 3, 4]


def test_without_other_libraries_their_ratios_are_left_out_of_the_table():
    numbers = training.compared({name: TIMES[name] for name in ("ours", "ours, with its curves", "floor")})
    assert (numbers["ratio_to_sklearn"], numbers["ratio_to_torch"], numbers["ratio_to_faster_peer"]) == (None,) * 3
    printed = training.table(numbers | OTHERS)
    assert "ratio_to_floor 4.0" in printed
    assert "sklearn" not in printed
    assert "torch" not in printed


OTHERS = {"right": {"ours": 0.975}, "ours_wide_seconds": 3.0, "floor_wide_seconds": 2.0, "ratio_to_floor_wide": 1.5,
          "microseconds_per_instance": {"1000": 4.0, "8000": 3.0}, "growth": 0.75, "accuracy": 0.981,
          "lowest_accuracy": 0.972}


def test_the_table_of_training_says_who_took_how_long_and_read_how_much():
    lines = training.table(training.compared(TIMES) | OTHERS).splitlines()
    assert lines[1].split() == ["ours", "2.000", "4.000", "97.5%"]
    assert lines[5].split() == ["torch", "6.000", "6.000"]
    assert lines[6] == "ratio_to_sklearn 4.0, ratio_to_torch 3.0, ratio_to_floor 4.0"
    assert lines[7] == "width 512, mini-batches of 512: ours 3.000 s, floor 2.000 s, ratio 1.50"
    assert lines[8] == "microseconds per instance and epoch: 1000: 4.00, 8000: 3.00; growth 0.75"
    assert lines[9] == "ten seeds: 98.1% of the digits held out, at least 97.2%"


def test_contenders_take_turns_and_the_first_of_a_round_is_the_last_of_the_next():
    turns = []
    times = training.interleaved({name: lambda name=name: turns.append(name) for name in "ab"}, runs=3)
    assert "".join(turns) == "abbaab"
    assert [len(own) for own in times.values()] == [3, 3]


CONTENDERS = {"ours": peers.ours, "scikit-learn": peers.scikit_learn, "torch": peers.pytorch}


@pytest.mark.parametrize("name", CONTENDERS)
def test_every_contender_learns_what_is_easy(name):
    if name not in ("ours", *peers.installed()):
        pytest.skip(f"{name} is not installed")
    rng = np.random.default_rng(0)
    X = rng.normal(size=(60, 2))
    labels = np.digitize(X[:, 0], [-0.5, 0.5])  # three strips
    network = peers.random_network(2, 8, 3, rng)
    classify = CONTENDERS[name](network, X, np.eye(3)[labels], epochs=100, batch=10)()
    assert np.mean(classify(X) == labels) > 0.9


def test_nothing_is_shuffled_and_the_floor_learns_nothing():
    assert peers.InOrder(np.random.PCG64(0)).permutation(4).tolist() == [0, 1, 2, 3]
    network = peers.random_network(2, 8, 3, np.random.default_rng(0))
    assert peers.products(network, np.ones((5, 2)), np.ones((5, 3)), epochs=2, batch=2)() is None


def test_scikit_learn_takes_the_same_steps_as_we_do():
    neural_network = pytest.importorskip("sklearn.neural_network")
    seen = {}

    class Watched(neural_network.MLPClassifier):
        def _init_coef(self, *sizes):
            found = super()._init_coef(*sizes)
            seen.setdefault("start", []).append([part.copy() for part in found])
            return found

        def fit(self, X, y):
            seen["mlp"] = super().fit(X, y)
            return self

    rng = np.random.default_rng(0)
    X, labels = rng.normal(size=(20, 2)), np.arange(20) % 3
    network = peers.random_network(2, 8, 3, rng)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(neural_network, "MLPClassifier", Watched)
        peers.scikit_learn(network, X, np.eye(3)[labels], epochs=4, batch=6)()
    (V, b), (W, c) = seen["start"]
    end = train(Network(V.T, b, W.T, c, RELU, SOFTMAX), X, np.eye(3)[labels], rng=peers.InOrder(np.random.PCG64(0)),
                loss=NEGATIVE_LOG_LIKELIHOOD, learning_rate=peers.RATE, epochs=4, batch=6).network
    assert seen["mlp"].n_iter_ == 4
    assert np.allclose(end.V, seen["mlp"].coefs_[0].T, rtol=0, atol=1e-9)
    assert np.allclose(end.c, seen["mlp"].intercepts_[1], rtol=0, atol=1e-9)


def test_the_machine_is_described_with_those_who_take_part():
    assert set(peers.facts()) == {"numpy", "OPENBLAS_NUM_THREADS", *peers.installed()}


def test_digits_are_repeated_until_there_are_enough():
    learned, _ = training.split(training.load_digits(), 360)
    network, X, Y_hat, *rest = training._task(5, learned, 2000, 3, 7)
    assert (network.shape, X.shape, Y_hat.shape, rest) == ((64, 5, 10), (2000, 64), (2000, 10), [3, 7])
    assert np.array_equal(X[1437:], learned.X[:563])
