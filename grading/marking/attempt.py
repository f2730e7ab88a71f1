"""One run of a grafted notebook under nbval, in a process of its own, which tells its parent what happens.

Events: ("start", cell), ("done", cell, right, text, error), ("ended", why), ("outside",), ("finished",). After "ended"
(the kernel died, used too much memory or time) and "outside" (it was ended from outside) the run is over.
"""

import gc
import json
import os
import select
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from queue import Empty
from typing import Any

import IPython.paths  # noqa: F401 (this and the next two are imported before the fork, so that no run has to)
import jupyter_client.provisioning.factory
import jupyter_client.session  # noqa: F401
import nbformat
import nbval.kernel
import pytest
from jupyter_client import BlockingKernelClient, KernelManager
from nbval.plugin import IPyNbCell

from grading.walls import provisioners

OURS = 4 << 30  # bytes of address space that comparing may take
KEPT = 20_000  # characters of what a cell printed
PAUSE, GRACE = 0.05, 5.0  # seconds between two looks at the kernel; how much later than nbval we lose patience
UNUSED = ("assertion", "cacheprovider", "debugging", "doctest", "faulthandler", "junitxml", "logging", "monkeypatch",
          "pastebin", "recwarn", "setuponly", "setupplan", "stepwise", "subtests", "threadexception", "tmpdir",
          "unittest", "unraisableexception", "warnings")  # of pytest's plugins: each takes a moment of every run
OPTIONS = ["--nbval", "-p", "nbval.plugin", *(part for name in UNUSED for part in ("-p", f"no:{name}")),
           "-q", "-c", os.devnull, "--tb=no", "--color=no"]


class Points:
    """The plugin: what became of each cell goes to the parent at once."""

    def __init__(self, events: Connection, timeout: float) -> None:
        self._events, self._timeout = events, timeout
        self._started = float("inf")
        self._watching = self._complete = False
        self._lock = threading.Lock()

    @pytest.hookimpl(trylast=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        """Say which cell comes next."""
        assert isinstance(item, IPyNbCell)
        if not self._watching:
            self._watching = True
            threading.Thread(target=self._watch, args=(item.parent.kernel.km.provisioner,), daemon=True).start()
        self._started = time.monotonic()
        self.tell("start", item.cell_num)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo) -> Iterator[None]:
        """Say what came of it; after a time-out nothing that follows would be fair."""
        report = yield
        if call.when == "call":
            self._started = float("inf")
            if item.parent.timed_out:
                self.over("time")
            text = "".join(one.text for one in item.test_outputs or () if one.get("name") == "stdout")
            self.tell("done", item.cell_num, report.passed, text[:KEPT], _error(item.test_outputs or ()))
            self._complete = item is item.session.items[-1]  # from here on the kernel may end
        return report

    def tell(self, *event: object) -> None:
        """Send one event."""
        with self._lock:
            self._events.send(event)

    def over(self, why: str) -> None:
        """Send why the run is over, and end this process: nbval would wait for a dead kernel until its time-out."""
        self.tell("ended", why)
        os._exit(0)

    def _watch(self, provisioner: Any) -> None:
        while True:
            why = _ended(provisioner)
            if self._complete:
                return
            if why is not None:
                if why:
                    self.over(why)
                self.tell("outside")
                os._exit(0)
            if time.monotonic() > self._started + self._timeout + GRACE:
                self.over("time")


def _error(outputs: Iterable[Any]) -> str:
    """The kind of error a cell stopped with, such as NameError; what it says may show numbers of ours."""
    names = [str(one.get("ename")) for one in outputs if one.get("output_type") == "error"]
    return next((name for name in names if name.isidentifier() and len(name) < 50), "")


def _ended(provisioner: Any) -> str | None:
    """Why the kernel ended: None while it runs, "" where it was ended from outside; waits for PAUSE."""
    if not isinstance(provisioner, provisioners.ForkedProvisioner):
        time.sleep(PAUSE)
        return "ended" if provisioner.process is None or provisioner.process.poll() is not None else None
    client = provisioner.client
    if client is None:
        time.sleep(PAUSE)
        return None if provisioner.killed else provisioner.last_word
    try:
        return client.recv(100, socket.MSG_PEEK).decode().strip() if select.select([client], [], [], PAUSE)[0] else None
    except (OSError, ValueError):  # it was closed between two looks
        return None


def run(notebook: dict[str, Any], kernel: str, specs: str, timeout: float, events: Connection) -> None:
    """Run a notebook of plain JSON under nbval in this process, and tell `events` of it."""
    _limit_memory()
    os.environ |= {"JUPYTER_PATH": specs, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTEST_ADDOPTS": ""}
    os.environ.pop("PYTEST_PLUGINS", None)
    nbval.kernel.pformat = lambda _: ""  # it words every message for a log that nobody keeps
    nbval.kernel.start_new_kernel = _started
    gc.freeze()  # what was imported before the fork need not be looked at again and again
    points = Points(events, timeout)
    with tempfile.TemporaryDirectory(dir=specs) as folder:
        os.environ["JUPYTER_RUNTIME_DIR"] = folder
        sys.stdout = sys.stderr = open(os.devnull, "w")  # noqa: SIM115, PTH123 (for the rest of this process)
        file = Path(folder, "notebook.ipynb")
        file.write_text(json.dumps(notebook), encoding="utf-8")
        pytest.main([*OPTIONS, f"--nbval-kernel-name={kernel}", f"--nbval-cell-timeout={timeout}",
                     f"--rootdir={folder}", f"--confcutdir={folder}", str(file)], plugins=[points])
    points.tell("finished")


def _started(startup_timeout: float = 60, **how: Any) -> tuple[KernelManager, BlockingKernelClient]:  # noqa: ARG001
    """As nbval's own, without a fifth of a second in which nothing comes: that outputs arrive, it tries afterwards."""
    manager = KernelManager(kernel_name=how.pop("kernel_name"))
    manager.start_kernel(**how)
    client = manager.client()
    client.start_channels()
    with suppress(Empty):
        client.get_iopub_msg(timeout=1)  # a kernel welcomes whoever listens
    return manager, client


def _limit_memory() -> None:
    """Outputs may be huge; where the system can limit a process, comparing them ends before the computer's memory."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (OURS, resource.getrlimit(resource.RLIMIT_AS)[1]))  # not a kernel's


def as_notebook(cells: list[dict[str, Any]]) -> dict[str, Any]:
    """A notebook for nbval: a cell with a "reference" is compared with it, all others are only run."""
    made = [nbformat.v4.new_code_cell(one["source"], id=f"c{i}") for i, one in enumerate(cells)]
    for cell, one in zip(made, cells, strict=True):
        if one.get("reference") is not None:
            cell.execution_count = 1
            cell.outputs = [nbformat.v4.new_output("stream", name="stdout", text=one["reference"])]
    return nbformat.v4.new_notebook(cells=made)


as_notebook([{"source": "", "reference": ""}])  # so that its validator, too, is made before the fork
