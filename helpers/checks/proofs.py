"""Proofs whose lines are put in order."""

from collections.abc import Sequence
from dataclasses import dataclass

from helpers.checks.judge_order import Line, judge_order
from helpers.checks.quizzes import Reply

EQ7 = (
    Line("entry i of J^T grad_y z is sum_k (J^T)_ik * dz/dy_k: row i times the vector"),
    Line("(J^T)_ik = J_ki, since a transpose swaps rows and columns"),
    Line("so entry i of J^T grad_y z is sum_k J_ki * dz/dy_k", (0, 1),
         "Which sum was this before, and by what right have the two indices changed places?"),
    Line("J_ki = dy_k/dx_i, in row k and column i of J(y, x)   (Definition 1)"),
    Line("so entry i of J^T grad_y z is sum_k dz/dy_k * dy_k/dx_i", (2, 3),
         "What stood in this sum in the place of dy_k/dx_i, and where is it said that the two are the same?"),
    Line("dz/dx_i = sum_k dz/dy_k * dy_k/dx_i   (6)"),
    Line("so entry i of J^T grad_y z is dz/dx_i, for every i: this is (7)", (4, 5),
         "It says that two things are the same: has each of them been written as the same sum before?"),
)
EQ18 = (
    Line("dE/dW_jk = sum_i dE/ds_i * ds_i/dW_jk   (the chain rule (6), for one weight)"),
    Line("s_i = sum_h W_ih a_h + c_i: row i of W is all of W that s_i contains"),
    Line("so ds_i/dW_jk = a_k if i = j, and 0 if not", (1,),
         "In which of the sums s_i does this weight stand, and what has to be known of s_i to say so?"),
    Line("delta_ij = 1 if i = j, and 0 if not   (the Kronecker delta)"),
    Line("so ds_i/dW_jk = delta_ij a_k   (17)", (2, 3),
         "It says two cases in one: which are they, and what does the new letter stand for?"),
    Line("so dE/dW_jk = sum_i dE/ds_i * delta_ij a_k, with (17) put in", (0, 4),
         "Which sum was this before, and by what right has the slope in it been replaced?"),
    Line("so dE/dW_jk = dE/ds_j * a_k, since delta_ij makes all other terms 0   (18)", (5,),
         "Of which sum are these 'other terms' the terms, and is there a delta in it yet?"),
    Line("so the entry of grad_W E in row j and column k is a_k dE/ds_j: this is (19)", (6,),
         "This is the end: what has to be known about every single weight first?"),
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
    Line(r"Transposing swaps the indices: $J_{ki} = (J^T)_{ik}$."),
    Line(r"So the sum is $\sum_k (J^T)_{ik}\, (\nabla_{\mathbf{y}} z)_k$.", (2, 3),
         "From which sum does this one come, and what was done to its indices?"),
    Line(r"This is row $i$ of $J^T$ times the vector $\nabla_{\mathbf{y}} z$.", (4,),
         "What is 'this'? A row times a vector sums over the second index: which sum does that?"),
    Line(r"As it holds for every $i$, $\nabla_{\mathbf{x}} z = J^T\, \nabla_{\mathbf{y}} z$, which is (7).", (5,),
         "This is the end of the proof: what has to be known about each single entry first?"),
), (5, 2, 0, 6, 3, 1, 4))

ONE_WEIGHT = Proof((
    Line(r"By the chain rule (6), $\frac{\partial \mathcal{E}}{\partial W_{jk}} = "
         r"\sum_i \frac{\partial \mathcal{E}}{\partial s_i} \frac{\partial s_i}{\partial W_{jk}}$."),
    Line(r"Spelled out, $s_i = \sum_k W_{ik} a_k + c_i$: it contains the weights of row $i$, and no others."),
    Line(r"So $\frac{\partial s_i}{\partial W_{jk}} = \delta_{ij}\, a_k$, which is (17).", (1,),
         "Why should the slope be 0 unless i = j: what has been said about s_i before?"),
    Line(r"With it the sum is $\sum_i \frac{\partial \mathcal{E}}{\partial s_i}\, \delta_{ij}\, a_k$.", (0, 2),
         "Which sum is meant, and by what was the slope of s_i replaced?"),
    Line(r"Where $i \ne j$, $\delta_{ij}$ makes the term 0: it is $\frac{\partial \mathcal{E}}{\partial s_j}\, a_k$, "
         r"which is (18).", (3,),
         "Terms of which sum? Where does one stand whose factor is mostly 0?"),
    Line(r"As it holds for every $j$ and $k$, $\nabla_W \mathcal{E}$ is the matrix of these products: (19).", (4,),
         "Which products are these, for one weight?"),
), (4, 1, 5, 0, 3, 2))
