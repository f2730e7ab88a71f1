"""Release gives students the stub and nothing of the solution; execute keeps only what is the same on every run."""

import json

import nbformat
import pytest
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from grading import execute, release
from grading.__main__ import main
from grading.notebooks import NotebookError, difference, read, read_own, text
from grading.stubs import stub, unbound

ANSWER = '''def my_layer(x, W, b, phi):
    # BEGIN SOLUTION
    sums = W @ x + b  # (3)
    return phi(sums)
    # END SOLUTION


a = None
# BEGIN SOLUTION
a = my_layer(2, 3, 4, abs)
# END SOLUTION'''
STUB = '''def my_layer(x, W, b, phi):
    ...


a = None
# type your answer here'''

PRINTED = """\
from helpers.checks.values import print_values

print_values(my_layer(5, 6, 7, abs), decimals=0)"""


def cell(source, name, role=None, execution_count=None, **workbook):
    metadata = {"tags": [role], "workbook": {"exercise": "eq3", "kind": "graded", **workbook}} if role else {}
    return new_code_cell(source, id=name, metadata=metadata, execution_count=execution_count)


def master_cells():
    check = "if a is None:\n    raise ValueError('nothing returned so far')\nprint('a is a number')"
    return [new_markdown_cell("# Layers", id="title"),
            cell("import operator", "imports", execution_count=1),
            cell(ANSWER.replace("@", "*"), "eq3", "answer", 2),
            cell(check, "eq3-check", "check", 3),
            cell(PRINTED, "eq3-hidden", "hidden", 4, points=3)]


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A folder with one master, as the current directory."""
    monkeypatch.chdir(tmp_path)
    for folder in ("solutions", "exercises"):
        (tmp_path / folder).mkdir()
    save(tmp_path, master_cells())
    return tmp_path


def save(project, cells, **metadata):
    path = project / "solutions" / "01_neurons.ipynb"
    path.write_text(text(new_notebook(cells=cells, metadata=metadata)))
    return path


def exercise(project):
    release.release(project)
    return read_own(project / "exercises" / "01_neurons.ipynb")


def refusal(project, cells):
    save(project, cells)
    with pytest.raises(NotebookError) as refused:
        release.release(project)
    assert not list((project / "exercises").iterdir()), "something was written although the master was refused"
    return str(refused.value)


# the stub

def test_a_block_in_a_function_becomes_dots_and_another_one_a_comment_that_prints_nothing():
    source, solution = stub(ANSWER)
    assert source == STUB
    assert solution == ["sums = W @ x + b  # (3)", "return phi(sums)", "a = my_layer(2, 3, 4, abs)"]


@pytest.mark.parametrize("source", [
    "# BEGIN SOLUTION\n1", "1\n# END SOLUTION", "# END SOLUTION\n# BEGIN SOLUTION",
    "# BEGIN SOLUTION\n# BEGIN SOLUTION\n1\n# END SOLUTION\n# END SOLUTION",
    "### BEGIN SOLUTION\n1\n### END SOLUTION", "# begin solution\n1\n# END SOLUTION", "x = 1  # BEGIN SOLUTION",
])
def test_markers_that_do_not_pair_are_refused_with_file_and_cell(project, source):
    cells = master_cells()
    cells[2].source = source
    assert "solutions/01_neurons.ipynb, cell eq3: '" in refusal(project, cells)


@pytest.mark.parametrize(("sources", "names"), [
    (["x = 1", "x + 1"], []),
    (["x + 1", "x = 1"], ["x"]),
    (["def f():\n    return a"], ["a"]),
    (["def f(a):\n    b = a\n    return [b + c for c in a]"], []),
    (["def f():\n    global g\n    g = 1", "g"], []),
    (["import os.path as p\nfrom a import b as c", "p, c, a"], ["a"]),
    (["class A:\n    n = 1\n    def f(self):\n        return n"], ["n"]),
    (["with open('f') as f:\n    pass\nfor i in f:\n    print(i, __name__, display)"], []),
])
def test_names_without_a_cell_that_binds_them_are_found(sources, names):
    assert [name for _, name in unbound(sources)] == names


# the exercise notebook

def test_exercise_holds_the_stub_and_neither_hidden_cells_nor_outputs(project):
    cells = master_cells()
    cells[2].outputs = [nbformat.v4.new_output("stream", text="8\n")]
    cells[2].metadata["execution"] = {"iopub.execute_input": "2022-01-25T10:00:00Z"}
    save(project, cells, widgets={"application/vnd.jupyter.widget-state+json": {}},
         language_info={"name": "python", "version": "3.11.7"})
    notebook = exercise(project)
    assert [c.id for c in notebook.cells] == ["title", "imports", "eq3", "eq3-check"]
    assert notebook.cells[2].source == STUB
    assert all(c.outputs == [] and c.execution_count is None for c in notebook.cells[1:])
    assert set(notebook.cells[2].metadata) == {"tags", "workbook", "nbgrader"}
    assert set(notebook.metadata) == {"kernelspec", "language_info"}
    assert "version" not in notebook.metadata.language_info


def test_answers_carry_what_formgrader_reads(project):
    assert exercise(project).cells[2].metadata.nbgrader == {
        "schema_version": 3, "grade_id": "eq3", "points": 3, "solution": True, "grade": False, "locked": False,
        "task": False}


def test_a_written_answer_in_markdown_is_graded_by_hand(project):
    written = new_markdown_cell("# BEGIN SOLUTION\nWe do not change the inputs.\n# END SOLUTION", id="q5c",
                                metadata={"tags": ["answer"], "workbook": {"exercise": "q5c", "kind": "written"}})
    save(project, [*master_cells(), written])
    answer = exercise(project).cells[-1]
    assert (answer.source, answer.metadata.nbgrader["grade"]) == ("...", True)


def test_second_release_changes_no_byte_and_says_so(project, capsys):
    assert main(["release"]) == 0
    assert capsys.readouterr().out == "exercises/01_neurons.ipynb: written.\n"
    first = (project / "exercises/01_neurons.ipynb").read_bytes()
    assert main(["release"]) == 0
    assert capsys.readouterr().out == "exercises/ is up to date.\n"
    assert (project / "exercises/01_neurons.ipynb").read_bytes() == first
    assert first.endswith(b"}\n")


def test_an_exercise_whose_master_is_gone_is_removed(project):
    (project / "exercises/00_old.ipynb").write_text("{}")
    release.release(project)
    assert [path.name for path in (project / "exercises").iterdir()] == ["01_neurons.ipynb"]


# refusals

@pytest.mark.parametrize(("position", "change", "reason"), [
    (2, {"workbook": {"kind": "graded"}}, "cell eq3: is tagged 'answer' but has no metadata.workbook.exercise"),
    (3, {"workbook": {"kind": "graded"}}, "cell eq3-check: is tagged 'check' but has no metadata.workbook.exercise"),
    (4, {"workbook": {"points": 1, "kind": "graded"}}, "cell eq3-hidden: is tagged 'hidden' but has no"),
    (2, {"workbook": {"exercise": "eq3"}}, "cell eq3: is tagged 'answer' but its metadata.workbook.kind is none of"),
    (3, {"workbook": {"exercise": "eq3", "kind": "hard"}}, "kind is none of graded, formative, written"),
    (3, {"workbook": {"exercise": "eq4", "kind": "graded"}}, "the exercise eq4, which has no answer cell"),
    (2, {"tags": ["answer", "check"]}, "cell eq3: has several roles: answer, check"),
    (2, {"tags": []}, "cell eq3: holds a solution but is not tagged 'answer'"),
    (4, {"workbook": {"exercise": "eq3", "kind": "graded"}}, "eq3-hidden: is hidden but has no metadata.workbook.p"),
    (4, {"workbook": {"exercise": "eq3", "kind": "graded", "points": True}}, "a positive whole number"),
])
def test_cells_without_their_metadata_are_refused(project, position, change, reason):
    cells = master_cells()
    cells[position].metadata.update(change)
    assert reason in refusal(project, cells)


@pytest.mark.parametrize(("position", "change", "reason"), [
    (2, {"source": "a = 1"}, "cell eq3: is an answer without a solution"),
    (4, {"execution_count": None}, "cell eq3-hidden: is hidden but was never executed"),
    (4, {"source": "assert my_layer(1, 2, 3, abs)"}, "cell eq3-hidden: is hidden and asserts"),
    (4, {"source": "print(my_layer(1, 2))"}, "cell eq3-hidden: is hidden and shows 'print(my_layer(1, 2))' unrounded"),
    (4, {"source": "for x in (1, 2):\n    my_layer"}, "cell eq3-hidden: is hidden and shows 'my_layer' unrounded"),
    (2, {"source": "# BEGIN SOLUTION\na = 1\n# END SOLUTION"}, "cell eq3-check: uses a, which no cell"),
    (2, {"source": "a = (\n# BEGIN SOLUTION\n1)\n# END SOLUTION"}, "cell eq3: is no plain Python once"),
    (1, {"source": "%matplotlib inline"}, "cell imports: is no plain Python"),
])
def test_masters_that_would_release_something_broken_are_refused(project, position, change, reason):
    cells = master_cells()
    cells[position].update(change)
    assert reason in refusal(project, cells)


def test_an_id_that_stands_twice_is_refused(project):
    path = save(project, master_cells())
    path.write_text(path.read_text().replace('"id": "eq3-check"', '"id": "eq3"'))
    with pytest.raises(NotebookError, match="cell eq3: this id stands more than once"):
        release.release(project)
    assert len(read(path).cells) == 5, "grading reads such submissions all the same"


@pytest.mark.parametrize(("position", "source"), [
    (0, "# Layers\nHint: `sums = W*x+b`"),
    (3, "W = x = b = a\nsums  =  W * x + b  # with a remark of its own"),
])
def test_a_line_of_the_solution_elsewhere_is_refused(project, position, source):
    cells = master_cells()
    cells[position].source = source
    assert f"cell {cells[position].id}: gives away a line of the solution of eq3: sums = W * x + b" \
        in refusal(project, cells)


def test_a_line_that_may_be_shown_is_named_in_the_master_and_not_in_the_exercise(project):
    cells = master_cells()
    cells[0].source = "# Layers\nWrite `return phi(sums)`."
    assert "gives away" in refusal(project, cells)
    cells[2].metadata.workbook["shown"] = ["return phi(sums)"]
    save(project, cells)
    assert "shown" not in exercise(project).cells[2].metadata.workbook


def test_the_hidden_cell_that_sets_the_seed_belongs_to_no_exercise(project):
    seed = cell("SEED = 0", "seed", "hidden", 1)
    seed.metadata.pop("workbook")
    save(project, [*master_cells(), seed])
    assert "seed" not in {c.id for c in exercise(project).cells}
    seed.id = "seeds"
    (project / "exercises/01_neurons.ipynb").unlink()
    assert "cell seeds: is tagged 'hidden' but has no" in refusal(project, [*master_cells(), seed])


def test_every_problem_of_every_master_is_named_at_once(project):
    cells = master_cells()
    cells[4].execution_count = None
    cells[2].metadata.workbook.pop("kind")
    (project / "solutions/02_losses.ipynb").write_text("[]")
    said = refusal(project, cells).splitlines()
    assert [line.split("/")[-1].split(":")[0] for line in said] == [
        "01_neurons.ipynb, cell eq3", "01_neurons.ipynb, cell eq3-hidden", "02_losses.ipynb"]


def test_a_folder_without_masters_is_refused(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["release"]) == 1
    assert "holds no notebooks" in capsys.readouterr().err


@pytest.mark.parametrize("content", ["", "{}", "[1]", '{"nbformat": 3}',
                                     '{"nbformat": 4, "nbformat_minor": 4, "cells": []}'])
def test_what_is_no_notebook_is_refused_with_its_name(tmp_path, content):
    path = tmp_path / "x.ipynb"
    path.write_text(content)
    with pytest.raises(NotebookError, match=r"x\.ipynb: c"):
        read(path)


# --check

def test_check_passes_right_after_a_release(project, capsys):
    release.release(project)
    assert main(["release", "--check"]) == 0
    assert "is what solutions/ give" in capsys.readouterr().out


@pytest.mark.parametrize(("damage", "said"), [
    (lambda path: path.write_text(path.read_text().replace("a = None", "a = 0")), 'there is \'    "a = 0'),
    (lambda path: path.write_text(path.read_text() + "\n"), "there should be '(end of the file)'"),
    (lambda path: path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n")), "from line 1 on; there is '{\\r'"),
    (lambda path: path.unlink(), "01_neurons.ipynb: is missing"),
    (lambda path: path.with_name("07.ipynb").write_text("{}"), "07.ipynb: has no master"),
])
def test_check_names_the_stale_file_and_its_first_difference_and_writes_nothing(project, capsys, damage, said):
    release.release(project)
    damage(project / "exercises/01_neurons.ipynb")
    before = {path: path.read_bytes() for path in project.rglob("*.ipynb")}
    assert main(["release", "--check"]) == 1
    assert said in capsys.readouterr().out
    assert {path: path.read_bytes() for path in project.rglob("*.ipynb")} == before


def test_difference_is_none_for_equal_files(tmp_path):
    (tmp_path / "f").write_text("one\n")
    assert difference(tmp_path / "f", "one\n") is None


# stubs fail, solutions pass

def test_the_solution_runs_and_the_stub_fails_at_its_check(project):
    stubs = exercise(project)
    with pytest.raises(CellExecutionError, match="nothing returned so far"):
        NotebookClient(stubs, kernel_name="python3").execute()
    assert [c.execution_count for c in stubs.cells[1:]] == [1, 2, 3]
    solution = json.loads(execute.executed(project / "solutions/01_neurons.ipynb"))
    assert [c["outputs"][0]["text"] for c in solution["cells"][3:]] == [["a is a number\n"], ["37\n"]]


# execute

LIVE = '''import sys
import ipywidgets
from IPython.display import display
from matplotlib.figure import Figure'''


def lesson(tmp_path, *sources, tags=()):
    cells = [new_code_cell(source, id=f"c{i}", metadata={"tags": list(tags)}) for i, source in enumerate(sources)]
    path = tmp_path / "lesson.ipynb"
    path.write_text(text(new_notebook(cells=cells, metadata={"kernelspec": {"name": "other", "display_name": "x"}})))
    return path


@pytest.fixture(scope="module")
def lived(tmp_path_factory):
    """A notebook with a widget, figures, split streams and stale outputs, after one `grading execute`."""
    path = lesson(tmp_path_factory.mktemp("lived"), LIVE, "print('a')\nsys.stdout.flush()\nprint('b')",
                  "w = ipywidgets.IntSlider(description='w')\nw",
                  "figure = Figure()\nfigure.subplots().plot([1, 2])\nfigure",
                  "display(w, 'two')", "figure.savefig('seen.png')")
    stale = '"outputs": [{"output_type": "stream", "name": "stdout", "text": "old"}]'
    path.write_text(path.read_text().replace('"outputs": []', stale))
    assert main(["execute", str(path)]) == 0
    return path


def test_a_second_run_changes_no_byte(lived, capsys):
    before = lived.read_bytes()
    assert main(["execute", "--check", str(lived)]) == 0
    assert lived.read_bytes() == before
    assert "no byte changes" in capsys.readouterr().out


def test_check_names_what_a_run_would_change_and_writes_nothing(lived, monkeypatch, capsys):
    monkeypatch.setattr(execute, "executed", lambda path: path.read_text().replace("two", "three"))
    before = lived.read_bytes()
    assert main(["execute", "--check", str(lived)]) == 1
    assert "there should be" in capsys.readouterr().out
    assert lived.read_bytes() == before


def test_what_is_saved_is_free_of_widgets_timings_and_versions(lived):
    saved = lived.read_text()
    assert not [word for word in ("widget-view", "widget-state", '"version"', '"execution"', "old") if word in saved]
    cells = read_own(lived).cells
    assert [c.execution_count for c in cells] == [1, 2, 3, 4, 5, 6]
    assert [o.text for o in cells[1].outputs] == ["a\nb\n"]
    assert cells[2].outputs[0].data == {"text/plain": "IntSlider(value=0, description='w')"}
    assert cells[2].outputs[0].execution_count == 3
    assert [o.data["text/plain"] for o in cells[4].outputs] == ["IntSlider(value=0, description='w')", "'two'"]
    assert (lived.parent / "seen.png").exists(), "the kernel does not run in the notebook's folder"


def test_what_is_not_the_same_on_every_run_is_refused_with_its_cell(tmp_path, capsys):
    path = lesson(tmp_path, "import sys; print('look', file=sys.stderr)", "object()", "print('Wall time: 3 s')",
                  "print('12.3 ms')", "import os; print(os.getcwd())", "print('0xC0 and 0.3 s at 3 items')")
    before = path.read_bytes()
    assert main(["execute", str(path)]) == 1
    said = capsys.readouterr().err.splitlines()
    assert [line.split(", ", 1)[1][:60] for line in said] == [
        "cell c0: writes to stderr; mend the cause, or tag the cell r",
        said[1].split(", ", 1)[1][:60],
        "cell c2: prints a time that was measured: Wall time",
        "cell c3: prints a time that was measured: 3 ms",
        "cell c4: prints a path of this machine."]
    assert "cell c1: prints the address of an object: 0x" in said[1]
    assert path.read_bytes() == before


@pytest.mark.parametrize(("source", "said"), [
    ("1 / 0", "cell c1: raises ZeroDivisionError: division by zero"),
    ("import os; os._exit(1)", "cell c1: ends the kernel"),
    ("while True:\n    pass", "cell c1: takes longer than 1 seconds"),
])
def test_a_run_that_does_not_get_through_is_refused_with_its_cell(tmp_path, monkeypatch, source, said):
    monkeypatch.setattr(execute, "SECONDS", 1)
    with pytest.raises(NotebookError, match=said):
        execute.executed(lesson(tmp_path, "a = 1", source, "a"))


def test_an_error_that_is_meant_is_saved_without_frames(tmp_path):
    path = lesson(tmp_path, "import sys\nprint('x', file=sys.stderr)\n1 / 0", "2", tags=["raises-exception"])
    execute.execute(path)
    error = read_own(path).cells[0].outputs[-1]
    assert error.traceback == ["ZeroDivisionError: division by zero"]
    assert read_own(path).cells[1].execution_count == 2
