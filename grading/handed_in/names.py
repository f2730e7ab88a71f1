"""Whose a file is: what Moodle, Canvas, folders and file names tell of it."""

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass, replace

from grading.handed_in.files import File

MOODLE = re.compile(r"(?P<name>.+?)_(?P<id>\d+)_assignsubmission_[a-z]+_?", re.DOTALL)
CANVAS = re.compile(r"(?:(?P<name>\w+?)_)?(?:LATE_)?(?:anon_(?P<anonymous>[A-Za-z0-9]+)|(?P<id>\d+))"
                    r"_(?P<number>\d{4,})_(?P<file>.+)", re.DOTALL)
AGAIN = re.compile(r"-(\d{1,4})(?=\.|$)")       # Canvas calls a second upload 01_neurons-1.ipynb
COPY = r"(?:[ _-]*\(\d+\)|[ _-]*copy ?\d*|-\d{1,2})*"       # and so browsers and JupyterLab mark copies
SUFFIX = re.compile(r"(\.ipynb)?(\.\w{1,5})?$", re.IGNORECASE)
JOINERS = "\u200c\u200d"        # they show nothing alone, but Persian and Indic names are written with them
LONGEST = 150
NAMELESS = "nameless"


@dataclass(frozen=True)
class Owner:
    """Whose a file is.

    Attributes
    ----------
    name
        on one line, in Unicode's normal form NFC.
    written
        the same as it stood in the names of files.
    portal, known_as
        "moodle" or "canvas" and its id for this person, or "" and "".
    place
        the download that the file is from: within one, different ids are different people.
    attempt
        grows with every upload, where the portal counts them.
    loose
        whether only the file's own name tells this.
    """

    name: str
    written: str
    portal: str = ""
    known_as: str = ""
    place: str = ""
    attempt: tuple[int, int] = (0, 0)
    loose: bool = False


def owners(files: Collection[File], home: str, lessons: Collection[str], several: bool) -> list[tuple[Owner, File]]:
    """The owner of each file of one download; `home` is its name, the student's own where nothing else tells.

    Moodle's names count wherever they stand, the outermost first, so that nobody can name a file into another's
    folder; Canvas's count where a whole folder is named by Canvas; else, if the download holds `several` students,
    the outermost folder, else the file's name.
    """
    flat = _named_by_canvas(files)
    depth = _depth([file.parts for file in files if file.kind in ("notebook", "zip")])
    return [(portal_owner(file.parts, flat, home) or _plain_owner(file.parts[depth:], home, lessons, several), file)
            for file in files]


def unwrapped(files: list[File], home: str, lessons: Collection[str]) -> list[File]:
    """The files of a zip without the folder that was zipped: it is called as the zip, or holds files of many.

    Files are those of many people if there are several and all are called more than a lesson.
    """
    paths = [file.parts for file in files if file.kind in ("notebook", "zip")]
    if not paths or len({path[0] for path in paths}) > 1 or min(map(len, paths)) < 2:
        return files
    many = len(paths) > 1 and all(len(path) == 2 and _bare(path[1], lessons) for path in paths)
    if not many and one_line(paths[0][0]) != home:
        return files
    return [replace(file, parts=file.parts[1:] or file.parts) for file in files]


def portal_owner(parts: tuple[str, ...], flat: Collection[tuple[str, ...]], home: str) -> Owner | None:
    """Whom a portal means by a file's names; `flat` are the folders that Canvas named the files of."""
    for depth, part in enumerate(parts):
        if found := MOODLE.match(part):
            return Owner(one_line(found["name"]) or NAMELESS, found["name"], "moodle", f"Participant_{found['id']}",
                         "/".join((home, *parts[:depth])))
    found = CANVAS.fullmatch(parts[-1]) if parts[:-1] in flat else None
    if not found:
        return None
    name = found["name"] or found["anonymous"] or found["id"]
    again = AGAIN.search(found["file"])
    return Owner(one_line(name) or NAMELESS, name, "canvas", found["id"] or "", "/".join((home, *parts[:-1])),
                 (int(found["number"]), int(again[1]) if again else 0))


def one_line(name: str) -> str:
    """The name on one line in NFC, without characters that show nothing or turn the direction of reading."""
    spaced = (" " if c.isspace() else c for c in unicodedata.normalize("NFC", name))
    kept = "".join(c for c in spaced if c in JOINERS or unicodedata.category(c) not in ("Cc", "Cf", "Cs"))
    return " ".join(kept.split())[:LONGEST].strip()


def _plain_owner(parts: tuple[str, ...], home: str, lessons: Collection[str], several: bool) -> Owner:
    if not several:
        return Owner(home, home)
    if len(parts) > 1:
        return Owner(one_line(parts[0]) or NAMELESS, parts[0])
    name = _bare(parts[0], lessons) or home
    return Owner(one_line(name) or NAMELESS, name, loose=True)


def _bare(file: str, lessons: Collection[str]) -> str:
    """What a file's name says besides the lesson and its suffix."""
    bare = SUFFIX.sub("", file, count=1)
    for lesson in lessons:
        spelling = r"[\W_]*".join(map(re.escape, re.split(r"[\W_]+", lesson)))
        bare = re.sub(rf"[\W_]*{spelling}{COPY}[\W_]*", " ", bare, flags=re.IGNORECASE)
    return bare.strip()


def _depth(paths: list[tuple[str, ...]]) -> int:
    """How many folders lie around all students' folders, as `class/` in a zip of `class/jane/01_neurons.ipynb`."""
    depth = 0
    while (paths and all(len(path) > depth + 2 for path in paths) and len({path[: depth + 1] for path in paths}) == 1
           and len({path[depth + 1] for path in paths}) > 1):
        depth += 1
    return depth


def _named_by_canvas(files: Collection[File]) -> set[tuple[str, ...]]:
    """The top, where names are tried one by one, and the folders in which Canvas named every file of several people."""
    folders: dict[tuple[str, ...], list[re.Match[str] | None]] = {}
    for file in files:
        folders.setdefault(file.parts[:-1], []).append(CANVAS.fullmatch(file.parts[-1]))
    return {(), *(folder for folder, found in folders.items()
                  if all(found) and len({one["id"] or one["anonymous"] for one in found if one}) > 1)}
