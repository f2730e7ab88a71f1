"""What a student has done: kept whole, kept private, kept aside where it cannot be read."""

import json
import os

import numpy as np
import pytest

from helpers.checks import NotYet, progress
from helpers.checks.exercises import EXERCISES, LESSONS
from helpers.checks.neurons import check_network, check_neuron
from helpers.checks.own_network import OwnNetwork, load_network, save_network
from helpers.checks.progress import Entry, entry, finish, home, overview, record, set_aside, write_json
from helpers.neurons import LOGISTIC, RELU, SOFTMAX, Activation, Network

OWN = OwnNetwork(Network([[1, 2], [3, 4], [5, 6]], [1, 2, 3], [[1, -2, 3]], [0.5], RELU, LOGISTIC),
                 np.array([[1.0, 2], [3, 4]]), np.array([1.0]))


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A student's folder as `python -m helpers start` makes it."""
    (tmp_path / "progress.json").write_text("{}\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(progress, "_memory", {})
    return tmp_path


@pytest.fixture
def elsewhere(tmp_path, monkeypatch):
    """A folder that is no student's."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(progress, "_memory", {})
    return tmp_path


def test_a_students_folder_is_one_with_progress(folder):
    assert home() == folder


def test_nothing_is_written_elsewhere(elsewhere):
    record("eq2-neuron", Entry(2, "abc"))
    with pytest.raises(NotYet):
        check_neuron(lambda x, w, b, phi: 0.0)  # noqa: ARG005
    check_network(OWN.network, OWN.x, OWN.y_hat)
    assert home() is None
    assert list(elsewhere.iterdir()) == []
    assert entry("eq2-neuron").tries == 3


def test_progress_survives_a_restart(folder):
    record("eq2-neuron", Entry(2, "abc"))
    finish("eq3-layer")
    assert json.loads((folder / "progress.json").read_text()) == {"exercises": {
        "eq2-neuron": {"tries": 2, "last": "abc", "done": False, "numbers": "", "solved": []},
        "eq3-layer": {"tries": 0, "last": "", "done": True, "numbers": "", "solved": []}}}
    assert entry("eq2-neuron") == Entry(2, "abc")
    assert entry("xor-weights") == Entry()


@pytest.mark.usefixtures("folder")
def test_with_which_numbers_it_was_right_survives_too():
    for numbers in ("a", "b", "a"):
        finish("eq1-by-hand", numbers)
    assert entry("eq1-by-hand").solved == ("a", "b")
    record("eq1-by-hand", Entry(2, "abc", numbers="a"))
    assert [entry("eq1-by-hand", numbers).tries for numbers in ("", "a", "b")] == [2, 2, 0]


def test_tries_from_before_numbers_were_kept_still_count(folder):
    (folder / "progress.json").write_text('{"exercises": {"eq1-by-hand": {"tries": 2, "last": "abc", "done": true}}}')
    assert entry("eq1-by-hand", "a") == Entry(2, "abc", done=True, numbers="a")


def test_what_another_lesson_wrote_is_kept(folder):
    (folder / "progress.json").write_text('{"exercises": {"eq8": {"tries": 1, "mood": "good"}}}')
    finish("eq3-layer")
    assert set(json.loads((folder / "progress.json").read_text())["exercises"]) == {"eq8", "eq3-layer"}
    assert entry("eq8") == Entry(1)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"exercises": 3}', '{"exercises": {"eq2-neuron": 3}}',
                                  '{"exercises": {"eq2-neuron": {"tries": "many"}}}',
                                  '{"exercises": {"eq2-neuron": {"solved": 3}}}', "\x00"])
def test_a_file_that_cannot_be_read_is_kept_aside(folder, text, capsys):
    (folder / "progress.json").write_text(text)
    assert entry("eq2-neuron") == Entry()
    assert "It is kept as progress.unreadable-1.json, and a new one is started." in capsys.readouterr().out
    assert (folder / "progress.unreadable-1.json").read_text() == text
    finish("eq2-neuron")
    assert entry("eq2-neuron").done
    assert capsys.readouterr().out == ""


def test_files_are_never_overwritten_when_kept_aside(folder):
    for i in (1, 2):
        (folder / "progress.json").write_text(f"broken {i}")
        set_aside(folder / "progress.json")
    assert (folder / "progress.unreadable-1.json").read_text() == "broken 1"
    assert (folder / "progress.unreadable-2.json").read_text() == "broken 2"


def test_a_file_is_written_whole_or_not_at_all(folder, monkeypatch):
    finish("eq2-neuron")
    before = (folder / "progress.json").read_text()
    with pytest.raises(TypeError):
        write_json(folder / "progress.json", {"a": [1, 2, object()]})
    assert (folder / "progress.json").read_text() == before
    assert [path.name for path in folder.iterdir()] == ["progress.json"]
    monkeypatch.setattr(os, "replace", _full)
    record("eq3-layer", Entry(1))
    assert [path.name for path in folder.iterdir()] == ["progress.json"]


def _full(*_):
    raise OSError(28, "No space left on device")


def test_a_full_disk_costs_no_check(folder, monkeypatch, capsys):
    monkeypatch.setattr(os, "replace", _full)
    finish("eq2-neuron")
    assert capsys.readouterr().out == \
        "Your progress could not be saved (No space left on device); the check itself is not affected.\n"
    assert save_network(OWN) == "It could not be kept as my_network.json (No space left on device)."
    assert (folder / "progress.json").exists()


def test_the_overview_says_what_is_done_and_what_is_next(folder):
    finish("eq1-by-hand")
    record("eq2-neuron", Entry(1, "abc"))
    text = overview()
    assert text.startswith("Lesson 01, Neurons: 1 of 8 exercises done.")
    assert "[x] eq1-by-hand" in text
    assert "[ ] eq2-neuron          A neuron in code (1 try so far)" in text
    assert "Next: eq2-neuron, A neuron in code." in text
    assert "This list is for you alone. It is kept in progress.json on this computer only, and sent nowhere." in text
    assert str(folder) not in text


@pytest.mark.usefixtures("folder")
def test_the_overview_ends():
    for name in EXERCISES:
        finish(name)
    assert "Lesson 01, Neurons: 8 of 8 exercises done." in overview()
    assert "Lesson 02, Losses: 10 of 10 exercises done." in overview()
    assert "All done, in all lessons." in overview()


@pytest.mark.usefixtures("folder")
def test_the_overview_names_every_lesson_and_lists_those_that_are_begun():
    for one in LESSONS[0].exercises:
        finish(one.id)
    assert ("Lesson 02, Losses: 0 of 10 exercises done.\nLesson 03, Gradient descent: 0 of 12 exercises done.\n"
            "Lesson 04, Jacobians: 0 of 13 exercises done.\n"
            "Lesson 05, Backprop: 0 of 19 exercises done.\nLesson 06, Autograd: 0 of 8 exercises done.\n"
            "Next: cost-by-hand, Losses and costs by hand.") in overview()
    record("eq4-nll", Entry(2, "abc"))
    assert "[ ] eq4-nll             The negative log-likelihood in code (2 tries so far)" in overview()
    assert "[ ] kl-direction" in overview()


@pytest.mark.usefixtures("elsewhere")
def test_the_overview_elsewhere_says_that_it_does_not_last():
    assert "It lasts until the kernel stops" in overview()


# the student's own network

@pytest.mark.usefixtures("folder")
def test_the_own_network_comes_back():
    check_network(OWN.network, OWN.x, OWN.y_hat)
    found = load_network()
    assert found.network.to_vector().tolist() == OWN.network.to_vector().tolist()
    assert (found.network.phi1, found.network.phi2) == (RELU, LOGISTIC)
    assert found.x.tolist() == OWN.x.tolist()
    assert found.y_hat.tolist() == [1]


@pytest.mark.usefixtures("folder")
def test_a_missing_network_says_where_it_comes_from():
    with pytest.raises(NotYet, match="work through q3a-network in 01_neurons first"):
        load_network()


@pytest.mark.parametrize("text", ["{", "{}", "[]", '{"V": 1}'])
def test_a_network_that_cannot_be_read_is_kept_aside(folder, text):
    (folder / "my_network.json").write_text(text)
    with pytest.raises(NotYet, match=r"It is kept as my_network\.unreadable-1\.json; run q3a-network once more"):
        load_network()
    assert (folder / "my_network.unreadable-1.json").read_text() == text


@pytest.mark.parametrize("phi", [SOFTMAX, Activation("tanh", np.sin, np.cos)])
def test_an_activation_that_cannot_be_kept_is_said(folder, phi):
    odd = OwnNetwork(Network([[1]], [1], [[1]], [1], phi), np.array([[1.0], [2]]), np.array([1.0]))
    assert save_network(odd).startswith("Later lessons cannot use it")
    assert not (folder / "my_network.json").exists()
