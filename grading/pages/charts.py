"""Inline SVG without scripts: a histogram with its text twin, and the bar that stands in a row of a table."""

from collections.abc import Iterator

from grading.pages.elements import Html, element
from grading.pages.names import spaced
from grading.pages.sums import BINS, Scores

HIGH, ABOVE, BELOW = 90, 18, 34    # a histogram's tallest bar, the room for its number, the room for its axis
SIDE = 22                          # the room beside the outermost bins


def histogram(scores: Scores, name: str, width: int = 300) -> Html:
    """How many students reached which tenth of the points; `name` is a word that stands once on the page."""
    step, base = (width - 2 * SIDE) / BINS, ABOVE + HIGH
    parts = [*_bars(scores, step), *_axis(scores, step, base)]
    heading = f"Histogram of the scores: {spaced(scores.name) or 'all notebooks'}"
    return element("svg", element("title", heading, id=f"{name}-title"),
                   element("desc", twin(scores), id=f"{name}-desc"), *parts, role="img",
                   aria_labelledby=f"{name}-title", aria_describedby=f"{name}-desc",
                   viewBox=f"0 0 {width} {base + BELOW}", width=width, height=base + BELOW)


def twin(scores: Scores) -> str:
    """The histogram in words, for those who do not see it."""
    bins = (f"{10 * k} to {10 * (k + 1)} %: {count}" for k, count in enumerate(scores.bins) if count)
    return f"Students in each tenth of the points. {'; '.join(bins)}."


def bar(share: float, length: int = 140) -> Html:
    """A share of 1 as a bar on a thin line; its number stands beside it, so it is not read out."""
    filled = round(length * max(0.0, min(share, 1.0)), 1)
    return element("svg", element("line", x1=0, x2=length, y1=5, y2=5, class_="rule"),
                   element("rect", x=0, y=0, width=filled, height=10, class_="bar"),
                   aria_hidden="true", viewBox=f"0 0 {length} 10", width=length, height=10)


def _bars(scores: Scores, step: float) -> Iterator[Html]:
    tallest = max(*scores.bins, 1)
    for k, count in enumerate(scores.bins):
        high = HIGH * count / tallest
        left, top = SIDE + k * step, ABOVE + HIGH - high
        if count:
            yield element("rect", x=f"{left + 1:.1f}", y=f"{top:.1f}", width=f"{step - 2:.1f}", height=f"{high:.1f}",
                          class_="bar")
            yield _text(left + step / 2, top - 4, str(count))


def _axis(scores: Scores, step: float, base: float) -> Iterator[Html]:
    yield element("line", x1=SIDE, x2=SIDE + BINS * step, y1=base, y2=base, class_="axis")
    for k in (0, 5, 10):
        yield _text(SIDE + k * step, base + 26, f"{10 * k} %", "quiet")
    share = scores.mean / scores.max_points if scores.max_points else 0.0
    at = SIDE + BINS * step * max(0.0, min(share, 1.0))
    yield element("path", d=f"M{at:.1f} {base + 2} l-4 7 h8 z")


def _text(x: float, y: float, words: str, look: str | None = None) -> Html:
    return element("text", words, x=f"{x:.1f}", y=f"{y:.1f}", text_anchor="middle", font_size=12, class_=look)
