"""Numbers of one's own for lesson 04: two functions, a wide Jacobian, and the letters of a proof and of a zoo."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from helpers.checks.draws import Draws
from helpers.checks.judge_order import Line
from helpers.checks.mistakes import tells_apart
from helpers.checks.mistakes_jacobians import Partials, PulledBack, Slopes, differences
from helpers.checks.proofs import EQ7
from helpers.checks.variants_gradient_descent import steady
from helpers.checks.zoo import AT, ZOO

SMALL = (-5, -4, -3, -2, 2, 3, 4, 5)  # 1 would hide a factor that is left out


@dataclass(frozen=True)
class JacobianByHand:
    """g(x) = [x_1 x_2, x_1 + p x_2^2] and f(y) = c_1 y_1 + c_2 y_2 at a point x; displaying it shows the sheet."""

    p: int
    c: tuple[int, int]
    x: tuple[int, int]

    @cached_property
    def partials(self) -> Partials:
        """J(y, x)."""
        p, (x1, x2) = self.p, self.x
        J = np.array([[x2, x1], [1, 2 * p * x2]], float)
        J5 = [{(1, 1): wrong} for wrong in (p * x2, p * x2**2, 2 * x2, 2 * p, x2**2)]
        J6 = [{(1, 0): x1}, {(1, 0): 0}, {(1, 0): 1 + p * x2**2, (1, 1): x1 + 2 * p * x2}]
        return Partials(J, differences(J, J4=[{(0, 0): x1, (0, 1): x2}], J5=J5, J6=J6))

    @cached_property
    def slopes(self) -> Slopes:
        """grad_y."""
        x1, x2 = self.x
        return Slopes(np.array(self.c, float), np.array([x1 * x2, x1 + self.p * x2**2], float))

    @cached_property
    def pulled(self) -> PulledBack:
        """grad_x."""
        return PulledBack(self.partials.J, self.slopes.c)

    def __repr__(self) -> str:
        (c1, c2), (x1, x2) = self.c, self.x
        return (f"g(x) = [x_1 x_2, x_1 {_plus(self.p)} x_2^2]   f(y) = {c1} y_1 {_plus(c2)} y_2   x = [{x1}, {x2}]\n"
                f"y_1 = x_1 x_2   with x_2 held at {x2}: dy_1/dx_1 = d({x2} x_1)/dx_1 = ?   dy_1/dx_2 = ?\n"
                f"y_2 = x_1 {_plus(self.p)} x_2^2   dy_2/dx_1 = ?   dy_2/dx_2 = ?\n"
                f"z = f(y)   grad_y z = [dz/dy_1, dz/dy_2] = ?\n"
                f"grad_x z = [dz/dx_1, dz/dx_2] = ?")


@dataclass(frozen=True)
class WideJacobian:
    """g(x) = [x_1 (x_1 + p x_2), q x_1 + x_2 x_3] at a point x, and a gradient c; displaying it shows the sheet."""

    p: int
    q: int
    c: tuple[int, int]
    x: tuple[int, int, int]

    @cached_property
    def partials(self) -> Partials:
        """J(y, x)."""
        p, q, (x1, x2, x3) = self.p, self.q, self.x
        J = np.array([[2 * x1 + p * x2, p * x1, 0], [q, x3, x2]], float)
        J7 = [{(0, 0): 1, (0, 1): 0}, {(0, 0): 1}, {(0, 0): 1, (0, 1): p}, {(0, 0): x1 + p * x2}, {(0, 0): x1},
              {(0, 1): p}]
        J6 = [{(1, 0): q * x1}, {(1, 0): q + x2 * x3, (1, 1): q * x1 + x3, (1, 2): q * x1 + x2}]
        return Partials(J, differences(J, J4=[{(1, 1): x2, (1, 2): x3}], J6=J6, J7=J7))

    @cached_property
    def pulled(self) -> PulledBack:
        """grad_x."""
        return PulledBack(self.partials.J, np.array(self.c, float))

    def __repr__(self) -> str:
        return (f"y_1 = x_1 (x_1 {_plus(self.p)} x_2)   y_2 = {self.q} x_1 + x_2 x_3   x = {list(self.x)}\n"
                f"J(y, x) = ?\n"
                f"z is a number computed from y, and for this y grad_y z = {list(self.c)}\n"
                f"grad_x z = ?")


@dataclass(frozen=True)
class ProofInPieces:
    """A proof, line i under letters[i]; displaying it shows the lines by letter."""

    letters: str
    proof: Sequence[Line] = EQ7

    def __repr__(self) -> str:
        lines = sorted(f"{letter}  {line.text}" for letter, line in zip(self.letters, self.proof, strict=True))
        return "\n".join([*lines, "order: ?"])


@dataclass(frozen=True)
class ZooInPieces:
    """Six functions, and their Jacobians under letters; displaying it shows both."""

    letters: str

    def __repr__(self) -> str:
        functions = [f"{i}  {one}" for i, one in enumerate(ZOO, start=1)]
        matrices = sorted(f"{letter}  {[list(row) for row in one.J]}"
                          for letter, one in zip(self.letters, ZOO, strict=True))
        return "\n".join([f"at x = {list(AT)}", *functions, "", *matrices, "", "letters for 1 to 6: ?"])


def _plus(number: int) -> str:
    return f"+ {number}" if number >= 0 else f"- {-number}"


def draw_by_hand(draws: Draws) -> JacobianByHand:
    """Small whole numbers."""
    return JacobianByHand(draws.one_of((-3, -2, 2, 3)), draws.many_of(SMALL, 2), draws.many_of(SMALL, 2))


def by_hand_fits(found: JacobianByHand) -> bool:
    """Every mistake visible, and the same for graders however it is rounded."""
    works = {found.partials: "J1 J4 J5 J6", found.slopes: "J3 J3-value", found.pulled: "J2 J3 J8"}
    return all(tells_apart(work, codes) and steady(work, 0) for work, codes in works.items())


def draw_wide(draws: Draws) -> WideJacobian:
    """Small whole numbers."""
    return WideJacobian(draws.one_of((-3, -2, 2, 3)), draws.one_of(SMALL), draws.many_of(SMALL, 2),
                        draws.many_of(SMALL, 3))


def wide_fits(found: WideJacobian) -> bool:
    """No entry 0 but the one that has to be, every mistake visible, and the same for graders however it is rounded."""
    works = {found.partials: "J4 J6 J7", found.pulled: "J3 J8"}
    return (np.count_nonzero(found.partials.J) == 5 and found.pulled.value().all()
            and all(tells_apart(work, codes) and steady(work, 0) for work, codes in works.items()))


def shuffled(draws: Draws, n: int) -> str:
    """The first n letters in any order."""
    letters = list("ABCDEFGH"[:n])
    return "".join(letters.pop(draws.one_of(range(len(letters)))) for _ in range(n))


JACOBIANS = {
    "jacobian-by-hand": (draw_by_hand, by_hand_fits),
    "jacobian-2x3": (draw_wide, wide_fits),
    "order-eq7": (lambda draws: ProofInPieces(shuffled(draws, len(EQ7))), lambda found: found.letters != "ABCDEFG"),
    "zoo": (lambda draws: ZooInPieces(shuffled(draws, len(ZOO))), lambda found: found.letters != "ABCDEF"),
}
