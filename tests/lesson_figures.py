"""Every live figure of the lessons, and states that a reader's hand may bring it to."""

from collections.abc import Callable, Iterator

import numpy as np

from helpers.digits import load_digits
from helpers.landscapes import BOWL, SADDLE, VALLEYS
from helpers.neurons import IDENTITY, PENCIL, PENCIL_2, PENCIL_2_Y_HAT, PENCIL_X, PENCIL_Y_HAT, SOFTMAX, Network
from helpers.widgets.autograd import graph_card
from helpers.widgets.backprop import step_through
from helpers.widgets.classes import pushed_digit, word_card
from helpers.widgets.descents import descent_map
from helpers.widgets.digits import training_card
from helpers.widgets.failures import plateau_card, rate_card, ravine_card
from helpers.widgets.gradient_descent import nudge_card, one_step, slope_by_slope, steepest_ascent
from helpers.widgets.jacobians import linear_map, path_fan, price_card, two_directions
from helpers.widgets.live import Live
from helpers.widgets.losses import blending_card, cost_surface, instance_curves, softmax_card, squared_error_card
from helpers.widgets.neurons import decision_line, network_lab, neuron_card, stacked_rows
from helpers.widgets.sums import sum_card
from helpers.widgets.training import dead_units_card, minibatch_card, symmetry_card

ENDINGS = {"a": 0, "sa": 1, "d": 2}
SPANISH_SA = Network(np.eye(3), np.zeros(3), [[0, 0, 0], [1, 0, 0], [0, 0, 2], [1, 2, 0]], np.zeros(4), IDENTITY,
                     SOFTMAX)
TEN = np.array([load_digits().X[load_digits().labels == k][0] for k in range(10)])
NEAREST = Network(np.eye(64), np.zeros(64), 4 * TEN, -2 * np.sum(TEN ** 2, axis=1), IDENTITY, SOFTMAX)  # of the TEN

FIGURES: dict[str, Callable[[], Live]] = {
    "neuron_card": neuron_card,
    "decision_line": decision_line,
    "stacked_rows": stacked_rows,
    "network_lab": lambda: network_lab(PENCIL, PENCIL_X[0], PENCIL_Y_HAT),
    "network_lab_2": lambda: network_lab(PENCIL_2, PENCIL_X[0], PENCIL_2_Y_HAT),
    "instance_curves": instance_curves,
    "squared_error_card": squared_error_card,
    "softmax_card": softmax_card,
    "blending_card": blending_card,
    "cost_surface": lambda: cost_surface(PENCIL, PENCIL_X[0], PENCIL_Y_HAT),
    "symmetry_card": symmetry_card,
    "dead_units_card": dead_units_card,
    "minibatch_card": minibatch_card,
    "slope_by_slope": slope_by_slope,
    "steepest_ascent": steepest_ascent,
    "nudge_card": nudge_card,
    "one_step": one_step,
    "descent_map": lambda: descent_map(BOWL),
    "descent_map_valleys": lambda: descent_map(VALLEYS, taken=20),
    "descent_map_saddle": lambda: descent_map(SADDLE, taken=40),
    "rate_card": rate_card,
    "ravine_card": ravine_card,
    "plateau_card": plateau_card,
    "path_fan": path_fan,
    "linear_map": linear_map,
    "two_directions": two_directions,
    "price_card": price_card,
    "sum_card": sum_card,
    "training_card": lambda: training_card(load_digits().take(slice(100)), load_digits().take(slice(100, 150))),
    "step_through": lambda: step_through(PENCIL_2, PENCIL_X[0], PENCIL_2_Y_HAT),
    "graph_card": graph_card,
    "word_card": lambda: word_card(SPANISH_SA, ENDINGS, ["mariposa", "Hund"]),
    "pushed_digit": lambda: pushed_digit(NEAREST, TEN),
}


def sweeps(live: Live, count: int, seed: int = 0) -> Iterator[tuple]:
    """Sweeps along random sliders, through states in which every slider stands somewhere."""
    rng = np.random.default_rng(seed)
    for k in rng.permutation(len(live.knobs))[:count]:
        state = live.state
        for knob in live.knobs:
            state = state.with_value(knob.name, knob.index, rng.choice(knob.positions()))
        knob = live.knobs[k]
        yield state.sweep(knob.name, knob.index, knob.positions()), int(k)
