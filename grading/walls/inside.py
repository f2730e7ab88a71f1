"""Inside the wall: what a forked kernel gives up before a student's first line runs. Standard library only."""

import ctypes
import os
import platform
import resource
import struct
import sys
from pathlib import Path

NEW = {"user": 0x10000000, "mount": 0x20000, "uts": 0x4000000, "ipc": 0x8000000, "pid": 0x20000000, "net": 0x40000000}
READ_ONLY, NO_SUID, NO_DEV, REMOUNT, BIND, RECURSIVE, PRIVATE = 1, 2, 4, 32, 4096, 16384, 1 << 18
NO_NEW_PRIVILEGES, SECCOMP, DROP_FROM_BOUNDING_SET, PARENT_DEATH_SIGNAL = 38, 22, 24, 1
PRIVATE_FOLDERS = ("/tmp", "/home/student", "/dev/shm", "/sockets")
SPACE = 64 << 20  # bytes in each of the folders that can be written to
FILES, FILE_SIZE, PROCESSES = 256, 32 << 20, 64
# System calls by which memory could be had that nobody counts, and those that only an attack needs.
REFUSED = {
    "x86_64": (0xC000003E, (319, 447, 29, 68, 250, 248, 249, 321, 298, 323, 425, 101, 310, 311, 272, 308)),
    "aarch64": (0xC00000B7, (279, 447, 194, 186, 219, 217, 218, 280, 241, 282, 425, 117, 270, 271, 97, 268)),
}  # memfd_create memfd_secret shmget msgget keyctl add_key request_key bpf perf_event_open userfaultfd io_uring_setup
#    ptrace process_vm_readv process_vm_writev unshare setns
libc = ctypes.CDLL(None, use_errno=True)


def own_namespaces() -> None:
    """Make this process, and those it starts, a world of its own, without a network."""
    user, group = os.getuid(), os.getgid()
    _called(libc.unshare(sum(NEW.values())), "unshare")
    for name, text in (("setgroups", "deny"), ("uid_map", f"{user} {user} 1"), ("gid_map", f"{group} {group} 1")):
        Path("/proc/self", name).write_text(text)
    _mount("none", "/", None, RECURSIVE | PRIVATE)


def own_folders(sockets: str) -> None:
    """Empty private folders, and of /sockets only the kernel's own; to be called by the first process of the world."""
    shown = {path: os.open(path, os.O_PATH) for path in (sockets, *_python_below(PRIVATE_FOLDERS))}
    for folder in PRIVATE_FOLDERS:
        _mount("tmpfs", folder, "tmpfs", NO_SUID | NO_DEV, f"size={SPACE},nr_inodes=10000")
    for path, descriptor in shown.items():
        Path(path).mkdir(parents=True)
        _mount(f"/proc/self/fd/{descriptor}", path, None, BIND | RECURSIVE)
        if path != sockets:  # what could be written there would be seen by the next student's kernel
            _mount("none", path, None, BIND | REMOUNT | READ_ONLY | NO_SUID | NO_DEV)
        os.close(descriptor)
    _mount("proc", "/proc", "proc", NO_SUID | NO_DEV)
    for name in NEW:
        limit = Path(f"/proc/sys/user/max_{'mnt' if name == 'mount' else name}_namespaces")
        limit.write_text("0")


def _python_below(folders: tuple[str, ...]) -> list[str]:
    """The folders of Python itself that private ones would hide: somebody may have put all of this below /tmp."""
    return [path for path in {sys.prefix, sys.base_prefix} if path.startswith(tuple(f"{one}/" for one in folders))]


def close_the_door() -> None:
    """Hide the folder of sockets, once they are bound: what is open stays open."""
    _mount("tmpfs", "/sockets", "tmpfs", READ_ONLY | NO_SUID | NO_DEV, "size=4k")


def give_up(memory: int, seconds: int) -> None:
    """No capability, no way to gain one, no uncounted memory, and limits on everything that can be used up."""
    libc.prctl(PARENT_DEATH_SIGNAL, 9)
    for what, limit in ((resource.RLIMIT_AS, memory + (4 << 30)), (resource.RLIMIT_FSIZE, FILE_SIZE),
                        (resource.RLIMIT_CPU, seconds), (resource.RLIMIT_NPROC, PROCESSES), (resource.RLIMIT_CORE, 0),
                        (resource.RLIMIT_NOFILE, FILES), (resource.RLIMIT_MSGQUEUE, 0)):
        most = resource.getrlimit(what)[1]
        least = limit if most == resource.RLIM_INFINITY else min(limit, most)  # some computers allow less
        resource.setrlimit(what, (least, least))
    for capability in range(64):
        libc.prctl(DROP_FROM_BOUNDING_SET, capability, 0, 0, 0)
    header = struct.pack("II", 0x20080522, 0)  # version 3, this process
    _called(libc.capset(header, struct.pack("6I", *[0] * 6)), "capset")
    _called(libc.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0), "no_new_privs")
    _refuse_calls()


def _refuse_calls() -> None:
    if platform.machine() not in REFUSED:
        return
    architecture, numbers = REFUSED[platform.machine()]
    load, equal, at_least, answer = 0x20, 0x15, 0x35, 0x06
    rules = [(load, 0, 0, 4), (equal, 1, 0, architecture), (answer, 0, 0, 0x80000000), (load, 0, 0, 0),
             (at_least, 0, 1, 0x40000000), (answer, 0, 0, 0x00050001)]  # x32 has other numbers: refused as a whole
    for number in numbers:
        rules += [(equal, 0, 1, number), (answer, 0, 0, 0x00050001)]  # EPERM
    rules.append((answer, 0, 0, 0x7FFF0000))  # everything else is allowed
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *rule) for rule in rules))
    program = struct.pack("HxxxxxxP", len(rules), ctypes.addressof(code))
    _called(libc.prctl(SECCOMP, 2, program, 0, 0), "seccomp")


def _mount(source: str, target: str, kind: str | None, flags: int, options: str | None = None) -> None:
    texts = [text.encode() if text is not None else None for text in (source, target, kind)]
    _called(libc.mount(*texts, ctypes.c_ulong(flags), options.encode() if options else None), f"mount {target}")


def _called(result: int, what: str) -> None:
    if result != 0:
        raise OSError(ctypes.get_errno(), f"{what}: {os.strerror(ctypes.get_errno())}")
