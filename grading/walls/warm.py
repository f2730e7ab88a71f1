"""The warm process: inside the wall, with everything imported, it forks a kernel for whoever asks on its socket.

Run as `python warm.py MODULE ...`; it ends when its standard input does. A request is one line of JSON: "connection"
(as in a connection file), "folder" (for the kernel's sockets), "memory" (bytes), "seconds" (of processor time). The
answers are lines, too: "ready", then "ended STATUS" or "memory". Who asked keeps the connection: closing it ends the
kernel. A connection that closes without a last word means that the kernel was ended from outside.
"""

import gc
import importlib
import json
import os
import random
import select
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, "/graded")

import inside

IMPORTED = (
    "numpy", "numpy.random", "matplotlib.figure", "matplotlib.pyplot", "matplotlib.backends.backend_agg",
    "matplotlib_inline.backend_inline", "ipykernel.kernelapp", "ipykernel.ipkernel", "ipykernel.zmqshell", "inspect",
    "IPython.core.completer", "IPython.core.completerlib", "IPython.core.debugger", "IPython.core.magics",
    "IPython.core.oinspect", "IPython.extensions.storemagic", "jupyter_client.session", "psutil", "sqlite3",
    "tornado.platform.asyncio", "zmq")
SOCKET, CONNECTION = "/sockets/warm", "/tmp/connection.json"
PAUSE = 0.05  # seconds between two looks at what a kernel uses


def main(modules: list[str]) -> None:
    """Import, then fork a kernel for each request, until standard input ends."""
    for name in (*IMPORTED, *modules):
        importlib.import_module(name)
    server = socket.socket(socket.AF_UNIX)
    server.bind(SOCKET)
    server.listen(64)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for the processes in between
    gc.collect()
    gc.freeze()
    while server in select.select([server, sys.stdin], [], [])[0]:
        client, _ = server.accept()
        if os.fork() == 0:
            server.close()
            _apart(_world, client)
        client.close()


def _apart(run: Callable[..., None], *arguments: object) -> None:
    """Run a function in a process that was just forked, and end it whatever happens."""
    try:
        run(*arguments)
    finally:
        os._exit(1)


def _world(client: socket.socket) -> None:
    """A world for one kernel; its first process stays behind as the one that watches."""
    os.setsid()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    request = json.loads(client.makefile().readline())
    inside.own_namespaces()
    if os.fork() == 0:
        _apart(_first_process, client, request)
    os._exit(0)


def _first_process(client: socket.socket, request: dict) -> None:
    inside.own_folders(request["folder"])
    bound, closed = socket.socketpair()
    kernel = os.fork()
    if kernel == 0:
        client.close()
        bound.close()
        _apart(_kernel, request, closed)
    closed.close()
    if bound.recv(1):
        inside.close_the_door()
        client.sendall(b"ready\n")
        bound.sendall(b"!")
    client.sendall(f"{_watch(client, kernel, request['memory'])}\n".encode())
    os._exit(0)  # and with the first process all others of its world end


def _watch(client: socket.socket, kernel: int, memory: int) -> str:
    """Wait for the end of the kernel; it comes early where too much memory is used or nobody asks for it any more."""
    page = os.sysconf("SC_PAGE_SIZE")
    while True:
        if select.select([client], [], [], PAUSE)[0]:
            os._exit(0)
        ended = dict(_reaped())
        if kernel in ended:
            return f"ended {ended[kernel]}"
        if sum(map(_pages, filter(str.isdigit, os.listdir("/proc")))) * page > memory:  # noqa: PTH208 (three times as fast)
            return "memory"


def _reaped() -> Iterator[tuple[int, int]]:
    while True:
        try:
            process, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if not process:
            return
        yield process, status


def _pages(process: str) -> int:
    try:
        return int(Path("/proc", process, "statm").read_text().split()[1])
    except (OSError, IndexError):  # it has just ended
        return 0


def _kernel(request: dict, closed: socket.socket) -> None:
    null = os.open("/dev/null", os.O_RDWR)
    for stream in range(3):
        os.dup2(null, stream)
    os.chdir("/home/student")
    inside.give_up(request["memory"], request["seconds"])
    random.seed(0)
    sys.modules["numpy"].random.seed(0)
    Path(CONNECTION).write_text(json.dumps(request["connection"]))
    app = sys.modules["ipykernel.kernelapp"].IPKernelApp.instance(connection_file=CONNECTION)
    app.initialize(["-f", CONNECTION, "--HistoryManager.enabled=False", "--InteractiveShell.xmode=Minimal"])
    closed.sendall(b"!")
    closed.recv(1)  # the door is closed: from here on a student's code may run
    closed.close()
    app.start()
    os._exit(0)


if __name__ == "__main__":
    main(sys.argv[1:])
