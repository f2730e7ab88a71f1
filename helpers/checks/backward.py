"""The way back through layers, line by line, so that each line can slip in each layer."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

import numpy as np

from helpers.checks.mistakes import Mistake
from helpers.shapes import Array

Line = Callable[["Layer", Array], Array]
Slips = Callable[["Back"], list["Back"]]
LINES: dict[str, Line] = {
    "s": lambda layer, grad_y: layer.dphi(layer.s) * grad_y,  # (13)
    "a": lambda layer, grad_s: layer.W.T @ grad_s,            # (15)
    "c": lambda _, grad_s: grad_s,                            # (16)
    "W": lambda layer, grad_s: np.outer(grad_s, layer.a),     # (19)
}


@dataclass(frozen=True, eq=False)
class Layer:
    """What a layer y = phi(W a + c) has seen on the way forward, and its lines on the way back.

    Parameters
    ----------
    a, s, y : (m,), (n,), (n,)
        named as those of the second layer.
    dphi
        the derivative of phi.
    others
        vectors that could be taken for a.
    W, c : (n, m), (n,)
        left out where they are not known.
    lines
        what each gradient is computed by; a slip has another line in its place.
    """

    a: Array
    s: Array
    y: Array
    dphi: Callable[[Array], Array]
    others: tuple[Array, ...]
    W: Array | None = None
    c: Array | float = 0.0
    lines: dict[str, Line] = field(default_factory=LINES.copy)

    def back(self, of: str, grad_y: Array) -> Array:
        """The gradient with respect to y, s, a, c or W."""
        if of == "y":
            return grad_y
        grad_s = self.lines["s"](self, grad_y)
        return grad_s if of == "s" else self.lines[of](self, grad_s)


@dataclass(frozen=True, eq=False)
class Back:
    """A gradient on the way back.

    Parameters
    ----------
    layers
        the last one first.
    y_hat : (n,)
    at, of
        in which of the layers, and with respect to what: y, s, a, c or W.
    mistakes
        what can go wrong on this way.
    loss
        turns y and y_hat into grad_y.
    """

    layers: tuple[Layer, ...]
    y_hat: Array
    at: int
    of: str
    mistakes: tuple[Mistake, ...]
    loss: Callable[[Array, Array], Array] = lambda y, y_hat: 2 * (y - y_hat)  # (10), (11)

    def value(self) -> Array:
        """In the shape of what it is taken with respect to."""
        grad_y = self.loss(self.layers[0].y, self.y_hat)
        for layer in self.layers[:self.at]:
            grad_y = layer.back("a", grad_y)
        return np.asarray(self.layers[self.at].back(self.of, grad_y))

    @property
    def ends(self) -> bool:
        """Whether its shapes let it come to an end."""
        try:
            self.value()
        except ValueError:
            return False
        return True


def loss(other: Callable[[Array, Array], Array]) -> Slips:
    """Another grad_y."""
    return lambda work: [replace(work, loss=other)]


def lines(*others: dict[str, Line]) -> Slips:
    """Other lines in one of the layers, or in all of them."""
    def slips(work: Back) -> list[Back]:
        every = range(len(work.layers))
        return _ending(_changed(work, place, lambda layer, other=other: {"lines": layer.lines | other})
                       for other in others for place in ({*every}, *({i} for i in every)))
    return slips


def own_lines(*others: dict[str, Line], of: str) -> Slips:
    """Other lines in the layer that is asked for, if one of the gradients `of` is."""
    def slips(work: Back) -> list[Back]:
        return _ending(_changed(work, {work.at}, lambda layer, other=other: {"lines": layer.lines | other})
                       for other in others if work.of in of)
    return slips


def earlier_lines(other: dict[str, Line]) -> Slips:
    """Other lines in a layer that has been passed before."""
    return lambda work: _ending(_changed(work, {i}, lambda layer: {"lines": layer.lines | other})
                                for i in range(work.at))


def of_another_layer(name: str) -> Slips:
    """The derivative or the matrix of another layer, in one of the layers."""
    def slips(work: Back) -> list[Back]:
        every = range(len(work.layers))
        return _ending(_changed(work, {i}, lambda _, other=work.layers[j]: {name: getattr(other, name)})
                       for i in every for j in every if i != j)
    return slips


def other_vector(work: Back) -> list[Back]:
    """Another vector in the outer product, in one of the layers or in all of them."""
    most = max(len(layer.others) for layer in work.layers)
    return lines(*({"W": lambda layer, grad_s, i=i: np.outer(grad_s, layer.others[i % len(layer.others)])}
                   for i in range(most)))(work)


def _changed(work: Back, place: set[int], change: Callable[[Layer], dict]) -> Back:
    return replace(work, layers=tuple(replace(layer, **change(layer)) if i in place else layer
                                      for i, layer in enumerate(work.layers)))


def _ending(works: Iterable[Back]) -> list[Back]:
    return [work for work in works if work.ends]
