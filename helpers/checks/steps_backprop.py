"""Backpropagation as hand calculations: the stops in the order in which they are typed, each following from others."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from helpers.checks.judge_steps import Step
from helpers.checks.mistakes import Work
from helpers.checks.mistakes_steps import OF_STEP, STEP, Update
from helpers.checks.own_gradient import OwnInstance
from helpers.checks.stops_backprop import from_errors, stops
from helpers.neurons import PARAMETERS
from helpers.shapes import Array

HIDDEN, OUTPUTS = "one entry for each of the m hidden neurons", "one entry for each of the n outputs"
SAME_PLACE = "one derivative for each weight in {}, in the same place"
# for each name: its axes, why, its equation, and which part of its stop is what was typed before
STOPS = {
    "grad_E": ("", "it is one number", "grad_E E = dE/dE  (9)", {}),
    "J_Ey": ("1 n", "one row, since E is one number, and one column for each output y",
             "J(E, y) = (2 (y_i - y_hat_i))_i  (10)", {}),
    "grad_y": ("n", OUTPUTS, "grad_y E = J(E, y)^T grad_E E  (11)", {"J_Ey": "left", "grad_E": "right"}),
    "J_ys": ("n n", "one row for each y, one column for each s", "J(y, s) = (delta_ik phi2'(s_i))_ik  (12)", {}),
    "grad_s": ("n", OUTPUTS, "grad_s E = J(y, s)^T grad_y E  (13)", {"J_ys": "left", "grad_y": "right"}),
    "grad_a": ("m", HIDDEN, "grad_a E = W^T grad_s E  (15)", {"grad_s": "right"}),
    "grad_c": ("n", "one derivative for each bias in c", "grad_c E = grad_s E  (16)", {"grad_s": "right"}),
    "grad_W": ("n m", SAME_PLACE.format("W"), "grad_W E = (a_k dE/ds_j)_jk  (19)", {"grad_s": "left"}),
    "grad_l": ("m", HIDDEN, "dE/dl_i = phi1'(l_i) dE/da_i, as in (13)", {"grad_a": "right"}),
    "grad_b": ("m", "one derivative for each bias in b", "grad_b E = grad_l E, as in (16)", {"grad_l": "right"}),
    "grad_V": ("m r", SAME_PLACE.format("V"), "grad_V E = (x_k dE/dl_j)_jk, as in (19)", {"grad_l": "left"}),
    "grad_x": ("r", "one entry for each of the r inputs", "grad_x E = V^T grad_l E, as in (15)", {"grad_l": "right"}),
    "terms": ("n", "one term for each i from 1 to n", "dE/ds_i * delta_ij * a_k  (18)", {"grad_s": "left"}),
    "dE_dW": ("", "it is one number", "dE/dW_jk = the sum of your terms  (18)", {"terms": "left"}),
}
# what is typed in each exercise, after the stop of an earlier exercise from which it follows
TYPED = {
    "eq9-13": ("grad_E", "J_Ey", "grad_y", "J_ys", "grad_s"),
    "eq15-19": ("grad_s", "grad_a", "grad_c", "grad_W"),
    "eq18-value": ("grad_s", "terms", "dE_dW"),
    "q5a-by-hand": ("grad_a", "grad_l", "grad_b", "grad_V"),
    "q5c-grad-x": ("grad_l", "grad_x"),
}
OWN = ("grad_s", "grad_c", "grad_W", "grad_a", "grad_l", "grad_b", "grad_V")


def backward_steps(found: Mapping[str, Work], names: Sequence[str]) -> list[Step]:
    """These stops, in this order; each follows from what was typed before it."""
    return [_step(name, found[name], names[:i]) for i, name in enumerate(names)]


def _step(name: str, work: Work, before: Sequence[str]) -> Step:
    axes, why, equation, parts = STOPS[name]
    step = Step(name, axes, why, equation, work)
    if not parts or not set(parts) <= set(before):
        return step
    return replace(step, follows=_with(work, tuple(parts.values())),
                   back=tuple(len(before) - before.index(one) for one in parts))


def _with(work: Work, parts: tuple[str, ...]) -> Callable[..., Array]:
    """What the work gives when these parts of it are others."""
    return lambda *values: replace(work, **dict(zip(parts, values, strict=True))).value()


def own_steps(own: OwnInstance, slopes: tuple[Array, Array], rate: float) -> list[Step]:
    """Seven gradients on the student's own network, and then its new V, b, W and c."""
    found = stops(own.network, own.x, own.y_hat, *slopes)
    found["grad_s"] = from_errors(found["grad_s"])
    gradients = backward_steps(found, OWN)
    return [replace(step, name=f"own_{step.name}") for step in (*gradients, *_new(own, gradients, rate))]


def _new(own: OwnInstance, gradients: Sequence[Step], rate: float) -> list[Step]:
    """The four parameters after the step, each following from its gradient."""
    of = {step.name: step.work.value() for step in gradients}
    updates = {name: Update(getattr(own.network, name), of[f"grad_{name}"], rate) for name in PARAMETERS}
    return [Step(f"new_{name}", PARAMETERS[name], f"it is what becomes of {name}", STEP, update,
                 _with(update, ("gradient",)), (len(OWN) + i - OWN.index(f"grad_{name}"),), OF_STEP, update.theta)
            for i, (name, update) in enumerate(updates.items())]
