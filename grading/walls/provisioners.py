"""How Jupyter's clients, nbval among them, get kernels behind the wall: provisioners that a kernelspec names.

`grading-forked` asks the warm process of a lesson for a fork; `grading-walled` starts one warm process for each kernel.
"""

import asyncio
import json
import os
import secrets
import shutil
import socket
from pathlib import Path
from typing import Any

from jupyter_client.provisioning import KernelProvisionerBase
from traitlets import Int, List, Unicode

from grading.walls.bubblewrap import NOBODY
from grading.walls.warmed import START, Warm


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
        self.warm = Warm(Path(self.helpers), list(self.modules), Path(self.helpers).parent)
        self.warm.wait()
        self.sockets = str(self.warm.sockets)
        return await super().pre_launch(**kwargs)

    async def cleanup(self, restart: bool = False) -> None:
        await super().cleanup(restart)
        if self.warm is not None:
            self.warm.close()
            self.warm = None
