"""Right numbers in the many spellings that students use."""

import random
from decimal import Decimal
from fractions import Fraction

import numpy as np


def spelled(values: list[float], rng: random.Random) -> object:
    """Right numbers as a student might type them."""
    if rng.random() < 0.5:
        values = [float(f"{v:.{rng.choice([3, 3, 4, 6, 12])}g}") for v in values]
    one = rng.choice([float, lambda v: int(v) if v == int(v) else v, np.float64, lambda v: Decimal(repr(float(v))),
                      lambda v: Fraction(v), lambda v: np.array(v)])
    typed = [one(v) for v in values]
    whole = [list, tuple, lambda v: np.array([float(t) for t in v]), lambda v: [[t] for t in v],
             lambda v: np.array([[float(t)] for t in v])]
    whole += [lambda v: v[0]] if len(typed) == 1 else []
    return rng.choice(whole)(typed)
