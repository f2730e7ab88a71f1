"""`python -m helpers`: each thing that commonly breaks is made on purpose, and the line and the cure are looked at."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from helpers import doctor, installation
from helpers.__main__ import main, progress, start
from helpers.doctor import EXTENSIONS, Finding, report
from helpers.installation import ROOT, Probe

FITS = ["numpy>=2.2,<3", "pytest>=8.3,<10"]


def bad(finding: Finding) -> str:
    """The line and the cure of a bad finding."""
    assert finding.mark == "bad"
    assert finding.cure
    return f"{finding.line} {finding.cure}"


def test_an_old_python_is_named_and_a_newer_one_offered():
    assert doctor.python_version((3, 11, 0)).mark == "ok"
    assert "Python 3.10.13 is too old" in bad(doctor.python_version((3, 10, 13)))


@pytest.mark.parametrize(("version", "said"), [
    ("1.26.4", "numpy 1.26.4 is installed, but the workbook needs numpy <3,>=2.2. uv sync"),
    ("3.0.0", "numpy 3.0.0 is installed"),
    (None, "numpy is missing"),
])
def test_a_package_outside_its_bounds_is_named_with_them(version, said):
    [finding] = doctor.packages(FITS, {"numpy": version, "pytest": "9.0"}.get)
    assert said in bad(finding)


def test_packages_within_their_bounds_are_one_line():
    [finding] = doctor.packages(FITS, {"numpy": "2.2", "pytest": "9.0"}.get)
    assert finding == ("ok", "2 packages in versions that fit", "")


def test_a_python_without_the_workbook_is_told_to_use_uv_run():
    [finding] = doctor.packages(None, {}.get)
    assert "not installed in" in bad(finding)
    assert "uv run" in finding.cure


def test_another_package_called_helpers_is_named():
    ours = str(ROOT / "helpers" / "__init__.py")
    assert doctor.own_helpers(ours).mark == "ok"
    assert "uv pip uninstall helpers" in bad(doctor.own_helpers("/env/lib/site-packages/helpers/__init__.py"))
    assert "work/helpers.py. rename" in bad(doctor.own_helpers("work/helpers.py"))
    assert "cannot import helpers" in bad(doctor.own_helpers(""))


def test_a_foreign_helpers_on_the_path_of_the_kernel_is_found(tmp_path, monkeypatch):
    (tmp_path / "helpers.py").touch()
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    assert "another helpers" in bad(doctor.own_helpers(installation.probe(sys.executable).helpers))


def test_a_kernel_elsewhere_is_named():
    assert doctor.kernel("python", Probe("/env", ""), "/env").mark == "ok"
    assert "runs in /other, another environment" in bad(doctor.kernel("/other/python", Probe("/other", ""), "/env"))
    assert "/gone/python, which does not work" in bad(doctor.kernel("/gone/python", Probe("", ""), "/env"))
    assert "no kernel called python3" in bad(doctor.kernel("", Probe("/env", ""), "/env"))


def test_the_kernel_that_jupyter_would_start_is_the_one_looked_at(tmp_path, monkeypatch):
    spec = tmp_path / "kernels" / "python3"
    spec.mkdir(parents=True)
    (spec / "kernel.json").write_text('{"argv": ["/gone/python"], "display_name": "P", "language": "python"}')
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    assert installation.kernel_python() == "/gone/python"
    assert installation.probe("/gone/python") == Probe("", "")


@pytest.mark.parametrize("name", EXTENSIONS)
def test_a_missing_and_a_disabled_extension_are_named(name):
    missing = [one for one in doctor.extensions(set(EXTENSIONS) - {name}, []) if one.mark == "bad"]
    assert f"lacks the extension {name}" in bad(*missing)
    disabled = [one for one in doctor.extensions(set(EXTENSIONS), [f"{name}:plugin"]) if one.mark == "bad"]
    assert f"labextension enable {name}" in bad(*disabled)


def test_an_extension_disabled_in_jupyterlabs_settings_is_found(tmp_path, monkeypatch):
    (tmp_path / "labconfig").mkdir()
    (tmp_path / "labconfig" / "page_config.json").write_text(json.dumps({"disabledExtensions": {"anywidget": True}}))
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", str(tmp_path))
    found, disabled = installation.extensions(EXTENSIONS)
    assert found == set(EXTENSIONS)
    assert "anywidget" in disabled


def test_the_systems_python_is_a_remark_and_no_fault(tmp_path):
    assert doctor.environment("/env", "/usr").mark == "ok"
    assert doctor.environment("/usr", "/usr").mark == "note"
    (tmp_path / "conda-meta").mkdir()
    assert doctor.environment(str(tmp_path), str(tmp_path)).mark == "ok"


def test_missing_notebooks_are_named():
    assert "exercises/01_neurons.ipynb: not found" in bad(doctor.notebooks(["notebooks/01_neurons.ipynb"]))


def test_the_report_counts_what_is_to_mend_and_says_so_in_the_exit_code():
    assert report([Finding("ok", "Fine"), Finding("note", "Hm", "as you like.")])[1] == 0
    text, code = report([Finding("ok", "Fine"), Finding("bad", "Broken", "mend it.")])
    assert text == "ok    Fine\nbad   Broken\n      cure: mend it.\n1 to mend, see the cures above."
    assert code == 1


def test_this_installation_is_well_and_a_python_without_the_packages_gets_a_report():
    assert [one for one in doctor.examine() if one.mark == "bad"] == []
    bare = [sys.executable, "-S", "-m", "helpers"]  # -S: no site-packages, so nothing is installed
    answer = subprocess.run(bare, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert "The workbook is not installed" in answer.stdout
    assert (answer.stderr, answer.returncode) == ("", 1)


@pytest.fixture
def workbook(tmp_path) -> Path:
    """A workbook with one exercise."""
    (tmp_path / "exercises").mkdir()
    (tmp_path / "exercises" / "01_neurons.ipynb").write_text("new")
    return tmp_path


def test_start_copies_the_exercises_and_says_what_is_next(workbook, capsys):
    assert start(workbook) == 0
    assert (workbook / "work" / "01_neurons.ipynb").read_text() == "new"
    assert json.loads((workbook / "work" / "progress.json").read_text()) == {}
    assert capsys.readouterr().out == "work/01_neurons.ipynb: copied.\nNext: uv run jupyter lab work/01_neurons.ipynb\n"


def test_start_never_overwrites(workbook, capsys):
    start(workbook)
    for name in ("01_neurons.ipynb", "progress.json"):
        (workbook / "work" / name).write_text("mine")
    assert start(workbook) == 0
    assert {path.read_text() for path in (workbook / "work").iterdir()} == {"mine"}
    assert "kept as it is" in capsys.readouterr().out


def test_start_without_exercises_points_to_the_doctor(tmp_path, capsys):
    assert start(tmp_path) == 1
    assert "python -m helpers says what is wrong" in capsys.readouterr().out
    assert not (tmp_path / "work").exists()


def test_progress_is_that_of_the_students_folder(workbook, capsys):
    assert progress(workbook) == 1
    assert "start makes it" in capsys.readouterr().out
    start(workbook)
    assert progress(workbook) == 0
    assert "It is kept in progress.json" in capsys.readouterr().out


def test_the_command_line_knows_three_words(capsys):
    with pytest.raises(SystemExit):
        main(["strat"])
    assert "invalid choice: 'strat'" in capsys.readouterr().err
