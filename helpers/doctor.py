"""The doctor: what commonly breaks an installation of this workbook, one line each, with its cure.

The rules judge facts that they are given; `examine` gives them those of this computer.
"""

from __future__ import annotations  # so that an old Python gets far enough to be told that it is old

import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from helpers import installation
from helpers.installation import ROOT, Probe

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

REINSTALL = "uv sync (with pip: pip install -r requirements.lock, then pip install --no-deps -e .)"
EXTENSIONS = {"@jupyter-widgets/jupyterlab-manager": "jupyterlab_widgets", "anywidget": "anywidget"}  # and who has it


class Finding(NamedTuple):
    """One line of the report: `mark` is "ok", "note" (no harm in it) or "bad"."""

    mark: str
    line: str
    cure: str = ""


def python_version(version: tuple[int, ...]) -> Finding:
    """Is Python recent enough?"""
    name = "Python " + ".".join(map(str, version[:3]))
    if version >= (3, 11):
        return Finding("ok", name)
    return Finding("bad", f"{name} is too old; the workbook needs 3.11 or newer.",
                   "uv run --python 3.12 python -m helpers")


def environment(prefix: str, base_prefix: str) -> Finding:
    """Has the workbook a Python environment of its own?"""
    if prefix != base_prefix or (Path(prefix) / "conda-meta").exists():
        return Finding("ok", f"Environment {prefix}")
    return Finding("note", f"{prefix} is the system's Python, shared with other projects.",
                   "start commands with uv run, and the workbook gets an environment of its own.")


def packages(requirements: Iterable[str] | None, version: Callable[[str], str | None]) -> list[Finding]:
    """Is every package that the workbook asks for here, in a version that it asks for?"""
    if requirements is None:
        return [Finding("bad", f"The workbook is not installed in {sys.prefix}.",
                        "start commands with uv run (with pip or conda: activate the workbook's environment).")]
    from packaging.requirements import Requirement  # comes with JupyterLab, so not before one knows of it

    wanted = [Requirement(text) for text in requirements]
    bad = [_package(one.name, version(one.name), one.specifier) for one in wanted
           if not ((found := version(one.name)) and one.specifier.contains(found, prereleases=True))]
    return bad or [Finding("ok", f"{len(wanted)} packages in versions that fit")]


def _package(name: str, version: str | None, wanted: object) -> Finding:
    found = f"{name} {version} is installed" if version else f"{name} is missing"
    return Finding("bad", f"{found}, but the workbook needs {name} {wanted}.", REINSTALL)


def own_helpers(found: str, root: Path = ROOT) -> Finding:
    """Does `import helpers` in a notebook find this workbook's, or some other package of that name?"""
    if not found:
        return Finding("bad", "Notebooks cannot import helpers.", REINSTALL)
    if Path(found).resolve() == root / "helpers" / "__init__.py":
        return Finding("ok", f"Notebooks import helpers from {root}")
    cure = "rename or remove it."
    if "site-packages" in found:
        cure = "uv pip uninstall helpers (with pip: pip uninstall helpers)"
    return Finding("bad", f"Notebooks import another helpers, {found}.", cure)


def kernel(python: str, probe: Probe, prefix: str) -> Finding:
    """Does the kernel python3, which the notebooks ask for, run in this environment?"""
    if not python:
        return Finding("bad", "Jupyter knows no kernel called python3.", REINSTALL)
    if probe.prefix == prefix:
        return Finding("ok", "The kernel python3 runs in this environment")
    where = f"in {probe.prefix}, another environment" if probe.prefix else f"{python}, which does not work"
    return Finding("bad", f"The kernel python3 runs {where}.", "uv run jupyter kernelspec remove -f python3")


def extensions(found: Iterable[str], disabled: Iterable[str]) -> list[Finding]:
    """Has JupyterLab the extensions that show sliders and pictures?"""
    off = {name.split(":")[0] for name in disabled}
    return [_extension(name, package, name in found, name in off) for name, package in EXTENSIONS.items()]


def _extension(name: str, package: str, found: bool, off: bool) -> Finding:
    if not found:
        return Finding("bad", f"JupyterLab lacks the extension {name}: no slider appears.",
                       f"uv sync --reinstall-package {package} (with pip: pip install --force-reinstall {package})")
    if off:
        return Finding("bad", f"JupyterLab's extension {name} is disabled: no slider appears.",
                       f"uv run jupyter labextension enable {name}")
    return Finding("ok", f"JupyterLab's extension {name} is there and enabled")


def notebooks(names: Iterable[str]) -> Finding:
    """Are the lessons and the exercises where they belong?"""
    missing = sorted({"notebooks/01_neurons.ipynb", "exercises/01_neurons.ipynb"} - set(names))
    if missing:
        return Finding("bad", f"{' and '.join(missing)}: not found.", "clone or unpack the workbook once more.")
    return Finding("ok", "Lessons and exercises are in their folders")


def examine() -> list[Finding]:
    """Gather the facts on this computer and judge them."""
    own, python = installation.probe(sys.executable), installation.kernel_python()
    kernels = own if python in ("", sys.executable) else installation.probe(python)
    return [
        python_version(sys.version_info[:3]),
        environment(sys.prefix, sys.base_prefix),
        *packages(installation.requirements(), installation.version),
        own_helpers(own.helpers),
        kernel(python, kernels, sys.prefix),
        *extensions(*installation.extensions(EXTENSIONS)),
        notebooks(path.relative_to(ROOT).as_posix() for path in ROOT.glob("*/*.ipynb")),
    ]


def report(findings: Iterable[Finding]) -> tuple[str, int]:
    """The findings as text, and the exit code: 1 if one of them is bad."""
    lines = [f"{mark:5} {line}" + (f"\n      cure: {cure}" if cure else "") for mark, line, cure in findings]
    bad = sum(one.mark == "bad" for one in findings)
    summary = f"{bad} to mend, see the cures above." if bad else "All is well."
    return "\n".join([*lines, summary]), int(bad > 0)
