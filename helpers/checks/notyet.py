"""How a check says that an answer is not right yet: in a sentence, without a traceback."""

from textwrap import fill

WIDTH = 88  # columns that an error has in JupyterLab


class NotYet(Exception):  # noqa: N818  (what it says is no error of the program)
    """What is still to be mended, in words; JupyterLab and nbval show these words and nothing else.

    Parameters
    ----------
    sentence
        what the student reads; it never holds the right value.
    mistake
        code in the catalogue (F1 ...) that the answer looks like; "F4 or F6" where two mistakes give the same.
    """

    def __init__(self, sentence: str, mistake: str | None = None) -> None:
        super().__init__(sentence)
        self.mistake = mistake

    def _render_traceback_(self) -> list[str]:
        return [wrapped(f"Not yet: {self}")]  # IPython shows this instead of a traceback


def wrapped(text: str) -> str:
    """Lines broken between words, because JupyterLab breaks them anywhere; a line that fits stays as it is."""
    return "\n".join(line if len(line) <= WIDTH else fill(line, WIDTH, break_long_words=False, break_on_hyphens=False)
                     for line in text.split("\n"))


class Slip(Exception):  # noqa: N818
    """An answer that cannot be judged yet, because of its form.

    Parameters
    ----------
    sentence, hint
        what the first try earns, and what the second one adds, where more can be asked.
    counts
        whether this was a try.
    mistake
        as in `NotYet`.
    """

    def __init__(self, sentence: str, counts: bool = True, mistake: str | None = None, hint: str = "") -> None:
        super().__init__(sentence)
        self.counts, self.mistake, self.hint = counts, mistake, hint
