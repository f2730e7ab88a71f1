"""The catalogue of mistakes on gradients by the chain rule: L1, L2, B1 to B7, C1 to C3."""

from dataclasses import dataclass, replace

import numpy as np

from helpers.checks.mistakes import Mistake
from helpers.neurons import Network, forward
from helpers.shapes import Array


@dataclass(frozen=True, eq=False)
class Chain:
    """The derivatives of E with respect to y or to one group of parameters, as products of the factors on the way.

    Parameters
    ----------
    name
        "y", "c", "W", "b" or "V".
    error, slope2, into_c : (n,)
        y - y_hat, phi2'(s), and what s gains for each unit of c.
    W, a, slope1, into_b : (n, m), (m,), (m,), (m,)
        a is what W is multiplied with, slope1 is phi1'(l), into_b what l gains for each unit of b.
    x : (r,)
        what V is multiplied with.
    others
        other vectors with which a or x, slope1 or the bias could be confused, by name.
    """

    name: str
    error: Array
    slope2: Array
    W: Array
    a: Array
    slope1: Array
    x: Array
    others: dict[str, Array]
    factor: float = 2.0
    into_b: Array | float = 1.0
    into_c: Array | float = 1.0
    turned: bool = False

    mistakes = property(lambda self: OF_CHAIN[self.name])

    def value(self) -> Array:
        """In the shape of y or of the parameter."""
        grad_y = self.factor * self.error
        grad_s = self.slope2 * grad_y
        grad_l = self.slope1 * (self.W.T @ grad_s)
        found = {"y": grad_y, "c": self.into_c * grad_s, "W": np.outer(grad_s, self.a),
                 "b": self.into_b * grad_l, "V": np.outer(grad_l, self.x)}[self.name]
        return found.T if self.turned else found


def chain(name: str, network: Network, x: Array, y_hat: Array, slope1: Array | None = None,
          slope2: Array | None = None) -> Chain:
    """The chain for one group of parameters; slopes may be given, where a kink allows for more than one."""
    _, l, a, s, y = forward(network, x)
    slope1 = network.phi1.dphi(l) if slope1 is None else slope1
    slope2 = network.phi2.dphi(s) if slope2 is None else slope2
    others = {"l": l, "a": a, "x": x, "b": network.b, "c": network.c, "y": y,
              "opposite": network.phi1.dphi(-l), "at a": network.phi1.dphi(a)}
    return Chain(name, y - y_hat, slope2, network.W, a, slope1, x, others)


def sign_of_error(work: Chain) -> list[Chain]:
    """y_hat - y."""
    return [replace(work, error=-work.error)]


def half_of_factor(work: Chain) -> list[Chain]:
    """Without the 2."""
    return [replace(work, factor=work.factor / 2)]


def loss_itself(work: Chain) -> list[Chain]:
    """(y - y_hat)^2 instead of its derivative."""
    return [replace(work, error=work.error**2, factor=1.0)]


def slope_forgotten(work: Chain) -> list[Chain]:
    """Without phi1', and without phi2'."""
    inner = [replace(work, slope1=np.ones_like(work.slope1))] if work.name in "bV" else []
    return [*inner, replace(work, slope2=np.ones_like(work.slope2))]


def other_side(work: Chain) -> list[Chain]:
    """The slope that phi1 has on the other side of 0."""
    return [replace(work, slope1=work.others["opposite"])]


def no_slope(work: Chain) -> list[Chain]:
    """phi1(l) and l in the place of phi1'(l)."""
    return [replace(work, slope1=work.others[other]) for other in ("a", "l")]


def slope_too_late(work: Chain) -> list[Chain]:
    """phi1'(a) in the place of phi1'(l)."""
    return [replace(work, slope1=work.others["at a"])]


def weight_forgotten(work: Chain) -> list[Chain]:
    """Without W."""
    return [replace(work, W=np.ones_like(work.W))]


def rows_of_W_for_columns(work: Chain) -> list[Chain]:
    """W for W^T, where it has the same shape."""
    rows, columns = work.W.shape
    return [replace(work, W=work.W.T)] if rows == columns > 1 else []


def one_output_only(work: Chain) -> list[Chain]:
    """The way through the first output, or through another one, instead of the sum over all."""
    n = len(work.W)
    return [replace(work, W=work.W * row[:, None]) for row in np.eye(n)] if n > 1 else []


def last_factor_forgotten(work: Chain) -> list[Chain]:
    """Without a_i or x_j."""
    return [replace(work, a=np.ones_like(work.a), x=np.ones_like(work.x))]


def wrong_partner(work: Chain) -> list[Chain]:
    """Another vector of the same length for a or x."""
    part = {"W": "a", "V": "x"}[work.name]
    fitting = [one for name, one in work.others.items()
               if name in ("l", "a", "x") and name != part and one.shape == getattr(work, part).shape]
    return [replace(work, **{part: other}) for other in fitting]


def rows_for_columns(work: Chain) -> list[Chain]:
    """The transpose, where it has the same shape."""
    rows, columns = work.value().shape
    return [replace(work, turned=True)] if rows == columns > 1 else []


def bias_as_weight(work: Chain) -> list[Chain]:
    """Multiplied by the bias, and 0 as for a constant."""
    return [replace(work, into_b=factor * work.others["b"], into_c=factor * work.others["c"]) for factor in (1, 0)]


L1_Y = Mistake("L1", "Have y and y_hat changed places? In these notes y_hat is the gold label, and it is subtracted "
               "from the output y.", "dE/dy = 2 (y - y_hat)", sign_of_error,
               first="If y grows a little, does E grow or shrink, and does the sign of your answer say so?")
L2_Y = Mistake("L2", "Is a factor 2 missing? This is what comes out for 1/2 (y - y_hat)^2, as some books define it; "
               "these notes have no 1/2.", "dE/dy = 2 (y - y_hat)", half_of_factor)
L_LOSS = Mistake("L-value", "Is this E, or how fast E changes with y?", "dE/dy, the derivative of (y - y_hat)^2",
                 loss_itself)
B1 = Mistake("B1", "On the way from the parameter to E, where does phi stand, and which slope does it have there? This "
             "is what comes out when an activation function is passed without its derivative.", "", slope_forgotten)
B1_SIDE = Mistake("B1-branch", "On which side of 0 is each entry of l, and which slope has phi1 there? This is what "
                  "comes out when the two sides are swapped.", "", other_side)
B2 = Mistake("B2", "Is this phi1'(l)? This is what comes out when a value stands in the place of the slope.",
             "", no_slope)
B2_LATE = Mistake("B2-late", "At which value is the slope of phi1 taken? This is what comes out when it is taken at a "
                  "instead of at l.", "", slope_too_late)
C1 = Mistake("C1", "How does a_i reach the output? This is what comes out when the weight between them is left out.",
             "", weight_forgotten)
PATHS = "dE/da_i = sum_k dE/dy_k * phi2'(s_k) * W_ki"
B3 = Mistake("B3", "Over which outputs does hidden neuron i reach E, and in which column of W do those weights stand? "
             "This is what comes out with the rows of W.", PATHS, rows_of_W_for_columns)
C3 = Mistake("C3", "How many outputs does a hidden neuron reach? This is what comes out when the way through one of "
             "them only is counted.", PATHS, one_output_only)
C2 = Mistake("C2", "By what is the parameter multiplied in the forward pass? This is what comes out when that factor "
             "is left out, as if the parameter were a bias.", "", last_factor_forgotten)
B4 = Mistake("B4", "Have rows and columns been swapped? The entry in row i and column j belongs to the weight in row i "
             "and column j.", "", rows_for_columns,
             first="Which weight stands in row 1 and column 2, and by which number is it multiplied in the forward "
                   "pass?")
B5 = Mistake("B5", "By which vector is this matrix multiplied in the forward pass? This is what comes out with another "
             "one.", "", wrong_partner)
B7 = Mistake("B7", "If the bias grows by 1, by how much does the sum grow that it is added to? The answer is the same "
             "for every value of the bias.", "", bias_as_weight)
OF_SLOPES = (B1, B1_SIDE, B2, B2_LATE, B3, C1, C3)
OF_CHAIN = {"y": (L1_Y, L2_Y, L_LOSS), "c": (L1_Y, L2_Y, B1, B7), "W": (L1_Y, L2_Y, B1, C2, B4, B5),
            "b": (L1_Y, L2_Y, *OF_SLOPES, B7), "V": (L1_Y, L2_Y, *OF_SLOPES, C2, B4, B5)}
