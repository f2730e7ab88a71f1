"""What a student's code sees and can use up while it is graded, where walls are, and where there are none."""

import importlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from xml.etree import ElementTree

import pytest
from handing_in import ROOT, SEED, Desk, command, grades, hand_in, notebook, points

from grading.book.tables import NO_WALLS
from grading.marking.jobs import GradeJob
from grading.marking.kernels import running
from grading.marking.masters import read_masters
from grading.marking.pool import run_alone
from grading.walls import bubblewrap, inside
from grading.walls.kept import kept, kept_files, write_files

LESSON = "01_neurons"
ATTRIBUTES = ("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb", "NoNewPrivs", "Seccomp")
PROBES = {
    "roots": "import os; answer = sorted(os.listdir('/'))",
    "home": "answer = os.getcwd(), os.listdir('.'), os.listdir('/tmp'), os.listdir('/sockets'), os.listdir('/home')",
    "graded": "answer = sorted(os.listdir('/graded')), sorted(os.listdir('/graded/helpers/checks'))",
    "project": f"answer = [os.path.exists(path) for path in ('{ROOT}/solutions', '{ROOT}/grading', '{ROOT}/helpers',"
               f" '{ROOT}/tests', '{Path.home()}/.ssh', '/etc/passwd', '/etc/shadow', '/var', '/run', '/boot')]",
    "packages": "from importlib.util import find_spec\nanswer = [name for name in ('grading', 'nbval', 'pytest',"
                " 'nbformat', 'nbclient', 'debugpy', 'scipy', 'sklearn', 'autograd', 'jupyterlab', 'anywidget',"
                " 'numpy', 'matplotlib', 'helpers') if find_spec(name)]",
    "environment": "answer = dict(os.environ)",
    "environments": "answer = [open(f'/proc/{name}/environ').read() for name in os.listdir('/proc') if name.isdigit()"
                    " and os.access(f'/proc/{name}/environ', os.R_OK)]",
    "processes": "answer = sorted(int(name) for name in os.listdir('/proc') if name.isdigit())",
    "who": "answer = os.getuid(), os.geteuid(), os.getgid(), os.getgroups()",
    "threads": "answer = [dict(line.split(':\\t') for line in open(f'/proc/self/task/{name}/status').read()"
               ".splitlines() if ':\\t' in line) for name in os.listdir('/proc/self/task')]",
    "network": "import socket; answer = [name for _, name in socket.if_nameindex()],"
               " [line.split()[-1] for line in open('/proc/net/unix').read().splitlines()[1:] if '/' in line]",
    "namespaces": "import ctypes, platform\nlibc = ctypes.CDLL(None, use_errno=True)\n"
                  "unshared = libc.unshare(0x10000000), ctypes.get_errno()\n"
                  "clone = {'x86_64': 56, 'aarch64': 220}[platform.machine()]\n"
                  "child = libc.syscall(clone, 0x10000000 | 17, 0, 0, 0, 0)\n"
                  "if child == 0:\n    os._exit(0)\n"
                  "answer = unshared, child, ctypes.get_errno(), open('/proc/sys/user/max_user_namespaces').read()",
    "writing": "answer = []\nfor path in ('/graded/x', '/graded/helpers/x', '/usr/x', os.__file__, '/sockets/x', '/x',"
               " '/dev/x', '/proc/sys/user/max_user_namespaces', '/tmp/x', '/dev/shm/x', 'x'):\n"
               "    try:\n        answer.append(open(path, 'a').write('0') == 1)\n"
               "    except OSError:\n        answer.append(False)",
    "mounts": "last = {place: (kind, options.split(',')[0]) for _, place, kind, options, *_ in\n"
              "        map(str.split, open('/proc/mounts').read().splitlines())}\n"
              "answer = [(place, kind) for place, (kind, way) in last.items() if way == 'rw']",
    "file size": "try:\n    answer = open('/tmp/big', 'wb').write(bytes(33 << 20))\n"
                 "except OSError as error:\n    answer = error.errno\nos.unlink('/tmp/big')",
    "folder size": "try:\n    for i in range(9):\n        open(f'/tmp/{i}', 'wb').write(bytes(9 << 20))\n"
                   "    answer = 0\nexcept OSError as error:\n    answer = error.errno\n"
                   "[os.unlink(f'/tmp/{i}') for i in range(9) if os.path.exists(f'/tmp/{i}')]",
    "open files": "answer = 0\ntry:\n    held = [open('/dev/null') for _ in range(300)]\n"
                  "except OSError as error:\n    answer = error.errno\nheld = None",
    "processes at once": "import subprocess\nanswer, born = 0, []\ntry:\n    while len(born) < 100:\n"
                         "        born.append(subprocess.Popen(['sleep', '100']))\n"
                         "except OSError as error:\n    answer = error.errno\n"
                         "[one.kill() for one in born]\nanswer = answer, len(born)",
    "uncounted memory": "answer = [libc.syscall(number, 0, 0, 0, 0) for number in REFUSED[platform.machine()]]",
}
KNOWN = ("connection.json", "ipython", "mpl", *Path(sys.prefix).parts, *Path(sys.base_prefix).parts)
FORBIDDEN = {
    "01_neurons": ("neuron", "neuron_sum", "layer", "forward", "softmax", "sweep", "cost", "backprop", "SOFTMAX"),
    "02_losses": ("softmax", "SOFTMAX", "squared_error", "squared_error_gradient", "negative_log_likelihood",
                  "negative_log_likelihood_of_class", "entropy", "cross_entropy", "kl_divergence", "cost", "mean_cost",
                  "total_cost", "SQUARED_ERROR", "NEGATIVE_LOG_LIKELIHOOD", "forward", "layer"),
    "03_gradient_descent": ("forward", "layer", "neuron", "cost", "mean_cost", "total_cost", "numerical_gradient",
                            "step", "descend", "descend_together", "descend_minibatches", "backprop",
                            "cost_and_gradient", "jacobian", "Node"),
    "04_jacobians": ("jacobian", "pull_back", "chain", "jacobian_of_layer", "jacobian_of_activation", "softmax",
                     "jacobian_of_softmax", "jacobian_of_squared_error", "numerical_gradient", "backprop", "MAPS",
                     "THREE", "multiplications", "Node"),
    "05_backprop": ("backprop", "backprop_batch", "cost_and_gradient", "gradient_check", "numerical_gradient",
                    "jacobian", "pull_back", "jacobian_of_softmax", "cost", "SQUARED_ERROR", "step", "descend",
                    "descend_minibatches", "train", "load_digits", "Digits", "softmax", "Node", "backward", "layer"),
    "06_autograd": ("backprop", "backprop_batch", "cost_and_gradient", "forward", "layer", "jacobian", "pull_back",
                    "cost", "SQUARED_ERROR", "load_digits", "softmax", "step", "train"),
}
EVERYWHERE = ("variant", "EXERCISES", "foreseen", "FORESEEN", "told", "told_of", "solution", "Mistake",
              "Block")
HOGS = {"eq2-neuron": "held = []\nwhile True:\n    held.append(bytearray(2**24))",
        "eq3-layer": "import time\ntime.sleep(1e6)",
        "shapes-forward": "import os\nos._exit(0)"}


@pytest.fixture(scope="module", autouse=True)
def sandbox() -> None:
    """On a user's computer these tests need bubblewrap; in CI a missing one is a failure."""
    if bubblewrap.refusal() and not os.environ.get("CI"):
        pytest.skip(bubblewrap.refusal())


@pytest.fixture(scope="module")
def desk() -> Iterator[Desk]:
    master, kind = Desk.of(LESSON)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("A_SECRET", "of the teacher")
        with running({LESSON: kind}) as kernels:
            yield Desk(master, kind, kernels[LESSON])


@pytest.fixture(scope="module")
def seen(desk) -> dict:
    """What a kernel answers to each probe."""
    cells = [{"source": f"REFUSED = { {name: one[1] for name, one in inside.REFUSED.items()} }"}]
    cells += [{"source": f"{source}\nimport json\nprint(json.dumps(answer))", "exercise": name, "role": "hidden",
               "reference": "nothing prints this"} for name, source in PROBES.items()]
    result = desk.run(GradeJob("a probe", LESSON, cells, desk.kind.digest, 20.0))
    assert result.left_out == []
    return {name: json.loads(one.text) if one.text else None for name, one in result.outcomes.items()}


def test_a_kernel_sees_hardly_any_files(seen):
    assert set(seen["roots"]) <= {"bin", "dev", "etc", "graded", "home", "lib", "lib64", "proc", "sbin", "sockets",
                                  "tmp", "usr", *[path.parts[1] for path in (Path(sys.base_prefix), Path(sys.prefix))]}
    folder, *empty, homes = seen["home"]
    assert (folder, homes) == ("/home/student", ["student"])
    assert [[name for name in names if name not in KNOWN] for names in empty] == [
        [], [], []]
    assert seen["project"] == [False] * 10


def test_of_the_workbook_it_sees_its_own_helpers_only(seen, desk):
    folder, checks = seen["graded"]
    assert folder == ["helpers", "inside.py", "warm.py"]
    assert checks == sorted(Path(name).name for name in desk.kind.helpers if "/checks/" in name)


def test_of_the_environment_it_sees_what_kernels_need(seen):
    assert seen["packages"] == ["numpy", "matplotlib", "helpers"]


def test_no_variable_of_the_teacher_s_is_seen(seen):
    ours = {*bubblewrap.ENVIRONMENT, *bubblewrap.OF_THE_MACHINE}
    assert set(seen["environment"]) - ours <= {"PWD", "CLICOLOR", "CLICOLOR_FORCE", "FORCE_COLOR", "GIT_PAGER", "PAGER",
                                               "TERM", "JPY_PARENT_PID", "PYDEVD_USE_FRAME_EVAL", "LC_CTYPE"}
    assert "of the teacher" not in json.dumps(seen["environments"])


def test_it_is_alone_with_the_one_that_watches_it(seen):
    assert len(seen["processes"]) == 2
    assert seen["processes"][0] == 1
    user, effective, group, groups = seen["who"]
    assert 0 not in (user, effective, group)
    assert 0 not in groups


def test_no_thread_of_it_has_a_capability(seen):
    assert len(seen["threads"]) > 1
    for thread in seen["threads"]:
        assert [int(thread[name], 16) for name in ATTRIBUTES] == [0, 0, 0, 0, 0, 1, 2]


def test_there_is_no_network_and_nobody_else_s_socket(seen):
    interfaces, sockets = seen["network"]
    assert interfaces == ["lo"]
    assert {Path(name).parts[1] for name in sockets} <= {"sockets"}
    assert len({Path(name).parts[2] for name in sockets}) <= 1


def test_it_can_make_no_namespaces(seen):
    unshared, child, error, most = seen["namespaces"]
    assert unshared == [-1, 1]
    assert (child, error) == (-1, 28)
    assert int(most) == 0


def test_it_writes_to_private_folders_only(seen):
    """Whatever else could be written to would be there for the next student's kernel."""
    assert seen["writing"] == [False] * 8 + [True] * 3
    there = {place: kind for place, kind in seen["mounts"] if not place.startswith("/sockets/")}  # those are covered
    assert {place for place, kind in there.items() if kind != "devtmpfs"} == {
        "/proc", "/tmp", "/home/student", "/dev/shm", "/dev/pts"}
    assert all(place.startswith("/dev/") for place, kind in there.items() if kind == "devtmpfs")


def test_files_folders_and_processes_are_limited(seen):
    assert seen["file size"] == 27
    assert seen["folder size"] == 28
    assert seen["open files"] == 24
    error, born = seen["processes at once"]
    assert error == 11
    assert 10 < born < inside.PROCESSES


def test_memory_that_nobody_counts_is_refused(seen):
    assert set(seen["uncounted memory"]) == {-1}


def test_using_up_costs_the_answer_that_does_it_and_its_mark_says_why(desk):
    for name, note in (("eq2-neuron", "The answer used more memory than a kernel may."),
                       ("eq3-layer", "The answer took longer than a cell may."),
                       ("shapes-forward", "The answer ended the kernel.")):
        hogs = {name: HOGS[name]}
        result = desk.run(desk.job(hogs))
        marked = desk.marked(result)
        assert marked.pop(name).note == note
        assert all(mark.points == mark.max_points and not mark.note for mark in marked.values())
        assert result.left_out == [f"the answer to {name} {note.removeprefix('The answer ').removesuffix('.')}"]


def test_a_kernel_with_a_wall_of_its_own_gives_the_same_result(desk):
    job = desk.job({"eq3-layer": "def my_layer(x, W, b, phi):\n    return x @ W.T + b"})
    alone = run_alone(asdict(job), asdict(desk.kind))
    assert alone == desk.run(job).to_json()
    assert [one["right"] for one in json.loads(alone)["outcomes"].values()] == [True, False, True]


@pytest.fixture
def one(tmp_path) -> Path:
    """A class of one, whose answers are right but for one that imports what is asked for."""
    imported = {"eq3-layer": "from helpers.neurons import layer as my_layer"}
    hand_in(tmp_path / "class", "Ada", LESSON, notebook(LESSON, imported))
    return tmp_path


def test_without_bubblewrap_nothing_is_run(one, monkeypatch):
    monkeypatch.setenv("PATH", "")
    bubblewrap.refusal.cache_clear()
    try:
        code, _, said = command("grade", one / "class", "--out", one / "report", "--seed", SEED)
    finally:
        bubblewrap.refusal.cache_clear()
    assert code == 1
    assert said.startswith("Student code is not run without a sandbox, and bubblewrap is not installed")
    assert "--no-sandbox" in said.splitlines()[-1]
    assert "Traceback" not in said
    assert not (one / "report" / "grades.csv").exists()


def test_a_sandbox_that_is_waived_is_missed_on_every_page(one):
    code, _, said = command("grade", one / "class", "--out", one / "report", "--seed", SEED, "--no-sandbox")
    assert code == 0
    assert said.startswith("WARNING: no sandbox.")
    assert points(one / "report") == {"Ada": {"eq2-neuron": 2, "eq3-layer": 0, "shapes-forward": 2}}
    (result,) = (one / "report" / "results").iterdir()
    assert json.loads(result.read_text())["left_out"] == []  # a kernel that ends with its notebook is nobody's fault
    assert all(note.startswith(NO_WALLS) for _, note in grades(one / "report")["Ada"].values())
    assert json.loads((one / "report" / "grades.json").read_text())["warning"] == NO_WALLS
    suite = ElementTree.parse(one / "report" / "junit.xml").find("testsuite/properties")
    assert {each.get("name"): each.get("value") for each in suite}["warning"] == NO_WALLS
    for page in ("report.html", f"feedback/Ada/{LESSON}.html", f"feedback/Ada/{LESSON}.ipynb"):
        assert NO_WALLS in (one / "report" / page).read_text(encoding="utf-8"), page


@pytest.fixture(scope="module", params=list(FORBIDDEN))
def helpers(request, tmp_path_factory) -> tuple[str, dict[str, list[str]]]:
    """A lesson, and what a fresh Python finds in each module of the helpers that its kernels get."""
    folder = tmp_path_factory.mktemp("helpers")
    found = kept_files(ROOT, read_masters(ROOT)[request.param].roots)
    write_files(folder, found)
    names = [name.removesuffix("/__init__.py").removesuffix(".py").replace("/", ".") for name in found]
    source = ("import importlib, json\n"
              f"print(json.dumps({{one: dir(importlib.import_module(one)) for one in {names}}}))\n"
              "from helpers.neurons import nothing_like_this")
    ran = subprocess.run([sys.executable, "-W", "error", "-c", source], cwd=folder, capture_output=True, text=True,
                         check=False)
    assert ran.stderr.rstrip().endswith(
        "ImportError: helpers.neurons.nothing_like_this is not there while a notebook is graded: it is what has to be "
        "written."), ran.stderr
    return request.param, json.loads(ran.stdout)


def test_what_an_exercise_asks_for_is_not_in_its_kernel(helpers):
    lesson, modules = helpers
    there = {name for names in modules.values() for name in names}
    assert there & {*FORBIDDEN[lesson], *EVERYWHERE} == set()


def test_what_is_forbidden_is_a_name_that_the_workbook_has(helpers):
    lesson, _ = helpers
    every = {name for path in (ROOT / "helpers").rglob("*.py") for name in path.read_text("utf-8").split("\n")
             for name in [name.removeprefix("def ").removeprefix("class ").split("(")[0].split(":")[0].split(" = ")[0]]}
    assert set(FORBIDDEN[lesson]) <= every


def test_what_a_lesson_allows_is_in_its_kernel(helpers):
    lesson, modules = helpers
    for root in read_masters(ROOT)[lesson].allowed:
        module, name = root.rsplit(".", 1)
        assert hasattr(importlib.import_module(module), name), root
        assert name in modules[module], root


def test_a_name_that_is_not_there_is_refused():
    with pytest.raises(LookupError, match=r"helpers\.neurons has no name 'nothing'"):
        kept(ROOT, ["helpers.neurons.nothing"])
    with pytest.raises(LookupError, match=r"There is no module helpers\.nothing"):
        kept(ROOT, ["helpers.nothing.at_all"])


def test_a_python_below_a_private_folder_stays_in_sight(monkeypatch):
    monkeypatch.setattr(sys, "prefix", "/tmp/workbook/.venv")
    monkeypatch.setattr(sys, "base_prefix", "/tmpfs/python")
    assert inside._python_below(inside.PRIVATE_FOLDERS) == ["/tmp/workbook/.venv"]
