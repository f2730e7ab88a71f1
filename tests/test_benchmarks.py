"""What the benchmarks make of their logs; no test asserts a measured time."""

import nbformat
import pytest

from benchmarks import contenders, notebooks, sliders
from benchmarks.latency import compared, delays, jumps_back, moves_per_second, positions_shown, summary


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
