"""The kernels of a lesson: what they may import, a kernelspec for nbval, and the warm process they are forked from."""

import hashlib
import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path

from grading.marking.masters import Master
from grading.walls import bubblewrap, kernelspecs
from grading.walls.kept import kept_files, write_files
from grading.walls.rooms import room
from grading.walls.warmed import Warm

GRADED_BY = ("warm.py", "inside.py", "graded.py", "bubblewrap.py")  # a change in these makes every result stale


@dataclass(frozen=True)
class Kind:
    """What the kernels of a lesson are like, as plain JSON.

    Attributes
    ----------
    helpers
        the files of the package that they import.
    walled
        whether they run behind the wall.
    memory
        bytes that a kernel and all that it starts may use.
    """

    helpers: dict[str, str]
    walled: bool
    memory: int
    versions: str

    @classmethod
    def of(cls, master: Master, root: Path, walled: bool, memory: int) -> "Kind":
        """The kind of a lesson, with the helpers in `root`."""
        here = Path(bubblewrap.__file__).parent
        texts = [(here / name).read_text(encoding="utf-8") for name in GRADED_BY]
        versions = [f"{name} {version(name)}" for name in ("numpy", "ipykernel", "nbval")]
        digest = hashlib.sha256("".join([*texts, *versions]).encode()).hexdigest()
        return cls(kept_files(root, master.roots), walled, memory, digest)

    @property
    def digest(self) -> str:
        """A short text that changes when anything about these kernels does."""
        return hashlib.sha256(json.dumps(asdict(self), sort_keys=True).encode()).hexdigest()[:16]

    @property
    def modules(self) -> list[str]:
        """What is imported before the first kernel is asked for."""
        return sorted(name.removesuffix("/__init__.py").removesuffix(".py").replace("/", ".") for name in self.helpers)


class Kernels:
    """Kernels of one kind, while the `with` block of `running` lasts.

    Attributes
    ----------
    name, specs
        the kernelspec, and the folder in which Jupyter finds it.
    """

    def __init__(self, kind: Kind, folder: Path, forked: bool) -> None:
        self.name, self.specs = "grading", str(folder)
        self._kind, self._folder, self._forked = kind, folder, forked
        self._warm: Warm | None = None
        self._lock = threading.Lock()
        write_files(folder / "kernel", kind.helpers)

    def start(self) -> None:
        """Start what kernels are forked from; it is ready some seconds later, and lives as long as this thread."""
        self.close()
        self._write_spec()

    def ready(self) -> None:
        """Wait until a kernel can be had; where the warm process was ended, another one is started."""
        with self._lock:
            if self._warm is not None and not self._warm.alive():
                self.start()
            if self._warm is not None:
                self._warm.wait()

    def _write_spec(self) -> None:
        helpers = self._folder / "kernel"
        if not self._kind.walled:
            kernelspecs.write_open_spec(self._folder, self.name, helpers)
        elif not self._forked:
            kernelspecs.write_spec(self._folder, self.name, "grading-walled", {
                "helpers": str(helpers), "modules": self._kind.modules, "memory": self._kind.memory})
        else:
            self._warm = Warm(helpers, self._kind.modules, self._folder)
            kernelspecs.write_spec(self._folder, self.name, "grading-forked", {
                "sockets": str(self._warm.sockets), "memory": self._kind.memory})

    def close(self) -> None:
        """End the warm process, if there is one."""
        if self._warm is not None:
            self._warm.close()
            self._warm = None


@contextmanager
def running(kinds: Mapping[str, Kind], forked: bool = True) -> Iterator[dict[str, Kernels]]:
    """Kernels of several kinds, by name; they are being started when the block begins, and end with it.

    Raises
    ------
    NoWalls
        if walls are asked for that cannot be had here.
    """
    if any(kind.walled for kind in kinds.values()):
        bubblewrap.require()
    made: dict[str, Kernels] = {}
    with room() as folder:
        try:
            for name, kind in kinds.items():
                (folder / name).mkdir(mode=0o755)
                made[name] = Kernels(kind, folder / name, forked)
                made[name].start()
            yield made
        finally:
            for kernels in made.values():
                kernels.close()
