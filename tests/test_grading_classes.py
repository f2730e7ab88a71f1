"""A small class by the command line: marked as planted, the same whenever and wherever, and whatever is killed."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import psutil
import pytest
from answers_wrong import WRONG
from handing_in import ROOT, SEED, answer, command, files, grades, hand_in, notebook, points

from grading.__main__ import main
from grading.marking.answers import NO_ID
from grading.marking.marks import ERROR, NOTHING
from grading.marking.marks import WRONG as NOT_RIGHT
from grading.walls import bubblewrap
from helpers.checks.variants import variant

NEURONS, LOSSES = "01_neurons", "02_losses"
NOISY = """
import sys, warnings
def my_neuron(x, w, b, phi):
    print("now", x)
    print("and", file=sys.stderr)
    warnings.warn("careful")
    np_error = __import__("numpy").float64(1) / 0
    return phi(w @ x + b)
my_neuron([1], __import__("numpy").ones(1), 0, lambda one: one)
"""
PLANTED = {("Ben", NEURONS): {"eq2-neuron": "F1", "eq3-layer": "F3", "shapes-forward": "F2"},
           ("Cai", LOSSES): {"softmax-stable": "S2", "eq4-nll": "L3"}}
FULL = {NEURONS: {"eq2-neuron": 2, "eq3-layer": 3, "shapes-forward": 2},
        LOSSES: {"cost-of-weight": 2, "cross-entropy": 2, "eq4-nll": 2, "eq5-nll": 2, "softmax-stable": 3}}
SAME = ("grades.csv", "grades.json", "junit.xml")
SLOW = "import time\ntime.sleep(1.5)"
TYPED = """
first_sum, first_a = {first_sum}, {first_a}
second_products, second_sum, second_a = {second_products}, {second_sum}, {second_a}
"""


@pytest.fixture(scope="module", autouse=True)
def sandbox() -> None:
    """On a user's computer these tests need bubblewrap; in CI a missing one is a failure."""
    if bubblewrap.refusal() and not os.environ.get("CI"):
        pytest.skip(bubblewrap.refusal())


def wrong(lesson: str, exercise: str, code: str) -> str:
    """An answer that is right at first, and then, in what counts, shows this mistake."""
    mistaken = next(source for name, shown, source in WRONG if (name, shown) == (exercise, code))
    return f"{answer(lesson, exercise)}\n{mistaken}"


@dataclass(frozen=True)
class Run:
    """What one call of `grading grade` said, and all files of the report after it."""

    code: int
    said: str
    warned: str
    files: dict[str, tuple[bytes, int]]

    def results(self) -> dict[str, tuple[bytes, int]]:
        """The finished results alone."""
        return {name: kept for name, kept in self.files.items() if name.startswith("results")}

    def texts(self) -> dict[str, bytes]:
        """What the files hold, whenever they were written."""
        return {name: kept[0] for name, kept in self.files.items()}


def grade(source: Path, report: Path, *options: object) -> Run:
    return Run(*command("grade", source, "--out", report, *options), files(report))


@pytest.fixture(scope="module")
def handed_in(tmp_path_factory) -> Path:
    """Six notebooks of five students, and two files that are no notebooks."""
    folder = tmp_path_factory.mktemp("class")
    hand_in(folder, "Ada", NEURONS, notebook(NEURONS, {"eq2-neuron": NOISY}))
    hand_in(folder, "Ada", LOSSES, notebook(LOSSES, {}, own="print('mine')"))
    for (student, lesson), mistakes in PLANTED.items():
        changes = {name: wrong(lesson, name, code) for name, code in mistakes.items()}
        hand_in(folder, student, lesson, notebook(lesson, changes))
    hand_in(folder, "Dee", NEURONS, notebook(NEURONS, {}, folder="exercises"))
    stopped = {"eq2-neuron": "def my_neuron(:", "shapes-forward": "shape_V = 1 / 0"}
    hand_in(folder, "Fay", NEURONS, notebook(NEURONS, stopped))
    hand_in(folder, "Eve", NEURONS, '{"cells": [')
    (folder / "Eve" / "notes.txt").write_text("I was ill.")
    return folder


@pytest.fixture(scope="module")
def first(handed_in, tmp_path_factory) -> tuple[Path, Run]:
    report = tmp_path_factory.mktemp("first") / "report"
    return report, grade(handed_in, report, "--seed", SEED)


@pytest.fixture(scope="module")
def again(handed_in, first) -> Run:
    return grade(handed_in, first[0])


def test_a_class_is_marked_as_planted(first):
    report, run = first
    assert run.code == 0
    assert run.said == f"5 students, 22 marks, seed {SEED}: {report / 'report.html'}\n"
    found = points(report)
    assert found == {
        "Ada": FULL[NEURONS] | FULL[LOSSES],
        "Ben": dict.fromkeys(FULL[NEURONS], 0),
        "Cai": FULL[LOSSES] | {"softmax-stable": 0, "eq4-nll": 0},
        "Dee": dict.fromkeys(FULL[NEURONS], 0),
        "Fay": FULL[NEURONS] | {"eq2-neuron": 0, "shapes-forward": 0}}


def test_each_mark_says_what_happened(first):
    found = grades(first[0])
    assert {note for _, note in found["Dee"].values()} == {NOTHING}
    assert [found["Fay"][name][1] for name in FULL[NEURONS]] == [
        ERROR.format(kind=", SyntaxError"), "", ERROR.format(kind=", ZeroDivisionError")]
    assert {note for _, note in found["Ben"].values()} == {NOT_RIGHT}
    assert {note for _, note in found["Ada"].values()} == {""}


def test_mistakes_are_recognised(first):
    read = json.loads(first[1].files["grades.json"][0])
    shown = {(mark["student"], mark["exercise"]): mark["mistakes"] for mark in read["marks"] if mark["mistakes"]}
    assert shown == {(student, name): [code] for (student, _), mistakes in PLANTED.items()
                     for name, code in mistakes.items()}
    cases = ElementTree.fromstring(first[1].files["junit.xml"][0]).iter("testcase")
    in_junit = {(case.get("classname"), case.get("name")): [one.get("value") for one in case.iter("property")
                                                            if one.get("name") == "mistake"] for case in cases}
    assert {who: codes for who, codes in in_junit.items() if codes} == shown
    assert all(read["questions"][f"{name}:{code}"] for (_, name), (code,) in shown.items())


def test_what_cannot_be_read_is_listed_and_stops_nothing(first):
    report, run = first
    assert f"Eve/{NEURONS}.ipynb: The file is not JSON, so it is no notebook.\n" in run.warned
    assert "Eve" in (report / "report.html").read_text(encoding="utf-8")


def test_progress_is_told_where_nobody_watches(first):
    assert "6 of 6 notebooks graded" in first[1].warned


def test_everybody_gets_pages_of_their_own(first):
    report, _ = first
    there = {str(path.relative_to(report / "feedback")) for path in (report / "feedback").rglob("*.*")}
    assert there == {f"{student}/{lesson}.{kind}" for student, lesson in
                     [("Ada", NEURONS), ("Ada", LOSSES), *PLANTED, ("Dee", NEURONS), ("Fay", NEURONS)]
                     for kind in ("html", "ipynb")}


def test_a_second_run_grades_nothing_and_changes_no_byte(first, again):
    assert again.code == 0
    assert again.results() == first[1].results()
    assert again.texts() == first[1].texts()
    assert "notebooks graded" not in again.warned


@pytest.fixture(scope="module")
def elsewhere(handed_in, tmp_path_factory) -> tuple[Path, Run, Run]:
    """Another report with the same seed, first for one student and then, one notebook at a time, for all."""
    report = tmp_path_factory.mktemp("elsewhere") / "report"
    alone = grade(handed_in, report, "--seed", SEED, "--only", "Fay", LOSSES)
    return report, alone, grade(handed_in, report, "--workers", "1")


def test_only_some_are_graded_and_the_rest_is_said_to_wait(elsewhere):
    _, alone, _ = elsewhere
    assert alone.code == 0
    assert len(alone.results()) == 3
    assert f"Dee/{NEURONS}.ipynb: was not graded in this run.\n" in alone.warned
    assert alone.said.startswith("3 students, 13 marks")


def test_another_report_with_the_same_seed_is_the_same(first, elsewhere):
    _, alone, whole = elsewhere
    assert [whole.texts()[name] for name in SAME] == [first[1].texts()[name] for name in SAME]
    assert {name: whole.results()[name] for name in alone.results()} == alone.results()


def test_what_is_graded_by_force_leaves_the_others_marks(handed_in, elsewhere):
    report, _, whole = elsewhere
    forced = grade(handed_in, report, "--force", "--only", "Dee")
    assert forced.texts() == whole.texts()
    changed = [name for name, kept in forced.results().items() if kept != whole.results()[name]]
    assert len(changed) == 1


@pytest.fixture(scope="module")
def mended(handed_in, first, again) -> Run:  # noqa: ARG001 (after what is compared with the first run)
    """Ben hands in again, with one answer mended; afterwards the class is what it was."""
    file = handed_in / "Ben" / f"{NEURONS}.ipynb"
    before = file.read_text(encoding="utf-8")
    changes = {name: wrong(NEURONS, name, PLANTED["Ben", NEURONS][name]) for name in ("eq2-neuron", "shapes-forward")}
    hand_in(handed_in, "Ben", NEURONS, notebook(NEURONS, changes))
    run = grade(handed_in, first[0])
    file.write_text(before, encoding="utf-8")
    return run


def test_one_new_notebook_is_graded_alone_and_the_report_shows_what_changed(first, again, mended):
    assert len(mended.results().items() - again.results().items()) == 1
    assert again.results().items() < mended.results().items()
    changes = json.loads(mended.files["grades.json"][0])["changes"]
    assert changes == [{"student": "Ben", "notebook": NEURONS, "exercise": "eq3-layer", "before": 0, "after": 3,
                        "why": "graded again"}]
    assert points(first[0])["Ben"]["eq3-layer"] == 3
    assert "Points that were changed" in mended.files["report.html"][0].decode()
    assert "Points that were changed" not in again.files["report.html"][0].decode()
    assert "Changed from 0 points to 3 points: graded again" in mended.files[f"feedback/Ben/{NEURONS}.html"][0].decode()


def test_a_teacher_s_points_count_last_and_are_shown(first, mended):
    report = first[0]
    (report / "overrides.csv").write_text("student,exercise,points,reason\nDee,eq2-neuron,1.5,Was ill.\nNobody,x,1,y\n")
    code, said, _ = command("report", report, "--codes")
    assert (code, said) == (0, f"{report / 'report.html'}\n")
    assert points(report)["Dee"]["eq2-neuron"] == 1.5
    page = (report / "report.html").read_text(encoding="utf-8")
    assert "Was ill." in page
    assert "nobody called 'Nobody' was graded" in page.replace("&#x27;", "'")
    assert files(report)["results/" + Path(next(iter(mended.results()))).name] == next(iter(mended.results().values()))


def test_points_reach_the_portals_files(first, mended, tmp_path):  # noqa: ARG001 (Ben's last notebook counts)
    report = first[0]
    total = sum(points(report)["Ada"][name] for name in FULL[NEURONS])
    sheet = tmp_path / "Grades.csv"
    sheet.write_text("Identifier,Full name,Grade,Maximum grade\nParticipant 1,Ada,,7\nParticipant 2,Ben,,7\n")
    code, said, warned = command("export", report, "--moodle", sheet, "--notebook", NEURONS)
    assert (code, said) == (0, f"1 written: {tmp_path / 'Grades_filled.csv'}\n"), warned
    assert f"Participant 1,Ada,{total:g},7" in (tmp_path / "Grades_filled.csv").read_text()
    sheet.write_text("Student,ID,Neurons (12)\n    Points Possible,,7\nAda,5,\nBen,6,\n")
    code, _, warned = command("export", report, "--canvas", sheet, "--column", "Neurons", "--notebook", NEURONS,
                              "--to", tmp_path / "canvas.csv")
    assert code == 0, warned
    assert f"Ada,5,{total:g}" in (tmp_path / "canvas.csv").read_text()
    assert command("export", report, "--gradescope", tmp_path / "scope")[0] == 0
    read = json.loads((tmp_path / "scope" / "Ada" / "results.json").read_text())
    assert {one["number"]: one["score"] for one in read["tests"]} == points(report)["Ada"]


def test_pages_for_students_are_written_anew(first, handed_in, mended):  # noqa: ARG001 (after the last run)
    report = first[0]
    for path in (report / "feedback").rglob("*.html"):
        path.unlink()
    assert command("feedback", handed_in, report)[0] == 0
    assert len(list((report / "feedback").rglob("*.html"))) == 6


def test_a_folder_that_nothing_was_graded_into_is_refused_in_a_sentence(tmp_path):
    code, _, warned = command("report", tmp_path)
    assert code == 1
    assert warned.startswith(f"{tmp_path}: nothing was graded into this folder yet;")


@pytest.mark.parametrize("name", ["release", "execute", "grade", "report", "feedback", "export"])
def test_the_help_of_each_command_shows_an_example(name):
    code, said, _ = command(name, "--help")
    assert code == 0
    assert f"example: uv run grading {name} " in said


@pytest.mark.parametrize("wanted", [["--workers", "0"], ["--memory", "-1"], ["--seed", "x"], []])
def test_options_that_make_no_sense_are_refused(tmp_path, wanted):
    options = ["--out", tmp_path / "report", *wanted] if wanted else []
    assert command("grade", tmp_path, *options)[0] == 2


def typed(owner: str, id_: str) -> dict[str, str]:
    """The cells of somebody who types an id, and by hand what is right for the owner of these numbers."""
    names: dict = {"mine": variant(owner, "eq1-by-hand")}
    exec(answer(NEURONS, "eq1-by-hand"), names)
    names["second_products"] = [round(one, 6) for one in names["second_products"]]
    return {"student-id": f'student_id = "{id_}"', "eq1-by-hand": TYPED.format(**names)}


@pytest.fixture(scope="module")
def own_numbers(tmp_path_factory) -> dict[str, tuple[float, str]]:
    """Ada types her name; Gus types hers and her numbers; Hal types his, and her numbers; Ivy types none."""
    folder = tmp_path_factory.mktemp("typed")
    for student, owner, id_ in (("Ada", "ada", "Ada"), ("Gus", "ada", " ADA "), ("Hal", "ada", "4711"),
                                ("Ivy", "ivy", ""), ("Jo", "0815", "0815")):
        hand_in(folder / "class", student, NEURONS, notebook(NEURONS, typed(owner, id_)))
    run = grade(folder / "class", folder / "report", "--seed", SEED, "--per-student")
    assert run.code == 0
    return {student: found["eq1-by-hand"] for student, found in grades(folder / "report").items()}


def test_numbers_by_hand_count_for_whom_they_were_drawn(own_numbers):
    assert own_numbers == {
        "Ada": (2, ""), "Jo": (2, ""), "Hal": (0, NOT_RIGHT), "Ivy": (0, NO_ID),
        "Gus": (0, "Somebody else typed the id 'ada' too, so these numbers may be theirs: an id must be one's own.")}


@pytest.fixture
def started() -> Iterator[Callable[..., subprocess.Popen]]:
    """Starts the command in a process of its own; what is left of it at the end is ended."""
    running: list[subprocess.Popen] = []

    def start(source: Path, report: Path) -> subprocess.Popen:
        running.append(subprocess.Popen([sys.executable, "-m", "grading", "grade", str(source), "--out", str(report),
                                         "--seed", str(SEED), "--workers", "2"], cwd=ROOT,
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
        return running[-1]

    yield start
    for one in running:
        one.kill()
        one.wait()


def test_a_command_that_is_killed_goes_on_where_it_was(handed_in, first, tmp_path, started):
    report = tmp_path / "report"
    process = started(handed_in, report)
    until(lambda: len(list(report.glob("results/*.json"))) >= 2)
    those = psutil.Process(process.pid).children(recursive=True)
    process.kill()
    process.wait()
    until(lambda: not any(alive(one) for one in those))
    before = {name: kept for name, kept in files(report).items() if name.endswith(".json") and "results" in name}
    assert 2 <= len(before) < 6
    run = grade(handed_in, report)
    assert {name: kept for name, kept in run.results().items() if name in before} == before
    assert [run.texts()[name] for name in SAME] == [first[1].texts()[name] for name in SAME]


def test_grades_are_the_same_whatever_process_is_killed(tmp_path, started):
    folder, report = tmp_path / "class", tmp_path / "report"
    text = notebook(NEURONS, {"eq2-neuron": wrong(NEURONS, "eq2-neuron", "F4")}, own=SLOW)
    for student in ("Ada", "Ben", "Cai"):
        hand_in(folder, student, NEURONS, text)
    process = started(folder, report)
    for which in (a_kernel, a_run, the_warm_process):
        victim = until(lambda which=which: which(process.pid))
        os.kill(victim, signal.SIGKILL)
        until(lambda victim=victim: not psutil.pid_exists(victim))
    assert process.wait() == 0
    assert points(report) == {student: FULL[NEURONS] | {"eq2-neuron": 0} for student in ("Ada", "Ben", "Cai")}
    assert len(list(report.glob("results/*.json"))) == 3


def until(happened: Callable[[], object]) -> object:
    """Wait for something, and return it."""
    for _ in range(3000):
        if found := happened():
            return found
        time.sleep(0.02)
    raise TimeoutError("It did not happen within a minute.")


def alive(one: psutil.Process) -> bool:
    try:
        return one.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def a_kernel(command_: int) -> int:
    """A process that runs students' code: in a world within the world of the warm process."""
    return next((one for one, places in _worlds(command_) if len(places) == 3 and places[-1] != 1), 0)


def the_warm_process(command_: int) -> int:
    return next((one for one, places in _worlds(command_) if len(places) == 2), 0)


def a_run(command_: int) -> int:
    """A process that compares: forked from the one that has imported everything."""
    servers = [one for one in psutil.Process(command_).children() if "forkserver" in " ".join(one.cmdline())]
    return next((one.pid for server in servers for one in server.children()), 0)


def _worlds(command_: int) -> Iterator[tuple[int, list[int]]]:
    """Processes of Python behind the wall, with their numbers in each world that they are in."""
    for one in psutil.Process(command_).children(recursive=True):
        try:
            if "/graded/warm.py" in one.cmdline() and "bwrap" not in one.name():
                status = Path(f"/proc/{one.pid}/status").read_text()
                yield one.pid, [int(number) for number in status.split("NSpid:")[1].split("\n")[0].split()]
        except (psutil.Error, OSError):
            continue


def test_what_was_finished_is_kept_when_a_person_stops_it(monkeypatch, capsys):
    def stopped(_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("grading.commands.report", stopped)
    stopped.__name__ = "report"
    assert main(["report", "x"]) == 130
    assert capsys.readouterr().err == "Stopped. What was finished is kept: the same command goes on from here.\n"


def test_workers_of_dask_give_the_same_grades(handed_in, elsewhere, tmp_path):
    """A scheduler and a worker as on two computers; the report is told from the one of `elsewhere` by nothing."""
    pytest.importorskip("distributed")
    there = tmp_path / "scheduler.json"
    dask = [sys.executable, "-m", "dask"]
    parts = [[*dask, "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard"],
             [*dask, "worker", "--no-nanny", "--nthreads", "2", "--no-dashboard"]]
    running = [subprocess.Popen([*part, "--scheduler-file", str(there)], cwd=tmp_path, stdout=subprocess.DEVNULL,
                                stderr=subprocess.DEVNULL) for part in parts]
    try:
        address = until(lambda: there.exists() and json.loads(there.read_text() or "{}").get("address"))
        subprocess.run([sys.executable, "-m", "grading", "grade", str(handed_in), "--out", str(tmp_path / "report"),
                        "--seed", str(SEED), "--scheduler", address], cwd=ROOT, check=True, capture_output=True)
    finally:
        for one in running:
            one.kill()
            one.wait()
    assert [(tmp_path / "report" / name).read_bytes() for name in SAME] == [elsewhere[2].texts()[name] for name in SAME]
    assert {name: kept[0] for name, kept in files(tmp_path / "report").items() if "results" in name} == {
        name: kept[0] for name, kept in elsewhere[2].results().items()}


def test_a_scheduler_that_is_not_there_is_refused_in_a_sentence(handed_in, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "dask.distributed", None)
    code, _, warned = command("grade", handed_in, "--out", tmp_path / "report", "--scheduler", "tcp://127.0.0.1:9")
    assert code == 1
    assert "--scheduler needs Dask's `distributed`" in warned.splitlines()[-1]


def test_our_own_answers_earn_all_points_in_every_lesson(tmp_path):
    """Also those that use what stands on the sheets; and who builds on a wrong function loses its points only."""
    lessons = sorted(path.stem for path in (ROOT / "solutions").glob("*.ipynb"))
    for lesson in lessons:
        hand_in(tmp_path / "class", "Ada", lesson, notebook(lesson, {"student-id": 'student_id = "ada"'}))
    wrong = {"q3d-forward": "def my_forward(network, x):\n    l = network.V @ x\n    a = network.phi1(l)\n"
                            "    s = network.W @ a\n    return l, a, s, network.phi2(s)"}
    hand_in(tmp_path / "class", "Bo", "03_gradient_descent", notebook("03_gradient_descent", wrong))
    code, _, said = command("grade", tmp_path / "class", "--out", tmp_path / "report", "--seed", SEED, "--per-student")
    assert (code, said.count("Ada")) == (0, 0)
    assert {name: note for name, (_, note) in grades(tmp_path / "report")["Ada"].items() if note} == {}
    assert len(grades(tmp_path / "report")["Ada"]) == 45
    got = points(tmp_path / "report")["Bo"]
    assert (got["q3d-forward"], got["q3d-cost"], got["descend"]) == (0, 2, 3)
