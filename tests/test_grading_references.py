"""What a trusted run found is kept, and made again only where something that it depends on has changed."""

import json
from pathlib import Path

import nbformat
import pytest
from handing_in import ROOT, SEED

from grading.marking import references
from grading.marking.masters import Master, read_masters
from grading.marking.references import References
from grading.marking.trusted import Trusted


@pytest.fixture(scope="module")
def master() -> Master:
    return read_masters(ROOT)["01_neurons"]


@pytest.fixture
def runs(monkeypatch) -> list[tuple[str, int, set[str]]]:
    """The trusted runs that were made, each with a lesson, a seed, and ids."""
    made: list[tuple[str, int, set[str]]] = []

    def run(master: Master, seed: int, ids) -> Trusted:
        made.append((master.name, seed, set(ids)))
        return Trusted(f"{seed}/0", {"eq1": []}, {one: {"run": {"number": len(made)}} for one in ids}, {}, {})

    monkeypatch.setattr(references, "trusted", run)
    return made


@pytest.fixture
def project(tmp_path) -> Path:
    """A project with a single line of helpers."""
    file = tmp_path / "project" / "helpers" / "checks" / "one.py"
    file.parent.mkdir(parents=True)
    file.write_text("X = 1")
    return tmp_path / "project"


def test_only_new_ids_are_asked_for_and_only_those_wanted_are_told(tmp_path, project, master, runs):
    first = References(tmp_path / "kept", project).of(master, SEED, ["ada", "ben"])
    again = References(tmp_path / "kept", project)
    assert again.of(master, SEED, ["ben", "ada"]) == first
    assert again.of(master, SEED, ["ada"]).students == {"ada": first.students["ada"]}
    assert set(again.of(master, SEED, ["ada", "cai"]).students) == {"ada", "cai"}
    assert runs == [("01_neurons", SEED, {"ada", "ben"}), ("01_neurons", SEED, {"cai"})]


def test_a_change_in_seed_helpers_or_answers_needs_a_new_run(tmp_path, project, master, runs):
    kept = References(tmp_path / "kept", project)
    kept.of(master, SEED, [])
    kept.of(master, SEED + 1, [])
    (project / "helpers" / "checks" / "one.py").write_text("X = 2")
    kept = References(tmp_path / "kept", project)
    kept.of(master, SEED, [])
    (project / "helpers" / "digits.csv").write_text("1,2")
    kept = References(tmp_path / "kept", project)
    kept.of(master, SEED, [])
    other = nbformat.from_dict(master.notebook)
    next(cell for cell in other.cells if cell.id == "eq3-layer")["source"] += "\n"
    kept.of(Master(master.name, other), SEED, [])
    assert [seed for _, seed, _ in runs] == [SEED, SEED + 1, SEED, SEED, SEED]
    kept.of(master, SEED, [])
    assert len(runs) == 5


@pytest.mark.parametrize("there", ["", "{", "[]", "null", '{"seed": "7/0"}', json.dumps({"x": 1})])
def test_what_cannot_be_read_counts_as_none(tmp_path, project, master, runs, there):
    kept = References(tmp_path / "kept", project)
    kept.of(master, SEED, [])
    next((tmp_path / "kept").iterdir()).write_text(there)
    assert kept.of(master, SEED, []).blocks == {"eq1": []}
    assert len(runs) == 2


def test_right_answers_are_for_the_teacher_alone(tmp_path, project):
    References(tmp_path / "kept", project)
    assert (tmp_path / "kept").stat().st_mode & 0o077 == 0
