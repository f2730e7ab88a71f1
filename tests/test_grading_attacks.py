"""No attack earns a point, leaves a mark outside, or changes the next grade; right answers earn all points."""

import getpass
import json
import os
import socket
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from attacks import ATTACKS, OF_FILES, WIN

from grading.book.marks import Book
from grading.book.shelf import Shelf
from grading.walls import bubblewrap

ROOT = Path(__file__).parent.parent
LESSON = "01_neurons"
WRONG = {"eq2-neuron": "def my_neuron(x, w, b, phi):\n    return 0.0",
         "eq3-layer": "def my_layer(x, W, b, phi):\n    return b * 0.0",
         "shapes-forward": "shape_V = shape_b = shape_l = shape_a = shape_W = shape_c = shape_s = shape_y = '(r,)'",
         "eq1-by-hand": ""}
UNPRIVILEGED = [*list(OF_FILES)[:12], "killing everybody", "os._exit", "fork bomb", "network", "memory step by step"]


@pytest.fixture(scope="module", autouse=True)
def sandbox() -> None:
    """On a user's computer these tests need bubblewrap; in CI a missing one is a failure."""
    if bubblewrap.refusal() and not os.environ.get("CI"):
        pytest.skip(bubblewrap.refusal())


@dataclass(frozen=True)
class Tried:
    """A class of attackers, each followed by a student whose answers are right, and what grading made of it."""

    book: Book
    canary: Path
    heard: list[bytes]

    def points(self, student: str) -> list[float]:
        return [mark.points for mark in self.book.marks if mark.student == student]


def notebook(changes: Mapping[str, str], first: str = "") -> str:
    """The master as a submission, with other sources in some cells, and a cell of the student's own after the title."""
    read = json.loads((ROOT / "solutions" / f"{LESSON}.ipynb").read_text(encoding="utf-8"))
    for cell in read["cells"]:
        cell["source"] = changes.get(cell["id"], cell["source"])
    own = {"cell_type": "code", "id": "mine", "metadata": {}, "source": first, "outputs": [], "execution_count": None}
    read["cells"].insert(2, own)
    return json.dumps(read)


def attack(name: str, given: str) -> str:
    """An attack stands before the answers, or is one of them where it waits for a hidden cell to call it."""
    if name.endswith("in a hidden cell"):
        return notebook(WRONG | {"eq2-neuron": ATTACKS[name]})
    return notebook(WRONG, given + WIN + ATTACKS[name])


def graded(folder: Path, names: list[str], before: tuple[str, ...] = ()) -> Tried:
    canary = folder / "canary"
    canary.mkdir(parents=True)
    canary.chmod(0o777)
    with socket.create_server(("127.0.0.1", 0)) as server:
        given = f"CANARY, PORT = {str(canary)!r}, {server.getsockname()[1]}\n"
        for i, name in enumerate(names):
            hand_in(folder / "class" / f"{i:02} attack {name}", attack(name, given))
            hand_in(folder / "class" / f"{i:02} control", notebook({}))
        ran = subprocess.run([*before, sys.executable, "-m", "grading", "grade", str(folder / "class"), "--out",
                              str(folder / "report"), "--seed", "7", "--timeout", "3", "--memory", "400"],
                             cwd=ROOT, check=False, capture_output=True, text=True)
        assert ran.returncode == 0, ran.stderr
        server.settimeout(0)
        heard = []
        with suppress(BlockingIOError):
            heard.append(server.accept()[0].recv(10))
    return Tried(Shelf(folder / "report").book(), canary, heard)


def hand_in(folder: Path, text: str) -> None:
    folder.mkdir(parents=True)
    (folder / f"{LESSON}.ipynb").write_text(text, encoding="utf-8")


def check(tried: Tried, names: list[str], name: str) -> None:
    i = names.index(name)
    assert tried.points(f"{i:02} attack {name}") == [0, 0, 0]
    assert tried.points(f"{i:02} control") == [2, 3, 2]


@pytest.fixture(scope="module")
def tried(tmp_path_factory) -> Tried:
    return graded(tmp_path_factory.mktemp("attacks"), list(ATTACKS))


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_earns_nothing_and_costs_the_next_student_nothing(tried, name):
    check(tried, list(ATTACKS), name)


def test_nothing_was_written_and_nobody_was_called(tried):
    assert list(tried.canary.iterdir()) == []
    assert tried.heard == []
    assert not Path("/tmp/mark").exists()


def test_what_attacks_print_would_be_worth_points(capsys):
    """`win` prints what a right answer prints with the committed seed, which anybody can read."""
    read = json.loads((ROOT / "solutions" / f"{LESSON}.ipynb").read_text(encoding="utf-8"))
    cell = next(cell for cell in read["cells"] if cell["id"] == "eq2-neuron-hidden")
    exec(f"{WIN}\nwin()", {})
    assert capsys.readouterr().out == "".join(cell["outputs"][0]["text"])


@pytest.fixture(scope="module")
def tried_unprivileged(tmp_path_factory) -> Tried:
    """The same where grading is started by a user without rights: as root by becoming one."""
    if os.getuid() != 0:
        pytest.skip(f"these tests already run as {getpass.getuser()}, who is no root")
    folder = tmp_path_factory.mktemp("unprivileged")
    for path in (folder, *list(folder.parents)[:2]):
        path.chmod(0o755)
    (folder / "report").mkdir()
    os.chown(folder / "report", bubblewrap.NOBODY, bubblewrap.NOBODY)
    places = [Path(sys.base_prefix), Path(sys.prefix), ROOT, folder]
    return graded(folder, UNPRIVILEGED, tuple(bubblewrap.as_nobody(places)))


@pytest.mark.parametrize("name", UNPRIVILEGED)
def test_nor_where_grading_is_started_without_rights(tried_unprivileged, name):
    check(tried_unprivileged, UNPRIVILEGED, name)


def test_nothing_was_written_there_either(tried_unprivileged):
    assert list(tried_unprivileged.canary.iterdir()) == []
    assert tried_unprivileged.heard == []
