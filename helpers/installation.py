"""Facts about this installation for the doctor to judge: packages, kernel, extensions, where `helpers` is found."""

from __future__ import annotations  # so that an old Python gets far enough to be told that it is old

import json
import subprocess
import sys
from contextlib import suppress
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

ROOT = Path(__file__).resolve().parent.parent
DISTRIBUTION = "foundations-nn-workbook"


class Probe(NamedTuple):
    """What a Python started in notebooks/, as a kernel is, says of itself; empty strings if it does not run."""

    prefix: str
    helpers: str


def requirements() -> list[str] | None:
    """What the workbook depends on, without extras, or None if it is not installed in this Python."""
    with suppress(metadata.PackageNotFoundError):
        return [one for one in metadata.requires(DISTRIBUTION) or () if "extra ==" not in one]
    return None


def version(name: str) -> str | None:
    """The version of a package, or None if it is not installed."""
    with suppress(metadata.PackageNotFoundError):
        return metadata.version(name)
    return None


def probe(python: str) -> Probe:
    """Start a Python as Jupyter starts a kernel, and ask it who it is."""
    code = "import sys; print(sys.prefix)\ntry: import helpers; print(helpers.__file__)\nexcept ImportError: print()"
    folder = ROOT / "notebooks"
    with suppress(OSError, subprocess.SubprocessError):
        answer = subprocess.run([python, "-c", code], cwd=folder if folder.is_dir() else ROOT.parent, timeout=10,
                                capture_output=True, check=True, encoding="utf-8")
        return Probe(*answer.stdout.splitlines())
    return Probe("", "")


def kernel_python() -> str:
    """The Python that the kernel python3 is started with, or "" if there is no such kernel."""
    with suppress(ImportError, LookupError):
        from jupyter_client.kernelspec import KernelSpecManager

        python = KernelSpecManager().get_kernel_spec("python3").argv[0]
        bare = {"python", "python3", "python{}.{}".format(*sys.version_info)}
        return sys.executable if python in bare else python  # Jupyter, too, takes a bare name for its own Python
    return ""


def extensions(names: Iterable[str]) -> tuple[set[str], set[str]]:
    """Which of these JupyterLab extensions are there, and everything that is disabled."""
    with suppress(ImportError):
        from jupyter_core.paths import jupyter_config_path, jupyter_path

        found = {name for folder in jupyter_path("labextensions") for name in names
                 if Path(folder, name, "package.json").exists()}
        off: dict[str, bool] = {}
        for folder in reversed(jupyter_config_path()):  # the first in the list has the last word
            off |= _disabled(Path(folder, "labconfig", "page_config.json"))
        return found, {name for name in off if off[name]}
    return set(), set()


def _disabled(page_config: Path) -> dict[str, bool]:
    with suppress(OSError, ValueError):
        return json.loads(page_config.read_text(encoding="utf-8")).get("disabledExtensions", {})
    return {}
