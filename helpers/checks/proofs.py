"""Proofs whose lines are put in order."""

from helpers.checks.judge_order import Line

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
