"""What is run of a submission, who is blamed for a run that ends early, and what its texts are held against."""

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest
from handing_in import ROOT, SEED, Desk
from nbval.plugin import find_comment_markers

from grading.handed_in.cells import Cell
from grading.handed_in.submissions import Submission
from grading.marking.answers import NO_ID, ids_of, typed_id, unanswered
from grading.marking.graft import grafted
from grading.marking.jobs import CutShort, GradeJob, GradeResult, Outcome, run_job
from grading.marking.kernels import running
from grading.marking.marks import mistakes
from grading.marking.masters import Master, read_masters
from grading.marking.pool import run_here
from grading.marking.store import Store
from grading.marking.trusted import right, trusted
from grading.notebooks import NotebookError
from grading.release import exercise_of
from grading.walls import bubblewrap

LESSON = "01_neurons"
REFERENCES = {"eq2-neuron": "1.0\n", "eq3-layer": "2.0\n", "shapes-forward": "3.0\n"}
GRADED = ["eq2-neuron", "eq3-layer", "shapes-forward"]


@pytest.fixture(scope="module")
def master() -> Master:
    return read_masters(ROOT)[LESSON]


@pytest.fixture(scope="module")
def handed_in(master) -> list[Cell]:
    """The master's own cells, as if a student had handed them in."""
    return [Cell(cell.id, cell.cell_type, cell.source) for cell in master.notebook.cells]


def plan(master: Master, cells: list[Cell]) -> list[dict]:
    return grafted(master, cells, "7/0", REFERENCES, {})


def answers(planned: list[dict]) -> dict[str, str]:
    return {cell["exercise"]: cell["source"] for cell in planned if cell.get("role") == "answer"}


def test_the_order_of_cells_is_the_master_s_whatever_was_handed_in(master, handed_in):
    wanted = plan(master, handed_in)
    assert plan(master, handed_in[::-1]) == wanted
    assert plan(master, [cell for cell in handed_in if not cell.id.endswith(("-check", "-hidden"))]) == wanted


def test_hidden_cells_with_a_reference_are_run_and_checks_are_not(master, handed_in):
    planned = plan(master, handed_in)
    assert {cell["exercise"]: cell["reference"] for cell in planned if "reference" in cell} == REFERENCES
    assert not any("check_neuron" in cell["source"] for cell in planned[1:])
    assert not any("eq1-by-hand-hidden" in cell["source"] or "decimals=1" in cell["source"] for cell in planned)
    assert all("seed = '7/0'" in cell["source"] for cell in planned if "reference" in cell)


def test_a_hidden_cell_or_a_sheet_that_is_handed_in_is_not_run(master, handed_in):
    cells = [replace(cell, source="1 / 0") if cell.id.endswith(("-hidden", "-check", "-sheet")) or cell.id == "seed"
             else cell for cell in handed_in]
    assert plan(master, cells) == plan(master, handed_in)


def test_a_missing_answer_is_empty_and_all_others_stay(master, handed_in):
    wanted = answers(plan(master, handed_in))
    found = answers(plan(master, [cell for cell in handed_in if cell.id != "eq2-neuron"]))
    assert found == wanted | {"eq2-neuron": ""}
    assert set(answers(plan(master, [])).values()) == {""}


def test_the_first_answer_with_an_id_counts(master, handed_in):
    twice = [*handed_in, Cell("eq2-neuron", "code", "my_neuron = None")]
    assert plan(master, twice) == plan(master, handed_in)
    assert answers(plan(master, twice[::-1]))["eq2-neuron"] == "my_neuron = None"


def test_an_answer_that_became_text_is_none(master, handed_in):
    cells = [replace(cell, kind="markdown") if cell.id == "eq2-neuron" else cell for cell in handed_in]
    assert answers(plan(master, cells))["eq2-neuron"] == ""


def test_cells_of_the_student_s_own_run_where_they_stand(master, handed_in):
    at = [cell.id for cell in handed_in].index("eq2-neuron") + 1
    cells = [Cell("first", "code", "one = 1"), *handed_in[:at], Cell("", "code", "two = 2"),
             Cell("text", "markdown", "three"), Cell("blank", "code", " \n"), *handed_in[at:]]
    planned = plan(master, cells)
    sources = [cell["source"] for cell in planned]
    assert [cell["source"] for cell in planned if cell.get("role") == "own"] == ["one = 1", "two = 2"]
    assert sources.index("two = 2") == sources.index(answers(planned)["eq2-neuron"]) + 1
    assert sources.index("one = 1") < sources.index(answers(planned)["student-id"])


def test_imports_that_were_added_run_and_those_of_helpers_do_not(master, handed_in):
    own = "\nimport math, cmath as c\nfrom random import gauss\nfrom helpers.neurons import layer\nprint('x')"
    cells = [replace(cell, source=cell.source + own) if cell.id == "imports" else cell for cell in handed_in]
    added = [cell["source"] for cell in plan(master, cells) if cell.get("role") == "own"]
    assert added == ["import math, cmath as c", "from random import gauss"]
    for broken in ("import (", "\x00", "(" * 5000):
        cells = [replace(cell, source=broken) if cell.id == "imports" else cell for cell in handed_in]
        assert plan(master, cells) == plan(master, handed_in)


@pytest.mark.parametrize("mark", ["# NBVAL_SKIP", "#NBVAL_IGNORE_OUTPUT", "  ##  NBVAL_RAISES_EXCEPTION  ",
                                  "# PYTEST_VALIDATE_IGNORE_OUTPUT", "# NBVAL_CHECK_OUTPUT"])
def test_marks_for_nbval_are_taken_out_of_what_was_handed_in(master, handed_in, mark):
    cells = [replace(cell, source=f"{mark}\n{cell.source}") if cell.id == "eq2-neuron" else cell for cell in handed_in]
    planned = plan(master, [*cells, Cell("mine", "code", f"x = 1\n{mark}")])
    touched = [answers(planned)["eq2-neuron"], planned[-1]["source"]]
    assert all("(a mark for nbval, taken out: " in source for source in touched)
    assert not any([*find_comment_markers(source)] for source in touched)


def test_kernels_get_stand_ins_for_what_is_left_out(master, handed_in):
    first = plan(master, handed_in)[0]["source"]
    assert "diagram" in first
    assert "from helpers.neurons import TANH as TANH" in first
    assert "import layer" not in first


@pytest.mark.parametrize(("source", "wanted"), [
    ('student_id = ""\nstudent_id = "  Ada L. "', "ada l."), ("student_id = 1234567", "1234567"), ("", ""),
    ('student_id = ""', ""), ("student_id = input()", ""), ("student_id = (", ""), ("student_id", ""),
    ("student_id = " + "(" * 9999, ""), ('student_id = "\x00"', ""), ('print(1)\nstudent_id = "b"\nx()', "b")])
def test_the_typed_id_is_read_without_running_anything(source, wanted):
    assert typed_id([Cell("title", "markdown", "#"), Cell("student-id", "code", source)]) == wanted


def test_no_id_is_typed_where_the_cell_is_missing():
    assert typed_id([]) == ""


def test_an_id_counts_for_its_owner_or_for_the_only_one_who_typed_it():
    ids, notes = ids_of({("Ada", "01"): "ada", ("Ben", "01"): "ada", ("Cai", "01"): "", ("Dee", "01"): "4711",
                         ("Dee", "02"): "4711", ("Eve", "01"): "9", ("Fay", "02"): "9"})
    assert ids == {("Ada", "01"): "ada", ("Dee", "01"): "4711", ("Dee", "02"): "4711"}
    assert notes == {
        ("Ben", "01"): "Somebody else typed the id 'ada' too, so these numbers may be theirs: an id must be one's own.",
        ("Cai", "01"): NO_ID,
        ("Eve", "01"): "Somebody else typed the id '9' too, so these numbers may be theirs: an id must be one's own.",
        ("Fay", "02"): "Somebody else typed the id '9' too, so these numbers may be theirs: an id must be one's own."}


def test_an_exercise_as_it_was_given_out_is_unanswered(master, handed_in):
    exercise = exercise_of(nbformat.from_dict(master.notebook), Path())
    given_out = [Cell(cell.id, cell.cell_type, cell.source) for cell in exercise.cells]
    assert set(GRADED) <= unanswered(Submission("Ada", LESSON, "", tuple(given_out), {}), master)
    assert unanswered(Submission("Ada", LESSON, "", tuple(handed_in), {}), master) == set()


BLOCKS = [{"right": "1\n", "mistakes": {"F1": ["2\n"], "F2": ["3\n", "4\n"], "F3": ["9\n"]}, "silent": []},
          {"right": "5\n6\n", "mistakes": {"F1": ["7\n8\n"], "F3": ["9\n9\n"]}, "silent": ["F3"]}]


@pytest.mark.parametrize(("text", "codes"), [
    ("1\n5\n6\n", ()), ("2\n7\n8\n", ("F1",)), ("2\n5\n6\n", ()), ("1\n7\n8\n", ()), ("3\n5\n6\n", ("F2",)),
    ("4\n5\n6\n", ("F2",)), ("3\n7\n8\n", ()), ("9\n5\n6\n", ("F3",)), ("9\n9\n9\n", ("F3",)), ("1\n9\n9\n", ()),
    ("4\n5\n6\n9\n", ()), ("2\n7\n", ("F1",)), ("2\n", ("F1",)), ("1\n", ()), ("", ()), ("x", ())])
def test_a_mistake_has_to_explain_a_text_block_by_block_as_far_as_it_goes(text, codes):
    assert mistakes(text, BLOCKS) == codes


@pytest.fixture
def job() -> GradeJob:
    return GradeJob("Ada", LESSON, [{"source": "1", "exercise": "eq1", "reference": "1\n"}], "abc", 3.0)


RESULT = GradeResult({"eq1": Outcome(True, "1\n"), "eq2": Outcome(why="ended the kernel")}, ["a cell"])


def test_a_result_is_kept_for_equal_jobs_only(tmp_path, job):
    store = Store(tmp_path / "results")
    assert store.get(job) is None
    store.put(job, RESULT)
    assert Store(tmp_path / "results").get(replace(job)) == RESULT
    for change in ({"student": "Ben"}, {"lesson": "02_losses"}, {"cells": []}, {"kernel": "abd"}, {"timeout": 4.0}):
        assert store.get(replace(job, **change)) is None, change


@pytest.mark.parametrize("there", ["", "{", '{"outcomes": {}}', "[]", "null", '{"outcomes": {"eq1": {"x": 1}}}',
                                   "\udce9"])
def test_a_result_that_is_half_written_counts_as_none(tmp_path, job, there):
    store = Store(tmp_path)
    store.put(job, RESULT)
    (tmp_path / f"{job.key}.json").write_bytes(there.encode("utf-8", "surrogateescape"))
    assert store.get(job) is None
    store.put(job, RESULT)
    assert store.get(job) == RESULT
    assert [path.name for path in tmp_path.iterdir()] == [f"{job.key}.json"]


def test_two_trusted_runs_with_one_seed_are_the_same_and_another_seed_is_not(master):
    one, two, other = trusted(master, SEED, []), trusted(master, SEED, []), trusted(master, SEED + 1, ["ada"])
    assert one == two
    assert sorted(one.blocks) == GRADED
    for name in ("eq2-neuron", "eq3-layer"):
        assert right(one.blocks[name]) != right(other.blocks[name])
    assert right(one.blocks["shapes-forward"]) == right(other.blocks["shapes-forward"])
    assert set(other.blocks_of("ada")) == {*GRADED, "eq1-by-hand"}
    assert set(other.blocks_of("ben")) == set(GRADED)
    assert other.titles["eq2-neuron"] == "A neuron in code"
    assert "?" in other.all_questions()["eq3-layer:F3"]


def spoiled(master: Master, source: str) -> Master:
    """A master with another answer to eq3-layer."""
    notebook = nbformat.from_dict(master.notebook)
    next(cell for cell in notebook.cells if cell.id == "eq3-layer")["source"] = source
    return Master(master.name, notebook)


def test_a_master_whose_solution_is_wrong_is_refused(master):
    with pytest.raises(NotebookError, match=r"01_neurons\.ipynb: the hidden cells of eq3-layer do not print what the "
                                            r"catalogue of mistakes takes for right\."):
        trusted(spoiled(master, "def my_layer(x, W, b, phi):\n    return phi(W @ x - b)"), SEED, [])


def test_a_master_that_fails_is_refused_in_one_line(master):
    with pytest.raises(NotebookError, match=r"^solutions/01_neurons\.ipynb does not run: ZeroDivisionError: .*$"):
        trusted(spoiled(master, "1 / 0"), SEED, [])


@pytest.fixture(scope="module")
def desk(master) -> Iterator[Desk]:
    if bubblewrap.refusal() and not os.environ.get("CI"):
        pytest.skip(bubblewrap.refusal())
    _, kind = Desk.of(LESSON)
    with running({LESSON: kind}) as kernels:
        yield Desk(master, kind, kernels[LESSON])


def test_who_ends_the_kernel_twice_is_left_out_and_all_others_keep_their_points(desk):
    wrong = {"eq2-neuron": "import os\nos._exit(0)", "eq3-layer": "def my_layer(x, W, b, phi):\n    return W @ x + b"}
    result = desk.run(desk.job(wrong, own="import os\nos.kill(os.getpid(), 9)"))
    assert sorted(result.left_out) == ["a cell that is none of ours ended the kernel",
                                       "the answer to eq2-neuron ended the kernel"]
    marked = desk.marked(result)
    assert [(marked[name].points, marked[name].note, marked[name].mistakes) for name in GRADED] == [
        (0, "The answer ended the kernel.", ()), (0, "The answer is not right yet.", ("F3",)), (2, "", ())]


def test_who_ends_the_kernel_when_a_hidden_cell_calls_is_left_out(desk):
    ends = {"eq2-neuron": "def my_neuron(x, w, b, phi):\n    import os\n    os._exit(0)"}
    result = desk.run(desk.job(ends))
    assert result.left_out == ["the answer to eq2-neuron ended the kernel"]
    assert [desk.marked(result)[name].points for name in GRADED] == [0, 3, 2]


def test_a_job_without_a_kernel_has_no_result(desk, tmp_path):
    job = desk.job({})
    with pytest.raises(CutShort, match=r"^somebody, 01_neurons: had no kernel or was ended from outside 3 times\.$"):
        run_job(job, "nothing", str(tmp_path))


def test_what_cannot_be_run_is_a_problem_and_costs_nobody_else_anything(desk):
    job = desk.job({})
    broken = replace(job, student="Ben", cells=[{"source": 1}])
    with running({LESSON: desk.kind}) as kernels:
        finished = {one.student: (result, why) for one, result, why in run_here([broken, job], kernels, 2)}
    assert [outcome.right for outcome in finished["somebody"][0].outcomes.values()] == [True] * 3
    assert finished["Ben"][0] is None
    assert finished["Ben"][1].startswith("Ben, 01_neurons: ")
