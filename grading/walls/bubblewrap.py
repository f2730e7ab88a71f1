"""The outer wall: a command that starts a program in bubblewrap with no network and hardly any files."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement

KERNEL_NEEDS = ("ipykernel", "numpy", "matplotlib", "matplotlib-inline")  # nothing else of the environment is shown
DEBUGGER = "debugpy"  # of what ipykernel would like to have, a tenth of a second and a way to trace: left out
NOBODY = 61861  # who runs a kernel where grading is started as root, whom limits on processes do not bind
SYSTEM = ("/usr", "/etc/alternatives", "/etc/ld.so.cache", "/etc/fonts", "/etc/localtime")
OTHER_PYTHONS = ("/usr/lib/python3", "/usr/local")  # packages of the system's own Python stay out of sight
ENVIRONMENT = {
    "PATH": "/usr/bin:/bin", "HOME": "/home/student", "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1",
    "PYTHONHASHSEED": "0", "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1",
    "MPLBACKEND": "module://matplotlib_inline.backend_inline", "MPLCONFIGDIR": "/tmp/mpl", "IPYTHONDIR": "/tmp/ipython"}
OF_THE_MACHINE = ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE")  # kept, since NumPy needs them on some processors


class NoWalls(Exception):  # noqa: N818  (the walls are missing; nothing went wrong in the program)
    """There is no sandbox to be had; the text says why and what can be done."""


@cache
def refusal() -> str:
    """Why no sandbox can be had on this computer; empty where one can."""
    if not sys.platform.startswith("linux"):
        return f"bubblewrap runs on Linux only, and this is {sys.platform}"
    if not shutil.which("bwrap"):
        return "bubblewrap is not installed (on Debian and Ubuntu: apt-get install bubblewrap)"
    probe = subprocess.run(["bwrap", "--unshare-all", "--ro-bind", "/", "/", "--proc", "/proc", "true"],
                           capture_output=True, text=True, check=False)
    return f"bubblewrap cannot make namespaces here: {probe.stderr.strip()}" if probe.returncode else ""


def require() -> None:
    """Raise NoWalls where no sandbox can be had."""
    if refusal():
        raise NoWalls(f"Student code is not run without a sandbox, and {refusal()}. Grade on a computer that has one, "
                      "or pass --no-sandbox: then the code of every submission can do on this computer whatever you "
                      "can, and every report says so.")


def walled(program: list[str], shown: dict[Path, str], sockets: Path) -> list[str]:
    """A command that runs `program` with this environment's Python behind the wall.

    Parameters
    ----------
    program
        arguments of Python.
    shown
        files and folders that can be read, with the place where they are seen.
    sockets
        a folder that both sides can write to, seen as /sockets.
    """
    base, prefix = Path(sys.base_prefix), Path(sys.prefix)
    places = [base, prefix, *shown, sockets]
    inner = ["bwrap", "--unshare-all", "--die-with-parent", "--new-session", "--hostname", "grading", "--clearenv",
             *_system(base), "--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp", "--dir", "/home/student",
             *_python(base, prefix)]
    for real, seen in shown.items():
        inner += ["--ro-bind", str(real), seen]
    inner += ["--bind", str(sockets), "/sockets", "--chdir", "/home/student"]
    kept = {name: os.environ[name] for name in OF_THE_MACHINE if name in os.environ}
    for name, value in (ENVIRONMENT | kept).items():
        inner += ["--setenv", name, value]
    inner += ["--", sys.executable, *program]
    return [*as_nobody(places), *inner] if os.getuid() == 0 else inner


def _system(base: Path) -> Iterator[str]:
    for path in SYSTEM:
        yield from ("--ro-bind-try", path, path)
    for name in ("bin", "lib", "lib64", "sbin"):
        yield from ("--symlink", f"usr/{name}", f"/{name}")
    for path in OTHER_PYTHONS:
        if not base.is_relative_to(path) and Path(path).exists():
            yield from ("--tmpfs", path)


def _python(base: Path, prefix: Path) -> Iterator[str]:
    """Python's own files, with nothing in its site-packages but what a kernel needs."""
    if not base.is_relative_to("/usr"):
        yield from ("--ro-bind", str(base), str(base))
    if prefix != base:
        for part in ("pyvenv.cfg", "bin"):
            yield from ("--ro-bind", str(prefix / part), str(prefix / part))
    for folder in sorted({Path(place) for place in sys.path if Path(place).name.endswith("-packages")}
                         | set(base.glob("lib/python3*/site-packages"))):
        yield from ("--tmpfs", str(folder))
    for path in needed_by_kernels():
        yield from ("--ro-bind", str(path), str(path))


@cache
def needed_by_kernels() -> tuple[Path, ...]:
    """What of site-packages a kernel with NumPy and Matplotlib needs: files and folders."""
    found: dict[str, Distribution] = {}
    todo = list(KERNEL_NEEDS)
    while todo:
        name = re.sub(r"[-_.]+", "-", todo.pop()).lower()
        if name in found or name == DEBUGGER:
            continue
        try:
            found[name] = distribution(name)
        except PackageNotFoundError:
            continue
        wanted = map(Requirement, found[name].requires or ())
        todo += [one.name for one in wanted if not one.marker or one.marker.evaluate({"extra": ""})]
    return tuple(sorted({path for one in found.values() for path in _entries(one)}))


def _entries(one: Distribution) -> Iterator[Path]:
    tops = {file.parts[0] for file in one.files or () if file.parts[0] not in ("..", "__pycache__")}
    yield from (path for top in tops if (path := Path(str(one.locate_file(top)))).exists())


def as_nobody(places: Iterable[Path]) -> list[str]:
    """Become an unprivileged user, to whom folders above `places` are open that only root may enter otherwise."""
    view = ["bwrap", "--dev-bind", "/", "/", "--die-with-parent"]
    for top, paths in _closed(places).items():
        view += ["--perms", "0755", "--tmpfs", str(top)]
        for path in paths:
            for parent in [one for one in reversed(path.parents) if one.is_relative_to(top) and one != top]:
                view += ["--perms", "0755", "--dir", str(parent)]
            view += ["--bind", str(path), str(path)]
    return [*view, "--", "setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", "--bounding-set=-all",
            "--inh-caps=-all"]


def _closed(places: Iterable[Path]) -> dict[Path, list[Path]]:
    """The places that lie below a folder which others may not enter, by the topmost such folder."""
    found: dict[Path, list[Path]] = {}
    for place in dict.fromkeys(path.absolute() for path in places):
        above = [one for one in reversed(place.parents) if not one.stat().st_mode & 0o001]
        if above:
            found.setdefault(above[0], []).append(place)
    return found
