"""Notebooks keep the rules of the house, run clean from top to bottom without a network, and cover the notes."""

import ast
import importlib
import os
import re
from collections.abc import Callable, Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest
from coverage_of_the_notes import BEYOND, COVERAGE, Covered
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook
from notebook_lint import EVERYWHERE, LESSONS
from packaging.requirements import Requirement

from grading import release
from grading.execute import executed
from grading.notebooks import NotebookError, code_cells, difference, read, role, text, workbook

ROOT = Path(__file__).parent.parent
LESSON_FILES = sorted((ROOT / "notebooks").glob("*.ipynb"))
SOLUTION_FILES = sorted((ROOT / "solutions").glob("*.ipynb"))
FILES = LESSON_FILES + SOLUTION_FILES
GUARD = '''
import os, sys
LOOPBACK = ("127.0.0.1", "::1", "localhost", None)


def guard(event, values):
    if event not in ("socket.connect", "socket.sendto", "socket.getaddrinfo"):
        return
    host = values[0] if event == "socket.getaddrinfo" else values[1][0] if isinstance(values[1], tuple) else None
    if host not in LOOPBACK:
        with open(os.environ["TRIED_HOSTS"], "a") as tried:
            tried.write(f"{host} ")
        raise PermissionError(f"a notebook tried to reach {host}")


sys.addaudithook(guard)
'''
ATTEMPT = '''
import pathlib, socket
pathlib.Path("left").touch()
try:
    socket.create_connection(("192.0.2.1", 80), 1)
except OSError:
    pass
local = socket.create_server(("127.0.0.1", 0))
socket.create_connection(local.getsockname()).close()
'''


def name(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


# the rules, on the notebooks that we ship

@pytest.mark.parametrize(("path", "rule"), [
    pytest.param(path, rule, id=f"{name(path)}-{rule.__name__}")
    for paths, rules in ((LESSON_FILES, LESSONS), (SOLUTION_FILES, EVERYWHERE)) for path in paths for rule in rules])
def test_notebook_keeps_the_rule(path, rule):
    problems = [f"{name(path)}, cell {cell or '(all)'}: {said}" for cell, said in rule(read(path))]
    assert not problems, "\n".join(["", rule.__doc__, *problems])


def test_there_is_a_lesson_and_a_solution_for_every_number():
    assert [path.name for path in LESSON_FILES] == [path.name for path in SOLUTION_FILES] != []


# one execution of every notebook, in a kernel that cannot reach another computer

class Runs:
    """Executes a notebook once in the session, and keeps its text, what it tried to reach and what it left behind."""

    def __init__(self, folder: Path) -> None:
        self.tried, self.done = folder / "tried", {}
        (folder / "sitecustomize.py").write_text(GUARD)

    def __call__(self, path: Path) -> tuple[str, str, list[str]]:
        if path not in self.done:
            self.tried.write_text("")
            before = set(path.parent.iterdir())
            try:
                content = executed(path)
            except NotebookError as error:
                content = str(error)
            left = [file.name for file in set(path.parent.iterdir()) - before]
            self.done[path] = (content, self.tried.read_text(), left)
        return self.done[path]


@pytest.fixture(scope="session")
def run(tmp_path_factory) -> Iterator[Runs]:
    folder = tmp_path_factory.mktemp("guard")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", os.pathsep.join(filter(None, [str(folder), os.environ.get("PYTHONPATH")])))
        patch.setenv("TRIED_HOSTS", str(folder / "tried"))
        yield Runs(folder)


def every_notebook(test: Callable) -> Callable:
    return pytest.mark.parametrize("path", [pytest.param(path, id=name(path)) for path in FILES])(test)


@every_notebook
def test_restart_and_run_all_is_clean(run, path):
    content = run(path)[0]
    assert content.startswith("{"), content


@every_notebook
def test_running_reaches_no_other_computer(run, path):
    assert run(path)[1] == ""


@every_notebook
def test_running_leaves_no_file_beside_the_notebook(run, path):
    assert run(path)[2] == []


@every_notebook
def test_running_again_changes_no_byte_under_the_lock(run, path):
    other = not_as_locked()
    may_differ = "CI" not in os.environ or "UV_RESOLUTION" in os.environ  # the jobs with oldest and newest versions
    if other and may_differ:
        pytest.skip(f"installed is not what requirements.lock says: {', '.join(other[:3])}")
    assert not other, f"CI runs the locked versions, but {', '.join(other)}"
    assert difference(path, run(path)[0]) is None


def not_as_locked() -> list[str]:
    """The requirements for this platform that are installed in another version than the tested one."""
    lines = re.findall(r"^([\w.-]+==[^\\\n]+)", (ROOT / "requirements.lock").read_text(), re.MULTILINE)
    wanted = [one for one in map(Requirement, lines) if one.marker is None or one.marker.evaluate()]
    return [f"{one.name} {found} (not {one.specifier})" for one in wanted
            if (found := installed(one.name)) is None or found not in one.specifier]


def installed(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def test_the_guard_sees_a_notebook_that_hides_its_attempt(run, tmp_path):
    path = tmp_path / "reaches_out.ipynb"
    path.write_text(text(new_notebook(cells=[new_code_cell(ATTEMPT, id="reach")])))
    content, tried, left = run(path)
    assert content.startswith("{"), content
    assert set(tried.split()) == {"192.0.2.1"}
    assert left == ["left"]


# exercises/

def test_exercises_are_what_the_solutions_give():
    assert release.check(ROOT) == []


@pytest.mark.parametrize("path", SOLUTION_FILES, ids=name)
def test_an_empty_exercise_fails_at_every_check_and_nowhere_else(path, tmp_path):
    exercise = read(ROOT / "exercises" / path.name)
    NotebookClient(exercise, allow_errors=True, resources={"metadata": {"path": str(tmp_path)}}).execute()
    raised = {cell.id: output.ename for cell in code_cells(exercise) for output in cell.outputs
              if output.output_type == "error"}
    assert raised == {cell.id: "NotYet" for cell in code_cells(exercise) if role(cell) == "check"}
    assert list(tmp_path.iterdir()) == []


# every equation, "check this" and question of the notes

@pytest.mark.parametrize("covered", COVERAGE, ids=lambda covered: covered.notes)
def test_the_notes_are_taught_exercised_checked_and_tested(covered: Covered):
    lesson, solution = (read(ROOT / folder / covered.notebook) for folder in ("notebooks", "solutions"))
    taught = {cell.id: cell.source for cell in lesson.cells}
    assert covered.lesson in taught
    if covered.notes.startswith("("):
        assert f"\\tag{{{covered.notes[1:-1]}}}" in taught[covered.lesson]
    roles = {role(cell) for cell in solution.cells if workbook(cell, "exercise") == covered.exercise}
    assert {"answer", "check"} <= roles
    module, function = covered.check.rsplit(".", 1)
    assert callable(getattr(importlib.import_module(module), function))
    called = next(cell.source for cell in solution.cells if cell.id == f"{covered.exercise}-check")
    assert function in called
    assert covered.test in names_of_tests(covered.test_file)


def test_every_equation_and_every_question_of_the_notes_is_covered():
    covered = {one.notes for one in COVERAGE}
    assert {f"({n})" for n in range(1, 20)} <= covered
    assert {f"3({part})" for part in "abcd"} | {f"5({part})" for part in "abcd"} <= {notes[:4] for notes in covered}


def test_everything_the_notes_ask_to_check_is_covered():
    """(7), (14) and (17) say "check this" beside their numbers, (16) in its sentence, and shapes are to be checked."""
    covered = {one.notes for one in COVERAGE}
    assert {"(7)", "(14)", "(17)", "J(s, c) = I_n, check this", "check that the shapes match by hand",
            "check that the shapes match by hand, back as well"} <= covered


def test_every_exercise_belongs_to_something_in_the_notes():
    found = {(path.name, one) for path in SOLUTION_FILES for cell in read(path).cells
             if (one := workbook(cell, "exercise")) not in {None, *BEYOND}}
    assert found == {(one.notebook, one.exercise) for one in COVERAGE}
    assert len({one.notes for one in COVERAGE}) == len(COVERAGE)


def names_of_tests(file: str) -> set[str]:
    tree = ast.parse((ROOT / "tests" / file).read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")}
