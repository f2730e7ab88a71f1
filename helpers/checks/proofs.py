"""Proofs whose lines are put in order."""

from collections.abc import Sequence
from dataclasses import dataclass

from helpers.checks.judge_order import Line, judge_order
from helpers.checks.quizzes import Reply

EQ7 = (
    Line("dz/dx_i = sum_k dz/dy_k * dy_k/dx_i, for every input x_i   (6)"),
    Line("dy_k/dx_i is the entry J_ki, in row k and column i of J(y, x)   (Definition 1)"),
    Line("so dz/dx_i = sum_k dz/dy_k * J_ki", (0, 1),
         "It speaks of a sum, and of J_ki in it: where does the sum come from, and where is it said what J_ki is?"),
    Line("J_ki = (J^T)_ik, since a transpose swaps rows and columns"),
    Line("so dz/dx_i = sum_k (J^T)_ik * dz/dy_k", (2, 3),
         "Which sum was this before, and by what right have the two indices changed places?"),
    Line("so dz/dx_i is row i of J^T times the vector grad_y z", (4,),
         "Does any sum before it already look like a row times a vector, the row's number i in front and k running?"),
    Line("so grad_x z = J^T grad_y z, because it holds for every i   (7)", (5,),
         "It speaks of all entries at once: what has been shown about a single one before it?"),
)


@dataclass(frozen=True)
class Proof:
    """A proof to put in order on the screen: its lines in a right order, and the order in which they are offered."""

    lines: tuple[Line, ...]
    offered: tuple[int, ...]


def reply(proof: Proof, order: Sequence[int]) -> Reply:
    """What to say to an order of the lines."""
    place = judge_order(order, proof.lines)
    if place is None:
        return Reply("Yes: every line stands on lines above it.", right=True)
    return Reply(f"Line {place + 1} comes too early. {proof.lines[order[place]].question}", right=False)


CHAIN_RULE = Proof((
    Line(r"By (6), entry $i$ of $\nabla_{\mathbf{x}} z$ is "
         r"$\sum_k \frac{\partial z}{\partial y_k} \frac{\partial y_k}{\partial x_i}$."),
    Line(r"By Definition 1, $\frac{\partial y_k}{\partial x_i}$ is the entry $J_{ki}$: row $k$, column $i$."),
    Line(r"So the sum is $\sum_k J_{ki}\, (\nabla_{\mathbf{y}} z)_k$.", (0, 1),
         "Which sum is meant, and how did the entries of J get into it?"),
    Line(r"Transposing swaps the indices: $J_{ki} = (J^T)_{ik}$.", (1,),
         "What is J with two indices, and has it been said yet which of them is the row?"),
    Line(r"So the sum is $\sum_k (J^T)_{ik}\, (\nabla_{\mathbf{y}} z)_k$.", (2, 3),
         "From which sum does this one come, and what was done to its indices?"),
    Line(r"This is row $i$ of $J^T$ times the vector $\nabla_{\mathbf{y}} z$.", (4,),
         "What is 'this'? A row times a vector sums over the second index: which sum does that?"),
    Line(r"As it holds for every $i$, $\nabla_{\mathbf{x}} z = J^T\, \nabla_{\mathbf{y}} z$, which is (7).", (5,),
         "This is the end of the proof: what has to be known about each single entry first?"),
), (5, 2, 0, 6, 3, 1, 4))
