"""Students' names as folder names: safe on every system, one for each student, the same on every run."""

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

LONGEST = 120  # bytes; file systems stop at 255, and some count the whole path
FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f-\x9f\u2028\u2029]')
DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)  # Windows keeps these names for itself


def folder_names(students: Iterable[str]) -> dict[str, str]:
    """A folder name for every student, in Unicode's normal form NFC.

    A name that had to be changed, or that some systems would not tell from another's, ends in a few digits made
    from the name itself, so that it does not depend on who else is there.
    """
    names = sorted(set(students))
    plain = {name: _plain(name) for name in names}
    times = Counter(map(_folded, plain.values()))
    folders: dict[str, str] = {}
    taken: set[str] = set()
    for name in names:
        alone = plain[name] == unicodedata.normalize("NFC", name) and times[_folded(plain[name])] == 1
        folder = plain[name] if alone else f"{plain[name]}-{_digits(name)}"
        while _folded(folder) in taken:
            folder += "_"
        taken.add(_folded(folder))
        folders[name] = folder
    return folders


def _plain(name: str) -> str:
    """The name without what a file system, a shell or a reader could take for something else."""
    visible = "".join(c for c in unicodedata.normalize("NFC", name) if unicodedata.category(c) not in ("Cf", "Cs"))
    safe = FORBIDDEN.sub("_", visible).strip(" .").lstrip("-~")
    cut = safe.encode()[:LONGEST].decode("utf-8", "ignore").rstrip(" .")
    return f"_{cut}" if DEVICES.match(cut) else cut or "student"


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name.casefold())


def _digits(name: str) -> str:
    return hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:8]
