"""Six functions of two inputs, and their Jacobians at one point."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from helpers.checks.judge import Verdict
from helpers.checks.mistakes_jacobians import J1


@dataclass(frozen=True)
class Specimen:
    """y = [y_1, y_2] as text, and its Jacobian at `AT`."""

    y: tuple[str, str]
    J: tuple[tuple[int, int], tuple[int, int]]

    def __str__(self) -> str:
        return f"y = [{', '.join(self.y)}]"


AT = (2, 1)
ZOO = (
    Specimen(("x_1 - 4", "2 x_1 + 2 x_2"), ((1, 0), (2, 2))),
    Specimen(("tanh(x_1 - 2)", "tanh(x_2 - 1)"), ((1, 0), (0, 1))),
    Specimen(("x_1 + x_2", "x_1 - x_2"), ((1, 1), (1, -1))),
    Specimen(("x_1 x_2", "x_2^2"), ((1, 2), (0, 2))),
    Specimen(("x_2", "x_1"), ((0, 1), (1, 0))),
    Specimen(("x_1", "5"), ((1, 0), (0, 0))),
)
FOLLOW_ONE = "Nudge one input at a time: column k of the matrix is what x_k does to y_1 and y_2."


def judge_zoo(chosen: Sequence[int], letters: str) -> Verdict | None:
    """What is asked about the first function with a wrong matrix; matrix i has letters[i] and belongs to function i."""
    wrong = [i for i, matrix in enumerate(chosen) if matrix != i]
    if not wrong:
        return None
    i = wrong[0]
    right, given = np.array(ZOO[i].J), np.array(ZOO[chosen[i]].J)
    turned = np.array_equal(given, right.T)
    fit = [str(k + 1) for k in range(len(ZOO)) if k not in wrong]
    remark = f"Right so far: {', '.join(fit)}." if fit else ""
    hint = J1.question if turned else FOLLOW_ONE
    return Verdict(f"Function {i + 1} is not matched yet. {_asked(i, chosen[i], letters[chosen[i]])}", hint,
                   J1.code if turned else None, remark=remark)


def _asked(i: int, matrix: int, letter: str) -> str:
    """A question about one entry that cannot be: one where something moves or does not, if there is any."""
    right, given = np.array(ZOO[i].J), np.array(ZOO[matrix].J)
    differ = np.argwhere(right != given).tolist()
    row, column = next((place for place in differ if 0 in (right[*place], given[*place])), differ[0])
    entry, y, x = given[row, column], f"y_{row + 1} = {ZOO[i].y[row]}", f"x_{column + 1}"
    says = "stay as it is when {} grows a little" if entry == 0 else "move at all when {} grows a little" \
        if right[row, column] == 0 else f"move {entry} times as fast as {{}} there"
    return f"Matrix {letter} has {entry} in row {row + 1} and column {column + 1}: does {y} {says.format(x)}?"
