"""What goes wrong on a walk downhill, why we think so, and what cures it."""

import textwrap
from dataclasses import dataclass

import numpy as np

from helpers.neurons import Network
from helpers.paths import Path, Walk
from helpers.rules import RULES
from helpers.shapes import ArgumentValueError


@dataclass(frozen=True)
class Diagnosis:
    """What goes wrong on a walk (or that nothing does), why we think so, and what cures it."""

    name: str
    why: str
    cure: str

    def __str__(self) -> str:
        return "\n".join(textwrap.fill(text, 88) for text in (f"{self.name}: {self.why}", f"What to do: {self.cure}"))


CURES = {
    "converging": "Nothing needs a cure. Where the cost still falls, more steps bring it closer to where it is "
                  "heading.",
    "too slow": "Raise the learning rate, tenfold at first, as long as the cost keeps falling.",
    "oscillating": "Halve the learning rate, until successive steps no longer point against each other.",
    "diverging": "Lower the learning rate below 2 over the largest curvature: try a tenth of it, then raise it slowly.",
    "ravine": "Rescale the inputs or the parameters, so that all directions bend alike; the learning rate cannot help.",
    "plateau": "Start where the neurons are not saturated, or take a loss whose slope does not vanish there: "
               "the negative log-likelihood for a logistic or a softmax output.",
    "saddle": "Start somewhere else: a little beside this path is enough, and noise from mini-batches does it too.",
    "symmetric start": "Start with random weights, different in every row of V.",
    "dead units": "Start again with other random weights, more hidden units or a lower learning rate; a leaky ReLU "
                  "cannot die.",
    "NaN": "Look for log 0, 0 / 0 and exp of a large number at the last finite parameters: take the largest score off "
           "before softmax, and compute its log without going through the probabilities.",
}


def diagnose(path: Path, network: Network | None = None) -> Diagnosis:
    """Say what goes wrong on a walk: the first of RULES that has something to say.

    Parameters
    ----------
    path
        with its cost, which must never be negative; with its `gradient` the ground around its end is probed too.
    network
        any network of the right shapes and activations, if theta is `Network.to_vector()`; "symmetric start" and
        "dead units" are seen only with it.

    Raises
    ------
    ValueError
        if the path has no cost or no steps, or does not fit the network.
    """
    if path.cost is None or path.steps == 0:
        raise ArgumentValueError("diagnose needs a path with a cost and at least one step: descend(..., cost=...).")
    walk = Walk(path)
    with np.errstate(all="ignore"):  # what overflows here has overflowed on the walk, and is what we look for
        name, why = next((name, why) for name, rule in RULES if (why := rule(walk, network)))
    return Diagnosis(name, why, CURES[name])
