r"""The rules of a notebook's Markdown: each takes a notebook and says what breaks it, cell by cell.

A problem is (cell id, sentence); "" stands for the notebook as a whole. Words are counted without headings,
equations, code and addresses.
"""

import re
import statistics
from collections.abc import Iterator
from itertools import pairwise

from nbformat import NotebookNode

Problems = Iterator[tuple[str, str]]
WORDS, MEDIAN_WORDS = (8, 110), (20, 60)  # of a Markdown cell with prose, and of the one in the middle
SCREEN = 5  # Markdown cells in a row, about a screen with the cells between them
NUMBERS = {str(n) for n in range(1, 20)}  # of the notes' equations
PARTS = ("What you will do", "In practice", "Further reading", "Dictionary")
FENCE = re.compile(r"```.*?```", re.DOTALL)
HEADING = re.compile(r"^(#{1,6}) +(.+)$", re.MULTILINE)
EQUATION = re.compile(r"\$\$.*?\$\$|\\begin\{(\w+\*?)\}.*?\\end\{\1\}", re.DOTALL)
BY_HAND = re.compile(r"\(\d{1,2}\)\}?[\s.,]*(\$\$|\\end|\\\\)")
NO_PROSE = re.compile(r"`[^`]*`|\$[^$]*\$|<[^>]*>|\]\([^)]*\)|https?://\S+")
WORD = re.compile(r"[^\W\d_][\w'-]*")
PATRONISING = re.compile(r"\b(?:simply|obvious(?:ly)?|just|of course|clearly|trivial(?:ly)?|eas[yi](?:ly)?|merely|"
                         r"everyone knows|as we all know|needless to say)\b", re.IGNORECASE)


def one_title(notebook: NotebookNode) -> Problems:
    """Exactly one `#`, in the first cell, and no level skipped."""
    levels = [(cell.id, len(hashes)) for cell in _markdown(notebook)
              for hashes, _ in HEADING.findall(FENCE.sub("", cell.source))]
    titles = [name for name, level in levels if level == 1]
    if titles != [notebook.cells[0].id]:
        yield "", f"wants one # heading, in its first cell; there are {len(titles)}: {', '.join(titles) or 'none'}."
    for (_, before), (name, level) in pairwise(levels):
        if level > before + 1:
            yield name, f"skips a heading's level, from {'#' * before} to {'#' * level}."


def measured_prose(notebook: NotebookNode) -> Problems:
    """A Markdown cell has 8 to 110 words, the middle one 20 to 60; cells of headings alone are left out."""
    words = {cell.id: len(WORD.findall(_prose(cell))) for cell in _markdown(notebook)
             if HEADING.sub("", cell.source).strip()}
    yield from ((name, f"has {count} words, not {WORDS[0]} to {WORDS[1]}.") for name, count in words.items()
                if not WORDS[0] <= count <= WORDS[1])
    middle = statistics.median(words.values()) if words else 0
    if not MEDIAN_WORDS[0] <= middle <= MEDIAN_WORDS[1]:
        yield "", f"its Markdown cells have {middle:g} words in the middle, not {MEDIAN_WORDS[0]} to {MEDIAN_WORDS[1]}."


def respectful_words(notebook: NotebookNode) -> Problems:
    """Nothing is called simple or obvious."""
    for cell in _markdown(notebook):
        for found in PATRONISING.findall(_prose(cell) + " ".join(text for _, text in HEADING.findall(cell.source))):
            yield cell.id, f"says {found!r}; a reader who is stuck hears a reproach."


def alt_texts(notebook: NotebookNode) -> Problems:
    """Every image in Markdown has a full sentence as alternative text."""
    for cell in _markdown(notebook):
        tags = re.findall(r"<img\b[^>]*>", cell.source)
        named = [re.search(r"\balt=(\"|')(.*?)\1", tag, re.DOTALL) for tag in tags]
        texts = re.findall(r"!\[([^\]]*)\]", cell.source) + [found[2] if found else "" for found in named]
        for alt in map(str.strip, texts):
            if len(alt.split()) < 4 or not alt[0].isupper() or alt[-1] not in ".!?":
                yield cell.id, f"has an image whose alt text is no full sentence: {alt!r}."


def tagged_equations(notebook: NotebookNode) -> Problems:
    r"""A numbered equation carries its number as \tag{n}, once, and it is one of the notes' numbers, 1 to 19."""
    seen = set()
    for cell in _markdown(notebook):
        equations = [found[0] for found in EQUATION.finditer(cell.source)]
        if any(map(BY_HAND.search, equations)):
            yield cell.id, r"numbers an equation by hand; use \tag{n}."
        for number in re.findall(r"\\tag\*?\{([^}]*)\}", " ".join(equations)):
            if number in seen or number not in NUMBERS:
                yield cell.id, rf"has \tag{{{number}}}, which stands twice or is no number of the notes."
            seen.add(number)


def asks(notebook: NotebookNode) -> Problems:
    """Lessons: among any five Markdown cells in a row one asks something."""
    cells = _markdown(notebook)
    asking = ["?" in NO_PROSE.sub(" ", cell.source) for cell in cells]
    for start in range(len(cells) - SCREEN + 1):
        if not any(asking[start:start + SCREEN]):
            yield cells[start].id, f"begins {SCREEN} Markdown cells in a row without a question."


def required_parts(notebook: NotebookNode) -> Problems:
    """Lessons: the parts that every lesson has, as a heading or in bold at the start of a line."""
    for part in PARTS:
        if not any(re.search(rf"^(#+ |\*\*).*{part}", cell.source, re.M | re.I) for cell in _markdown(notebook)):
            yield "", f"has no part '{part}'."


def _markdown(notebook: NotebookNode) -> list[NotebookNode]:
    return [cell for cell in notebook.cells if cell.cell_type == "markdown"]


def _prose(cell: NotebookNode) -> str:
    return NO_PROSE.sub(" ", EQUATION.sub(" ", HEADING.sub(" ", FENCE.sub(" ", cell.source))))
