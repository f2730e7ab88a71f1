"""What exercises and notebooks are called on a page, and the order in which they stand there."""

from collections.abc import Callable

from grading.book.marks import Book


def title(book: Book, exercise: str) -> str:
    """The exercise's title, or its name if it has none."""
    return book.titles.get(exercise, exercise)


def spaced(notebook: str) -> str:
    """A notebook's name in words: "01 neurons"."""
    return notebook.replace("_", " ")


def order(book: Book) -> Callable[[tuple[str, str]], tuple[str, int, str]]:
    """A key for (notebook, exercise): exercises in the order of the titles, those without a title last."""
    place = {name: k for k, name in enumerate(book.titles)}
    return lambda key: (key[0], place.get(key[1], len(place)), key[1])
