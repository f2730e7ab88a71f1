"""The kernelspecs by which nbval, or any other client of Jupyter, starts the kernels that grade."""

import json
import os
import sys
from pathlib import Path
from typing import Any

LAUNCH = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]


def write_spec(folder: Path, name: str, provisioner: str, config: dict[str, Any]) -> None:
    """Write kernels/<name>/kernel.json, for one of the provisioners of `grading.walls.provisioners`."""
    spec = {"argv": LAUNCH, "display_name": name, "language": "python", "interrupt_mode": "message",
            "metadata": {"kernel_provisioner": {"provisioner_name": provisioner, "config": config}}}
    _write(folder, name, spec)


def write_open_spec(folder: Path, name: str, helpers: Path) -> None:
    """The same for a kernel without walls: only its `helpers` are those of a grading kernel."""
    _write(folder, name, {"argv": LAUNCH, "display_name": name, "language": "python",
                          "env": {"PYTHONPATH": str(helpers), "PYTHONHASHSEED": "0", "OPENBLAS_NUM_THREADS": "1"}})


def find_specs_in(folder: Path) -> None:
    """Let Jupyter's clients in this process, and in those that it starts, find what was written."""
    os.environ["JUPYTER_PATH"] = str(folder)


def _write(folder: Path, name: str, spec: dict[str, Any]) -> None:
    file = folder / "kernels" / name / "kernel.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(spec, indent=1), encoding="utf-8")
