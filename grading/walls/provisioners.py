"""How Jupyter's clients, nbval among them, get kernels behind the wall: provisioners that a kernelspec names.

`grading-forked` asks the warm process of a lesson for a fork; `grading-walled` starts one warm process for each kernel.
"""

import asyncio
import json
import os
import secrets
import shutil
import socket
import tempfile
import time
from pathlib import Path
from subprocess import DEVNULL, PIPE, Popen
from typing import Any

from jupyter_client.provisioning import KernelProvisionerBase
from traitlets import Int, List, Unicode

from grading.walls.bubblewrap import NOBODY, walled

HERE = Path(__file__).parent
START = 60.0  # seconds in which a warm process has to be ready


class Warm:
    """A warm process behind the wall: asked for kernels, ended by `close`, or with the thread that starts it.

    Parameters
    ----------
    helpers
        the folder that holds the kernel's own `helpers`.
    modules
        what is imported before the first fork.
    """

    def __init__(self, helpers: Path, modules: list[str]) -> None:
        self.room = Path(tempfile.mkdtemp(prefix="graded-"))  # a short path: names of sockets have at most 107 bytes
        self.sockets = self.room / "s"
        self.sockets.mkdir()
        if os.getuid() == 0:
            self.room.chmod(0o711)
            os.chown(self.sockets, NOBODY, NOBODY)
        shown = {HERE / "warm.py": "/graded/warm.py", HERE / "inside.py": "/graded/inside.py",
                 helpers / "helpers": "/graded/helpers"}
        self.process = Popen(walled(["/graded/warm.py", *modules], shown, self.sockets), stdin=PIPE, stdout=DEVNULL,
                             stderr=PIPE)

    def wait(self) -> None:
        """Wait until it can be asked. Raises RuntimeError if it does not start."""
        until = time.monotonic() + START
        while not (self.sockets / "warm").exists():
            if self.process.poll() is not None or time.monotonic() > until:
                said = self.process.stderr.read().decode(errors="replace") if self.process.poll() is not None else ""
                self.close()
                raise RuntimeError(f"The kernel's process behind the wall did not start. {said.strip()}")
            time.sleep(0.01)

    def alive(self) -> bool:
        """Whether it can still be asked."""
        return self.process.poll() is None

    def close(self) -> None:
        """End it with all its kernels."""
        self.process.kill()
        self.process.communicate()
        shutil.rmtree(self.room, ignore_errors=True)


class ForkedProvisioner(KernelProvisionerBase):
    """A kernel forked by a warm process; the kernelspec says which one, and how much the kernel may use."""

    sockets = Unicode("", config=True)
    memory = Int(1 << 30, config=True)
    seconds = Int(600, config=True)
    client: socket.socket | None = None
    killed = False  # by the client that started it
    last_word = ""  # why it ended; empty while it runs, and where it was ended from outside
    folder: Path | None = None
    pid = pgid = None

    async def pre_launch(self, **kwargs: Any) -> dict[str, Any]:
        self.folder = Path(self.sockets, f"k{secrets.token_hex(4)}")
        self.folder.mkdir()
        if os.getuid() == 0:
            os.chown(self.folder, NOBODY, NOBODY)
        self.parent.transport, self.parent.ip = "ipc", str(self.folder / "k")
        self.parent.write_connection_file()
        self.connection_info = self.parent.get_connection_info()
        return await super().pre_launch(cmd=[], **kwargs)

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> dict[str, Any]:  # noqa: ARG002
        seen = f"/sockets/{self.folder.name}"
        connection = json.loads(Path(self.parent.connection_file).read_text()) | {"ip": f"{seen}/k"}
        self.client = socket.socket(socket.AF_UNIX)
        self.client.settimeout(START)
        self.client.connect(str(Path(self.sockets, "warm")))
        request = {"connection": connection, "folder": seen, "memory": self.memory, "seconds": self.seconds}
        self.client.sendall(json.dumps(request).encode() + b"\n")
        self._read(until="ready")
        self.client.setblocking(False)
        return self.connection_info

    def _read(self, until: str = "") -> None:
        """Take in what the warm process says; at the end of what it says the kernel has ended."""
        said = b""
        try:
            while not until or not said.startswith(until.encode()):
                new = self.client.recv(100)
                said += new
                if not new:
                    self.client.close()
                    self.client, self.last_word = None, said.decode().removeprefix("ready").strip()
                    return
        except BlockingIOError:
            pass

    @property
    def has_process(self) -> bool:
        return self.client is not None

    async def poll(self) -> int | None:
        if self.client is not None:
            self._read()
        return None if self.client is not None else 1

    async def wait(self) -> int | None:
        while await self.poll() is None:
            await asyncio.sleep(0.005)
        return 0

    async def send_signal(self, signum: int) -> None:
        pass  # an interrupt comes as a message, and kill is the only other one that is sent

    async def kill(self, restart: bool = False) -> None:  # noqa: ARG002
        self.killed = True
        if self.client is not None:
            self.client.close()
            self.client = None

    async def terminate(self, restart: bool = False) -> None:
        await self.kill(restart)

    async def cleanup(self, restart: bool = False) -> None:  # noqa: ARG002
        if self.folder is not None:
            shutil.rmtree(self.folder, ignore_errors=True)


class WalledProvisioner(ForkedProvisioner):
    """A kernel with a wall of its own: slower, but it needs no warm process; `helpers` is its kernel's own package."""

    helpers = Unicode("", config=True)
    modules = List(Unicode(), config=True)
    warm: Warm | None = None

    async def pre_launch(self, **kwargs: Any) -> dict[str, Any]:
        self.warm = Warm(Path(self.helpers), list(self.modules))
        self.warm.wait()
        self.sockets = str(self.warm.sockets)
        return await super().pre_launch(**kwargs)

    async def cleanup(self, restart: bool = False) -> None:
        await super().cleanup(restart)
        if self.warm is not None:
            self.warm.close()
            self.warm = None
