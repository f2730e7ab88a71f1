"""On what was measured: without it no millisecond means anything."""

import os
import platform
from collections.abc import Sequence
from importlib.metadata import version

PACKAGES = ("jupyterlab", "ipykernel", "ipywidgets", "anywidget", "matplotlib", "numpy")


def machine(packages: Sequence[str] = PACKAGES) -> dict[str, str | int]:
    """The number of cores and the versions of what takes part."""
    versions = {name: version(name) for name in packages}
    return {"cores": os.cpu_count() or 1, "python": platform.python_version(), **versions}


def load() -> float:
    """How many processes want a core, averaged over the last minute."""
    return os.getloadavg()[0]


def line(facts: dict[str, str | int], loads: list[float]) -> str:
    """The facts in one line, with the load while we measured; our own work is part of it."""
    words = ", ".join(f"{name} {value}" for name, value in facts.items() if name != "cores")
    busy = "" if min(loads) <= facts["cores"] else " (others use this machine too: repeat when it is quiet)"
    return f"{facts['cores']} cores, load {min(loads):.1f} to {max(loads):.1f}{busy}; {words}"
