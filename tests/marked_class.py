"""A class that was marked, made up: its book, for tests of the files and pages that are made from books."""

import random
from dataclasses import replace
from itertools import cycle, islice

from grading.book.marks import Book, Change, Mark, Written
from grading.handed_in.submissions import Cell, Problem, Submission

EXERCISES = {   # notebook -> exercise -> (title, points, codes of the mistakes that are likely there)
    "01_neurons": {"eq1-by-hand": ("Equation (1) by hand", 2, ("F1", "F4")),
                   "eq2-neuron": ("One neuron as a function", 2, ("F1",)),
                   "eq3-layer": ("A layer as a function", 3, ("F2", "F1", "F4"))},
    "02_losses": {"cost-by-hand": ("The cost of three instances", 3, ("L3", "L6")),
                  "eq4-nll": ("The negative log-likelihood", 2, ("S1",))},
    "05_backprop": {"eq9-13": ("Equations (9) to (13): from the cost back to the output layer", 4, ("B1", "B2")),
                    "q5d-backprop": ("The whole backward pass", 5, ("B3", "B4", "B2"))},
}
QUESTIONS = {
    "F1": "Where does b come in? This is what comes out when every bias is 0.",
    "F2": "What stands in row i of W, and what in column i?",
    "F4": "Which function comes after the sum? This is what comes out without one.",
    "L3": "Is this a mean over the n outputs? For one instance the errors of the outputs are squared and added up.",
    "L6": "What is squared, and when? Each output has an error of its own; it is squared before anything is added up.",
    "S1": "Which numbers does your y hold? This is what comes out when it is not softmax(s) yet, but the scores.",
    "B1": "Where is phi'? This is what comes out when every y_i moves exactly as much as its s_i.",
    "B2": "At which place is phi' evaluated? phi was applied to s; this is what comes out at y.",
    "B3": "Which index does (15) sum over, rows or columns of W?",
    "B4": "Which shape has W, & which one your gradient? a < b * c_1 is no shape.",
}
NAMES = ("Ada Lovelace", "Łukasz Żółć", "李小龍", "محمد بن موسى الخوارزمي", "Ὑπατία", "Şükrü Gökçe", "Нина Бари", "राम",
         "Pablo Diego José Francisco de Paula Juan Nepomuceno María de los Remedios Cipriano de la Santísima Trinidad",
         "<script>alert(1)</script>", "]]> & \"quoted\" 'too'", "=HYPERLINK(\"http://x\")", "nul\x00\x1b[31m\udce9",
         "Averyveryveryveryveryveryveryveryveryveryveryveryverylongnamewithoutanyspace_assignsubmission_file")
CODES = r"\b(F1|F2|F4|L3|L6|S1|B1|B2|B3|B4)\b"
SEED = "1234567"
ADA = "Ada Lovelace"
MARKS = (Mark(ADA, "01_neurons", "eq3-layer", 1.5, 3.0, "Part of the outputs are right.", ("F2", "F1")),
         Mark(ADA, "01_neurons", "eq1-by-hand", 2.0, 2.0),
         Mark("Grace", "01_neurons", "eq3-layer", 0.0, 3.0, "Grace returned nothing.", ("F4",)),
         Mark(ADA, "02_losses", "eq4-nll", 0.0, 2.0, "Of another lesson.", ("S1",)))
HANDED_IN = Submission(ADA, "01_neurons", "Ada/01.ipynb", (
    Cell("title", "markdown", "# Mine"), Cell("eq1-by-hand", "code", "y = -1"), Cell("eq1-by-hand", "code", "y = 5"),
    Cell("no name!", "code", "1 / 0"), Cell("feedback-1", "markdown", "I know your names")), {})


def book(students: int = 40, *, walls: str = "bubblewrap", per_student: bool = True, codes: bool = False,
         lessons: int = 3) -> Book:
    """The book of a class in which some exercises are hard and some notebooks are missing; always the same."""
    rng = random.Random(7)
    names = [name if k < len(NAMES) else f"{name} {k}" for k, name in enumerate(islice(cycle(NAMES), students))]
    chosen = dict(islice(EXERCISES.items(), lessons))
    marks = tuple(mark for name in names for notebook, exercises in chosen.items() if rng.random() < 0.9
                  for mark in _marks(name, notebook, exercises, rng))
    return Book(
        marks, tuple(Problem(name, f"{name}/notes.txt", f"{name}/notes.txt of {name} is no notebook.")
                     for name in names[:12]),
        tuple(Written(name, "05_backprop", "q5c-inputs", f"They are given, {name}.\r\n=1+1") for name in names[::2]),
        {name: title for exercises in chosen.values() for name, (title, *_) in exercises.items()}
        | {"q5c-inputs": "Why no gradient of x?"},
        {f"{exercise}:{code}": question for exercises in EXERCISES.values() for exercise in exercises
         for code, question in QUESTIONS.items()}, 1234567, walls, per_student,
        tuple(Change(name, "01_neurons", "eq3-layer", before, 3.0, f"{name} was ill.")
              for name, before in zip(names[:3], (None, 1.5, 1.5), strict=False)), codes)


def _marks(name: str, notebook: str, exercises: dict, rng: random.Random) -> list[Mark]:
    made = []
    for k, (exercise, (_, most, codes)) in enumerate(exercises.items()):
        share = rng.choice((0, 0.5, 1, 1, 1) if k % 2 else (0, 0.25, 0.5, 0.75, 1, 1))
        shown = () if share == 1 else tuple(rng.sample(codes, rng.randint(0, len(codes))))
        note = "" if share == 1 else "Part of the outputs are right." if share else "The function returned nothing."
        made.append(Mark(name, notebook, exercise, most * share, float(most), note, shown))
    return made


def small(**changed: object) -> Book:
    """A book of four marks."""
    return replace(book(2), **{"marks": MARKS, "problems": (), "written": (), "changes": ()} | changed)
