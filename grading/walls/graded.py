"""What stands in a grading kernel for the parts of the workbook that are not there; copied into its `helpers`."""

import io
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from types import SimpleNamespace


class Absent:
    """A check, a picture or a table: nothing happens when it is used, so that a notebook runs on."""

    def __call__(self, *_: object, **__: object) -> "Absent":
        return self

    def __getattr__(self, name: str) -> "Absent":
        if name.startswith("_"):
            raise AttributeError(name)
        return self

    def __getitem__(self, _: object) -> "Absent":
        return self

    def __iter__(self) -> Iterator["Absent"]:
        return iter(())

    def __bool__(self) -> bool:
        return False

    def __repr__(self) -> str:
        return ""


class Sheet(SimpleNamespace):
    """A student's own numbers, by the names that they have on the sheet."""

    def __init__(self, text: str, **numbers: object) -> None:
        super().__init__(**numbers)
        self._text = text

    def __str__(self) -> str:
        return self._text


class Sheets:
    """What `variant` gives while a notebook is graded: the numbers of this student, whatever id is passed."""

    def __init__(self, sheets: dict[str, Sheet]) -> None:
        self._sheets = sheets

    def __call__(self, student_id: object = "", exercise: str = "", again: int = 0) -> Sheet | Absent:  # noqa: ARG002
        return self._sheets.get(exercise, Absent())


class _Sink(io.TextIOBase):
    def write(self, text: str) -> int:
        return len(text)


@contextmanager
def only_values(print_values: Callable[..., None]) -> Iterator[Callable[..., None]]:
    """Only what the given function prints is seen: no print of the student's own, no warning."""
    seen = sys.stdout

    def values(*computed: object, **options: object) -> None:
        with redirect_stdout(seen):
            print_values(*computed, **options)

    with redirect_stdout(_Sink()), redirect_stderr(_Sink()):
        yield values
