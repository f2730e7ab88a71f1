"""The files around the code say the same as pyproject.toml, and name no host and no folder of anybody's computer."""

import json
import re
import socket
import sys
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.version import Version

from helpers.installation import DISTRIBUTION, ROOT

PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
DEPENDENCIES = [Requirement(text) for text in PYPROJECT["project"]["dependencies"]]
DIRECT = [*DEPENDENCIES, *(Requirement(text) for group in PYPROJECT["dependency-groups"].values() for text in group)]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
LOCKED = LOCK.replace("\\\n", " ").splitlines()  # one line a package, with its hashes
CONDA = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))


def locked_versions(name: str) -> list[Version]:
    """The locked versions of a package; there are several where versions of Python need different ones."""
    return [Version(found[1]) for found in (re.match(rf"{re.escape(name)}==(\S+) ", line) for line in LOCKED) if found]


def conda_requirements() -> dict[str, Requirement]:
    """The conda packages by the name that PyPI gives them."""
    wanted = [Requirement(text) for text in CONDA["dependencies"] if ">=" in text]
    return {one.name.removesuffix("-base"): one for one in wanted}  # matplotlib-base is matplotlib without Qt


def test_the_distribution_is_not_called_helpers():
    assert PYPROJECT["project"]["name"] == DISTRIBUTION == "foundations-nn-workbook"


@pytest.mark.parametrize("requirement", DIRECT, ids=str)
def test_every_direct_dependency_is_bounded_on_both_sides(requirement):
    assert {one.operator for one in requirement.specifier} == {">=", "<"}


@pytest.mark.parametrize("requirement", DIRECT, ids=str)
def test_every_direct_dependency_is_locked_within_its_bounds(requirement):
    versions = locked_versions(requirement.name)
    assert versions
    assert all(version in requirement.specifier for version in versions)


def test_every_locked_package_has_one_exact_version_and_hashes():
    line = re.compile(r"[a-z0-9.-]+==[\w.]+ (; [^\\]+?)?( +--hash=sha256:[0-9a-f]{64})+")
    assert [text[:60] for text in LOCKED if not line.fullmatch(text)] == []


def test_the_lock_names_no_host_and_no_folder():
    assert re.findall(r"\S*(?:://|@|file:|\.\./|~/)\S*|^-\S+|^#.*", LOCK, re.MULTILINE) == []


def test_conda_gets_what_everybody_else_gets():
    conda = conda_requirements()
    assert {name: one.specifier for name, one in conda.items()} == {one.name: one.specifier for one in DEPENDENCIES}


def test_conda_has_one_python_and_makes_the_helpers_importable():
    assert CONDA["channels"][0] == "conda-forge"
    others = [one for one in CONDA["dependencies"] if ">=" not in one]
    assert others == ["python=3.12", "pip", {"pip": ["-e ."]}]


def test_the_readme_has_the_two_commands():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "\npip install uv && uv run jupyter lab notebooks/01_neurons.ipynb\n" in readme
    assert "\nuv run pytest\n" in readme


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md"])
def test_what_the_documents_point_to_exists(document):
    links = re.findall(r"\]\(([^)#]+)\)", (ROOT / document).read_text(encoding="utf-8"))
    assert [link for link in links if "://" not in link and not (ROOT / link).exists()] == []


def test_both_licences_are_there():
    licence = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "Redistribution and use in source and binary forms" in licence
    assert "Creative Commons Attribution 4.0" in licence


def test_no_test_reaches_another_computer():
    with socket.socket() as outside, pytest.raises(PermissionError, match="needs no network"):
        outside.connect(("192.0.2.1", 80))  # an address that belongs to nobody
    with socket.socket() as server, socket.socket() as client:
        server.bind(("127.0.0.1", 0))
        server.listen()
        client.connect(server.getsockname())


def test_the_installation_switches_on_what_keeps_pictures_in_saved_notebooks():
    installed = Path(sys.prefix, "etc", "jupyter", "jupyter_server_config.d", "foundations-nn-workbook.json")
    assert json.loads(installed.read_text()) == json.loads((ROOT / "helpers" / "saving.json").read_text())
