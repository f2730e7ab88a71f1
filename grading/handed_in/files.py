"""The files of a folder or a zip, looked at where they are: nothing is unpacked, no link is followed."""

import contextlib
import io
import lzma
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import IO

from grading.handed_in.cells import UnreadableError

LIMIT = 100 * 2**20  # bytes of one notebook, outputs and all, or of a zip in a zip
NAME = 255  # characters; no file system has longer names, and searching in them takes time
KIND = {".zip": "zip", **dict.fromkeys((".7z", ".bz2", ".gz", ".rar", ".tar", ".tgz", ".xz"), "archive"),
        **dict.fromkeys(("", ".json", ".txt"), "maybe")}  # by suffix
JUNK = (".ipynb_checkpoints", "__MACOSX", ".DS_Store", ".git", "__pycache__")
UNICODE_NAME = 0x800  # the flag by which a zip says that a name is UTF-8
BROKEN = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError, ValueError, RuntimeError,
          NotImplementedError, OverflowError, MemoryError)  # all that zipfile raises on zips that were tampered with


@dataclass(frozen=True)
class File:
    """A file in a folder or a zip: the names on the way to it, its time, and how its bytes are got.

    `opened` raises UnreadableError where the file is there but is not taken; `path` is where it lies on disk, if it
    does.
    """

    parts: tuple[str, ...]
    when: float
    opened: Callable[[], IO[bytes]]
    path: Path | None = None

    @property
    def kind(self) -> str:
        """What its name promises: "notebook", "zip", "archive", "maybe" (saved by a browser as text), "other"."""
        name = self.parts[-1].lower()
        if ".ipynb" in name:
            return "notebook"
        return KIND.get(PurePosixPath(name).suffix, "other")

    def content(self) -> bytes:
        """What the file holds.

        Raises
        ------
        UnreadableError
            if it is too large, encrypted or broken.
        """
        try:
            with self.opened() as stream:
                raw = stream.read(LIMIT + 1)
        except BROKEN as error:
            raise UnreadableError(f"cannot be read ({_first_line(error)}).") from None
        if len(raw) > LIMIT:
            raise UnreadableError(f"is larger than {LIMIT // 2**20} MB and was not read; clear its outputs.")
        return raw


def in_folder(folder: Path) -> Iterator[File]:
    """Every file under a folder, in the order of names."""
    for path in _walk(folder):
        plain = path.is_file() and not path.is_symlink()
        yield File(path.relative_to(folder).parts or (folder.name,), _modified(path), _from_disk(path),
                   path if plain else None)


def in_zip(archive: zipfile.ZipFile) -> Iterator[File]:
    """Every file of a zip, in the order of names; the names are only looked at, never used as paths."""
    for info in sorted(archive.infolist(), key=lambda info: info.filename):
        name = _name(info)
        parts = tuple(part for part in name.split("/") if part not in ("", "."))
        if not info.is_dir() and not _junk(parts):
            strange = ".." in parts or name.startswith("/") or parts[0][1:2] == ":" or max(map(len, parts)) > NAME
            yield File(tuple(part[-NAME:] for part in parts), _dated(info), _from_zip(archive, info, strange))


def opened_zip(source: Path | bytes) -> zipfile.ZipFile:
    """A zip on disk or in memory.

    Raises
    ------
    UnreadableError
        if it is none, or a broken one.
    """
    try:
        return zipfile.ZipFile(io.BytesIO(source) if isinstance(source, bytes) else source)
    except BROKEN as error:
        raise UnreadableError(f"cannot be opened as a zip ({_first_line(error)}).") from None


def _walk(folder: Path) -> Iterator[Path]:
    try:
        inside = sorted(folder.iterdir())
    except OSError:
        yield folder  # named among the files, so that reading it says why it cannot be read
        return
    for path in inside:
        if path.is_dir() and not path.is_symlink() and not _junk((path.name,)):
            yield from _walk(path)
        elif not _junk((path.name,)):
            yield path


def _junk(parts: tuple[str, ...]) -> bool:
    return not parts or parts[-1].startswith("._") or any(part in JUNK for part in parts)


def _modified(path: Path) -> float:
    try:
        return path.lstat().st_mtime
    except OSError:
        return 0.0


def _from_disk(path: Path) -> Callable[[], IO[bytes]]:
    def opened() -> IO[bytes]:
        if path.is_symlink():
            raise UnreadableError("is a link; links are not followed.")
        if not stat.S_ISREG(path.stat().st_mode):
            raise UnreadableError("is no plain file, or a folder that cannot be read.")
        return path.open("rb")
    return opened


def _from_zip(archive: zipfile.ZipFile, info: zipfile.ZipInfo, strange: bool) -> Callable[[], IO[bytes]]:
    def opened() -> IO[bytes]:
        if strange:
            raise UnreadableError("has a name that leads out of its zip or that no file can have, and was not read.")
        if info.flag_bits & 1:
            raise UnreadableError("is encrypted; ask for it without a password.")
        return archive.open(info)
    return opened


def _name(info: zipfile.ZipInfo) -> str:
    """The name as it was meant: Windows writes backslashes, and macOS writes UTF-8 without saying so."""
    name = info.orig_filename
    if not info.flag_bits & UNICODE_NAME:
        with contextlib.suppress(UnicodeError):
            name = name.encode("cp437").decode()
    return name.split("\0")[0].replace("\\", "/")


def _dated(info: zipfile.ZipInfo) -> float:
    try:
        return datetime(*info.date_time).timestamp()
    except (ValueError, OverflowError, OSError):
        return 0.0


def _first_line(error: BaseException) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]
