"""A table that a portal exported, in which single cells are filled and every other byte stays as it was."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

DELIMITERS = ",;\t"
MARK = "\ufeff"  # the byte order mark, by which Excel knows UTF-8


@dataclass(frozen=True)
class Worksheet:
    """The rows as they stand in the file, quotes and all: csv.writer would choose its own quoting."""

    start: str
    delimiter: str
    rows: tuple[tuple[str, ...], ...]
    ends: tuple[str, ...]

    @property
    def header(self) -> list[str]:
        """What the columns are called."""
        return self.values(0)

    def values(self, row: int) -> list[str]:
        """What the cells of a row say; cells that a short row lacks say nothing."""
        width = len(self.rows[0])
        return [_value(raw) for raw in self.rows[row]] + [""] * (width - len(self.rows[row]))

    def filled(self, column: int, cells: Mapping[int, str]) -> str:
        """The file's text with new cells (by row) in one column."""
        rows = [self._with(row, column, cells[i]) if i in cells else row for i, row in enumerate(self.rows)]
        return self.start + "".join(self.delimiter.join(row) + end for row, end in zip(rows, self.ends, strict=True))

    def _with(self, row: tuple[str, ...], column: int, value: str) -> Iterable[str]:
        wide = [*row, *[""] * (column + 1 - len(row))]
        quoted = wide[column].startswith('"') or self.delimiter in value
        wide[column] = f'"{value}"' if quoted else value
        return wide


def parsed(text: str) -> Worksheet:
    """A CSV text cut into its cells; the delimiter is the one that cuts the first line into the most."""
    start = MARK if text.startswith(MARK) else ""
    body = text.removeprefix(MARK)
    delimiter = max(DELIMITERS, key=lambda candidate: len(next(_cut(body, candidate))[0]))
    rows, ends = zip(*_cut(body, delimiter), strict=True)
    return Worksheet(start, delimiter, rows, ends)


def decoded(raw: bytes) -> str:
    """The text of a table that a portal, or Excel, wrote; a byte order mark stays its first character."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return MARK + raw.decode("utf-16", "replace")
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def as_number(cell: str) -> float | None:
    """What a cell's number is, with a decimal point or a decimal comma; None if it is none."""
    return float(cell.replace(",", ".")) if re.fullmatch(r"\s*\d+([.,]\d+)?\s*", cell, re.ASCII) else None


def written_like(number: str, sample: str) -> str:
    """A number with a decimal comma where the sample has one."""
    return number.replace(".", ",") if "," in sample else number


def _cut(body: str, delimiter: str) -> Iterator[tuple[tuple[str, ...], str]]:
    """Rows of cells as they stand, each with its line end; a cell in quotes may go over several lines."""
    other = f"[^{delimiter}\r\n]*"
    cell = re.compile(rf'("(?:[^"]|"")*"{other}|{other})({delimiter}|\r\n|\r|\n|\Z)')
    row: list[str] = []
    position = 0
    while found := cell.match(body, position):
        row.append(found[1])
        position = found.end()
        if found[2] != delimiter:
            yield tuple(row), found[2]
            row = []
            if position == len(body):
                return


def _value(raw: str) -> str:
    quoted = len(raw) > 1 and raw.startswith('"') and raw.endswith('"')
    return raw[1:-1].replace('""', '"') if quoted else raw
