"""The catalogue of mistakes on a graph by hand: A1 to A8."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from helpers.checks.mistakes import Mistake
from helpers.shapes import Array


@dataclass(frozen=True)
class Computed:
    """A value of the graph, and what the other of its two operations, + and *, would give."""

    right: float
    other: float

    mistakes = property(lambda _: (A8,))

    def value(self) -> Array:
        """(1,)"""
        return np.array([self.right])


@dataclass(frozen=True, eq=False)
class Gathered:
    """The gradient of a node: for each of the nodes that use it, slope times gradient, added up.

    Parameters
    ----------
    own
        the node's own value.
    others : (k,)
        what it is added to or multiplied with in each of the k nodes that use it.
    product : (k,)
        whether it is multiplied there.
    grads : (k,)
        the gradients of these nodes.
    slopes : (k,)
        how fast each of these nodes moves with it; None for the right ones.
    combine
        np.sum.
    """

    own: float
    others: Array
    product: Array
    grads: Array
    slopes: Array | None = None
    combine: Callable[[Array], Array] = np.sum

    mistakes = property(lambda _: (A1, A2, A3, A4, A5, A6, A7))

    def value(self) -> Array:
        """(1,)"""
        return np.atleast_1d(self.combine(self.moves * self.grads))

    @property
    def moves(self) -> Array:
        """The slopes."""
        return np.where(self.product, self.others, 1.0) if self.slopes is None else self.slopes


def one_path(work: Gathered) -> list[Gathered]:
    """Through one of several nodes only."""
    return [replace(work, slopes=work.moves * only) for only in np.eye(work.grads.size)] if work.grads.size > 1 else []


def own_factor(work: Gathered) -> list[Gathered]:
    """The node's own value where the other factor belongs."""
    return [replace(work, slopes=np.where(work.product, work.own, work.moves))] if work.product.any() else []


def gradient_forgotten(work: Gathered) -> list[Gathered]:
    """The slopes alone; they say no more than that where there is one path, of gradient 1."""
    return [replace(work, grads=np.ones_like(work.grads))]


def value_of_node(work: Gathered) -> list[Gathered]:
    """The value itself, unless this is what the own factor gives."""
    alone = replace(work, slopes=np.array([work.own]), grads=np.ones(1), others=work.others[:1],
                    product=work.product[:1])
    return [] if (work.grads == 1).all() else [alone]


def sum_as_product(work: Gathered) -> list[Gathered]:
    """A factor, this term's or the other one's, where the node is added."""
    added = ~work.product.astype(bool)
    return [replace(work, slopes=np.where(added, factor, work.moves))
            for factor in (work.others, work.own)] if added.any() else []


GATHER = "grad of a node = sum over all that use it of (their slope with it) * (their grad), (6)"
PRODUCT = "d(s t)/ds, where t is held"
A1 = Mistake("A1", "In how many places of the graph is this node used? This is what comes out when only one of them "
             "sends its part back, or when a second part takes the place of the first.", GATHER, one_path)
A2 = Mistake("A2", "In a product, how fast does the result move with one of its factors? This is what comes out when "
             "the other factor is left out.", PRODUCT, lambda work: [replace(work, slopes=np.ones_like(work.grads))])
A3 = Mistake("A3", "In a product one factor moves, and the other one is a fixed number in front of it: which is the "
             "fixed one? This is what comes out when the two are confused.", PRODUCT, own_factor)
A4 = Mistake("A4", "How fast does the next node move, yes, but how fast does z move with the next node? This is what "
             "comes out when the gradient that arrives is left out.", GATHER, gradient_forgotten)
A5 = Mistake("A5", "Is this where the node stands, or how fast z moves with it? This is the value.", GATHER,
             value_of_node)
A6 = Mistake("A6", "Parts arrive on several paths: what does (6) do with them? This is what comes out when they are "
             "multiplied.", GATHER, lambda work: [replace(work, combine=np.prod)] if work.grads.size > 1 else [])
A7 = Mistake("A7", "In a sum, how fast does the result move with one of its terms? This is what comes out when a sum "
             "is treated like a product.", "d(s + t)/ds, where t is held", sum_as_product)
A8 = Mistake("A8", "Which operation stands in this line of the sheet, + or *?", "",
             lambda work: [replace(work, right=work.other)])
