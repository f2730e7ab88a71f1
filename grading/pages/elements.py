"""HTML in which nothing can be forgotten to be escaped: text becomes HTML only inside an element."""

from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path

from grading.book.marks import Book
from grading.book.tables import legal, warning

STYLE = Path(__file__).with_name("page.css").read_text(encoding="utf-8")
VOID = ("meta",)  # elements that are never closed


class Html(str):
    """Text that is HTML already; any other text is escaped when it becomes part of an element."""


def element(name: str, /, *children: object, **attributes: object) -> Html:
    """One element; `class_` stands for class, `aria_label` for aria-label; what is None is left out."""
    written = "".join(f' {key.rstrip("_").replace("_", "-")}="{escape(str(value))}"'
                      for key, value in attributes.items() if value is not None)
    return Html(f"<{name}{written}>" + ("" if name in VOID else f"{join(children)}</{name}>"))


def join(children: Iterable[object]) -> Html:
    """Children one after the other, text among them escaped."""
    return Html("".join(child if isinstance(child, Html) else escape(str(child), quote=False) for child in children))


def table(caption: str, heads: Sequence[str], rows: Iterable[Sequence[object]], numbers: Iterable[int] = ()) -> Html:
    """A table whose first column names the rows; `numbers` are columns that align; a row of one cell heads a group."""
    look = dict.fromkeys(numbers, "number")
    head = [element("th", text, scope="col", class_=look.get(place)) if text else element("td")
            for place, text in enumerate(heads)]
    groups = [[]]
    for row in rows:
        if len(row) == 1:
            groups.append([element("th", row[0], scope="rowgroup", colspan=len(heads))])
        else:
            groups[-1].append(join(_cell(place, child, look.get(place)) for place, child in enumerate(row)))
    bodies = [element("tbody", *(join(["\n", element("tr", cells)]) for cells in group)) for group in groups if group]
    return element("table", element("caption", caption), element("thead", element("tr", *head)), *bodies)


def wide(content: Html, label: str) -> Html:
    """Content with many columns, which scrolls by itself in a narrow window, also with the keyboard."""
    return element("div", content, class_="wide", tabindex=0, role="region", aria_label=label)


def person(name: str) -> Html:
    """A name in any script; its direction of writing does not reach the words beside it."""
    return element("bdi", name)


def page(title: str, book: Book, *parts: Html) -> str:
    """A whole page that needs nothing else, with the warning on top when the sandbox was off."""
    head = element("head", element("meta", charset="utf-8"),
                   element("meta", name="viewport", content="width=device-width, initial-scale=1"),
                   element("title", title), element("style", Html(STYLE)))
    loud = [element("p", element("strong", "The sandbox was off. "), warning(book), class_="warning")]
    main = element("main", element("h1", title), *(loud if warning(book) else ()), *parts)
    return legal(f'<!DOCTYPE html>\n{element("html", head, element("body", main), lang="en")}\n')


def _cell(place: int, child: object, look: str | None) -> Html:
    return element("td", child, class_=look) if place else element("th", child, scope="row", class_=look)
