"""The catalogue of mistakes on backpropagation by hand: B1 to B7, C1 to C3, E1, K1 to K7, L1, L2."""

from dataclasses import replace

from helpers.checks.mistakes import Mistake
from helpers.checks.mistakes_gradient import L1_Y, L2_Y, L_LOSS


def _mistake(code: str, question: str, first: str = "") -> Mistake:
    """A mistake whose ways each stop knows itself; what to compare with is the equation of the step."""
    return Mistake(code, question, "", lambda work: [replace(work, **one) for one in work.instead[code]], first)


CATALOGUE = {one.code: one for one in (
    _mistake("L1", L1_Y.question, "If the first output grows a little, does E grow or shrink, and does the sign of "
             "your first entry say so?"),
    *(_mistake(one.code, one.question) for one in (L2_Y, L_LOSS)),
    _mistake("E1", "How fast does E grow when E itself grows? This is what comes out when the value of E is given, or "
             "when E is taken for a constant."),
    _mistake("B1", "Through which activation function does the gradient pass before it is here? This is what comes "
             "out when its derivative is left out."),
    _mistake("B1-branch", "On which side of 0 is each of the sums, and which slope has phi there? This is what comes "
             "out when the two sides are swapped."),
    _mistake("B1-early", "Between a and s there are weights only: which derivative is in here already? This is what "
             "comes out when phi1' is multiplied in one stop too early."),
    _mistake("B1-halved", "Which of the sums are negative? This is what comes out when phi has the slope of the "
             "negative side at all of them."),
    _mistake("B2", "Is this the slope of phi at the sum? This is what comes out when a value stands in its place."),
    _mistake("B2-late", "At which value is the slope of phi taken? This is what comes out when it is taken at the "
             "activation, not at the sum."),
    _mistake("B3", "Which index does (6) add up over: the later layer's or the earlier one's? This is what comes out "
             "with the rows of the matrix in the place of its columns: where is the transpose of (7)?",
             "Which entries of the matrix does the first neuron of the earlier layer meet, on its ways to all of the "
             "later one, and have these been used for the first entry?"),
    _mistake("B4", "Have rows and columns been swapped? A gradient has the shape of its parameter: its entry in row j "
             "and column k belongs to the weight in row j and column k.",
             "Which weight stands in row 1 and column 2, and by which number is it multiplied in the forward pass?"),
    _mistake("B5", "Which matrix and which vector meet in the forward pass where this gradient belongs? This is what "
             "comes out with another matrix, or with another vector, than those."),
    _mistake("B6", "On how many sums does the first entry of phi's result depend? This is what comes out when all of "
             "them count for every entry; phi works entry by entry, so (12) is diagonal."),
    _mistake("B7", "If a bias grows by 1, by how much does its sum grow? The answer is the same for every value of the "
             "bias; this is what comes out when the bias is multiplied in, or when nothing arrives at it."),
    _mistake("C1", "By which weights does the earlier layer reach the later one? This is what comes out when they are "
             "left out."),
    _mistake("C2", "By what is each weight multiplied in the forward pass? This is what comes out when that factor is "
             "left out, as if the weights were biases."),
    _mistake("C3", "On how many paths does one neuron reach E? This is what comes out when only one of them is "
             "counted."),
    _mistake("K1", "For which i does s_i depend on this weight at all? This is what comes out without the delta."),
    _mistake("K2", "For which i is delta_ij equal to 1? This is what comes out when i is compared with k, not with j."),
    _mistake("K3", "Which activation is W_jk multiplied by in the forward pass? This is what comes out with another "
             "one."),
    _mistake("K4", "Each term is a product of two slopes. This is what comes out when dE/ds_i is left out: how does "
             "s_i go on to E?"),
    _mistake("K5", "For which i is delta_ij equal to 1, and where in the list does the term of this i stand? This is "
             "what comes out when the right term stands in another place."),
    _mistake("K6", "Which of the two letters of W_jk counts the rows? This is what comes out when j and k change "
             "places throughout."),
    _mistake("K7", "Your terms are right: what does (18) do with them? This is what comes out when they are "
             "multiplied, or when their mean is taken.", "Your terms are right: what does (18) do with them?"),
)}
