"""Every file that was handed in, looked at once: whose it is, which lesson, or why it is not taken."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from grading.handed_in.cells import Cell, UnreadableError, recognised
from grading.handed_in.files import File, in_folder, in_zip, opened_zip
from grading.handed_in.names import NAMELESS, Owner, one_line, owners, unwrapped
from grading.notebooks import NotebookError

LEVELS = 3  # a download in the folder, a student's zip in it, and one more
FILES, BYTES = 200, 2**30  # what is read of one student


@dataclass(frozen=True)
class Seen:
    """A file with its owner: a notebook (`lesson`, `cells`), or a `reason`, or neither where it is something else."""

    owner: Owner
    file: str
    when: float = 0.0
    lesson: str = ""
    cells: tuple[Cell, ...] = ()
    reason: str = ""


def seen(source: Path, lessons: Mapping[str, frozenset[str]]) -> Iterator[Seen]:
    """Every file of a folder or a zip.

    Raises
    ------
    NotebookError
        if `source` is neither.
    """
    name, reader = source.resolve(), Reader(lessons)
    home = one_line(name.name if source.is_dir() else name.stem) or NAMELESS
    if source.is_dir():
        yield from reader.download(list(in_folder(source)), home, "", LEVELS)
    elif source.is_file():
        everything = File((source.name,), source.stat().st_mtime, lambda: source.open("rb"), source)
        yield from reader.unzipped(Owner(home, home, loose=True), everything, "", LEVELS, several=True)
    else:
        raise NotebookError(f"{source}: there is no such folder or zip.")


@dataclass
class Reader:
    """Reads files for the lessons in question, and stops where one student's go on and on."""

    lessons: Mapping[str, frozenset[str]]
    files: Counter[tuple[str, str]] = field(default_factory=Counter)
    size: Counter[tuple[str, str]] = field(default_factory=Counter)
    stopped: set[tuple[str, str]] = field(default_factory=set)

    def download(self, files: Collection[File], home: str, under: str, levels: int,
                 several: bool = True) -> Iterator[Seen]:
        """The files of a folder or zip that holds one student's files or `several` students'."""
        for owner, file in owners(files, home, self.lessons, several):
            yield from self.one(owner, file, under, levels)

    def one(self, owner: Owner, file: File, under: str, levels: int) -> Iterator[Seen]:
        """What a file is; a zip gives all that is in it. `under` stands before its name in messages."""
        label = one_line(under + "/".join(file.parts))
        if file.kind == "zip":
            yield from self.unzipped(owner, file, under, levels)
        elif file.kind == "archive":
            yield Seen(owner, label, reason="is an archive of a kind that is not opened; unpack it, or make it a zip.")
        elif file.kind == "other":
            yield Seen(owner, label)
        else:
            yield self._notebook(owner, file, label)

    def unzipped(self, owner: Owner, file: File, under: str, levels: int, several: bool = False) -> Iterator[Seen]:
        """The files in a zip: its owner's, but where nothing else than its own name tells, a portal's names count."""
        label = one_line(under + "/".join(file.parts))
        try:
            if not levels:
                raise UnreadableError("is a zip too deep in other zips, and was not opened.")
            with opened_zip(file.path or self._spend(owner, file)) as archive:
                inside = list(in_zip(archive))
                if several:
                    inside = unwrapped(inside, owner.name, self.lessons)
                if owner.loose:
                    yield from self.download(inside, owner.name, f"{label}/", levels - 1, several)
                else:
                    for one in inside:
                        yield from self.one(owner, one, f"{label}/", levels - 1)
        except UnreadableError as error:
            yield Seen(owner, label, reason=str(error))

    def _notebook(self, owner: Owner, file: File, label: str) -> Seen:
        try:
            raw = self._spend(owner, file)
        except UnreadableError as error:
            return Seen(owner, label, reason=str(error))
        try:
            lesson, cells = recognised(raw, self.lessons)
        except UnreadableError as error:
            return Seen(owner, label, reason=str(error) if file.kind == "notebook" else "")
        return Seen(owner, label, file.when, lesson, cells)

    def _spend(self, owner: Owner, file: File) -> bytes:
        """The file's bytes, as long as its owner's are not too many; that is said once, then "" is raised."""
        key = (owner.name, owner.known_as)
        self.files[key] += 1
        if key in self.stopped:
            raise UnreadableError("")
        if self.files[key] > FILES or self.size[key] > BYTES:
            self.stopped.add(key)
            raise UnreadableError(f"comes after {FILES} files, or {BYTES // 2**20} MB, of the same student; "
                                  "it and all after it were not read.")
        raw = file.content()
        self.size[key] += len(raw)
        return raw
