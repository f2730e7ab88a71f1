"""What a student has done so far: kept in their own folder, private, and never lost."""

import json
import os
import tempfile
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from helpers.checks.exercises import EXERCISES, LESSONS
from helpers.checks.lessons import Lesson

FILE = "progress.json"
_memory: dict[str, dict] = {}  # used where there is no student's folder: nothing is written there


@dataclass(frozen=True)
class Entry:
    """How far a student has come with one exercise.

    Parameters
    ----------
    tries, last
        how many wrong tries, and a fingerprint of the last one.
    done
        whether it was right once, with whatever numbers.
    numbers, solved
        fingerprints of the numbers that the tries are about, and of all those with which it was right; empty where
        everybody has the same.
    """

    tries: int = 0
    last: str = ""
    done: bool = False
    numbers: str = ""
    solved: tuple[str, ...] = ()


def home() -> Path | None:
    """The student's folder: the current one, if `python -m helpers start` made a progress.json in it."""
    folder = Path.cwd()
    return folder if (folder / FILE).is_file() else None


def entry(exercise: str, numbers: str = "") -> Entry:
    """How far a student has come with an exercise; with other `numbers` than before, tries are counted anew."""
    found = _read().get(exercise, {})
    one = Entry(**{name: kind(found[name]) for name, kind in Entry.__annotations__.items() if name in found})
    if not numbers or one.numbers == numbers:
        return one
    return replace(replace(one, tries=0, last="") if one.numbers else one, numbers=numbers)


def record(exercise: str, change: Entry) -> None:
    """Write down how far a student has come with an exercise."""
    everything = _read() | {exercise: asdict(change)}
    folder = home()
    if folder is None:
        _memory.update(everything)
        return
    try:
        write_json(folder / FILE, {"exercises": everything})
    except OSError as error:
        print(f"Your progress could not be saved ({error.strerror}); the check itself is not affected.")


def finish(exercise: str, numbers: str = "") -> None:
    """Write down that an exercise is done, and with which numbers."""
    before = entry(exercise)
    new = (numbers,) if numbers and numbers not in before.solved else ()
    if new or not before.done:
        record(exercise, replace(before, done=True, solved=(*before.solved, *new)))


def write_json(path: Path, data: object) -> None:
    """Write a file whole or not at all, so that a crash never leaves half of it."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.stem}-", suffix=".json")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(data, file, indent=1)
        os.replace(name, path)  # noqa: PTH105  (the same call on every system)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def set_aside(path: Path) -> Path:
    """Keep a file that cannot be read under another name."""
    kept = next(p for i in range(1, 10**6) if not (p := path.with_name(f"{path.stem}.unreadable-{i}.json")).exists())
    path.replace(kept)
    return kept


def overview() -> str:
    """What is done, what comes next, and where this is kept."""
    lines = [line for lesson in LESSONS for line in _of_lesson(lesson)]
    todo = [one for one in EXERCISES.values() if not entry(one.id).done]
    lines += [f"Next: {todo[0].id}, {todo[0].title}." if todo else "All done, in all lessons."]
    kept = f"It is kept in {FILE} on this computer only, and sent nowhere." if home() else \
        "It lasts until the kernel stops: this notebook does not run in a folder made by `python -m helpers start`."
    return "\n".join([*lines, f"This list is for you alone. {kept}"])


def _of_lesson(lesson: Lesson) -> list[str]:
    """One line where nothing was tried yet, so that the list stays short."""
    entries = {one: entry(one.id) for one in lesson.exercises}
    done = sum(one.done for one in entries.values())
    begun = any(one != Entry() for one in entries.values())
    return [f"Lesson {lesson.name}: {done} of {len(entries)} exercises done."] + [
        f"  [{'x' if found.done else ' '}] {one.id:<20}{one.title}{_tries(found)}"
        for one, found in entries.items() if begun]


def _tries(one: Entry) -> str:
    return f" ({one.tries} {'try' if one.tries == 1 else 'tries'} so far)" if one.tries and not one.done else ""


def _read() -> dict[str, dict]:
    folder = home()
    if folder is None:
        return dict(_memory)
    path = folder / FILE
    try:
        found = json.loads(path.read_text(encoding="utf-8")).get("exercises", {})
        for one in found.values():
            int(one.get("tries", 0)), tuple(one.get("solved", ()))
        return found
    except (ValueError, AttributeError, TypeError):
        kept = set_aside(path)
        write_json(path, {"exercises": {}})
        print(f"{FILE} could not be read. It is kept as {kept.name}, and a new one is started.")
        return {}
