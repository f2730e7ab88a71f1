"""The exercises of lesson 04: what a pass establishes, a complete example on other numbers, and the solution."""

from helpers.checks.lessons import Exercise, Lesson

HAND = tuple(Exercise(name, title, "", "") for name, title in (
    ("jacobian-by-hand", "A Jacobian by hand"),
    ("jacobian-2x3", "Two outputs, three inputs"),
    ("index", "Rows, columns and sums"),
    ("order-eq7", "From (6) to (7)"),
    ("zoo", "Six functions, six Jacobians"),
    ("shapes-jacobians", "Shapes of Jacobians"),
    ("vote", "Where the transpose comes from"),
))
LESSON_04 = Lesson("04, Jacobians", (*HAND,))
