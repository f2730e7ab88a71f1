"""The network invented in question 3(a): which mistakes it would hide, and how it is kept for later lessons."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from helpers.checks.judge_steps import Step
from helpers.checks.mistakes import visible
from helpers.checks.mistakes_neurons import CATALOGUE, OF_PHI, Working
from helpers.checks.notyet import NotYet
from helpers.checks.progress import home, set_aside, write_json
from helpers.neurons import ACTIVATIONS, IDENTITY, PARAMETERS, Network, forward
from helpers.shapes import Array

FILE = "my_network.json"
CURES = {
    "F1": "A forgotten bias would not show on your network: give b and c values other than 0.",
    "F2": "A swap of rows and columns would not show on your network: change one weight outside the diagonal of V.",
    "F3": "A forgotten phi1 would not show on your network: take one that is not the identity, and "
          "inputs with a negative entry in l.",
    "F4": "It makes no difference on your network where phi1 stands: take inputs with a negative entry in l.",
    "F5": "If you applied phi1 to s by mistake, your numbers would not show it, because y is positive; an input that "
          "makes y negative would show it.",
    "F6": "A wrong sign would not show on your network: use fewer zeros.",
}


@dataclass(frozen=True, eq=False)
class OwnNetwork:
    """What was invented in question 3(a): a network, two inputs (2, r), and the gold label (n,)."""

    network: Network
    x: Array
    y_hat: Array


def forward_steps(network: Network, x: Array, i: int) -> list[Step]:
    """The forward pass on input i as the four steps of a hand calculation, named l_i, a_i, s_i, y_i."""
    _, _, a, _, _ = forward(network, x)
    V, b, W, c, phi1, phi2 = network.V, network.b, network.W, network.c, network.phi1, network.phi2
    m, n = "one entry for each of the m hidden neurons", "one entry for each of the n outputs"
    return [Step(f"l_{i}", "m", m, "l = V x + b", Working(x, V, b, IDENTITY)),
            Step(f"a_{i}", "m", m, "a = phi1(l)", Working(x, V, b, phi1), phi1, own=OF_PHI),
            Step(f"s_{i}", "n", n, "s = W a + c", Working(a, W, c, IDENTITY, hidden=phi1), lambda a: W @ a + c),
            Step(f"y_{i}", "n", n, "y = phi2(s)", Working(a, W, c, phi2, hidden=phi1), phi2, own=OF_PHI)]


def hidden_mistakes(network: Network, x: Array) -> list[str]:
    """The mistakes that could be made but would not show on these two inputs."""
    steps = [step for i, one in enumerate(x) for step in forward_steps(network, one, i)]
    seen = {code for step in steps for code in visible(step.work)}
    possible = [code for code in CURES if any(CATALOGUE[code].slips(step.work) for step in steps)]
    return [code for code in possible if code not in seen]


def remark(network: Network, x: Array) -> str:
    """One change to suggest, or nothing."""
    return next(_remarks(network, x), "")


def _remarks(network: Network, x: Array) -> Iterator[str]:
    l = forward(network, x).l
    for code in hidden_mistakes(network, x):
        yield CURES[code]
    V, W = network.V, network.W
    if V.shape[0] == V.shape[1] and np.array_equal(V, V.T) and V.size > 1:
        yield CURES["F2"]
    if not network.b.any() or not network.c.any():
        yield f"{'c' if network.b.any() else 'b'} is 0, so it would not show if it were forgotten: give it a value."
    if (V == 0).any() or (W == 0).any() or (x == 0).any():
        yield "A product with a 0 in it shows no mistake in its sign: replace one 0 by another number."
    if network.phi1.name in ("tanh", "logistic") and (np.abs(l) > 4).all():
        yield f"All of l is so far from 0 that {network.phi1.name} is saturated and hides what is in front of it: " \
              "divide the weights in V by ten."
    if network.phi1.name in ("relu", "leaky relu") and (np.abs(l) < 1e-6).any():
        yield "An entry of l is 0, exactly where phi1 has its kink: change b a little."


def save_network(own: OwnNetwork) -> str:
    """Keep the network in the student's folder, if there is one; returns a word where that cannot be done."""
    folder, phis = home(), (own.network.phi1, own.network.phi2)
    if any(ACTIVATIONS.get(phi.name) is not phi for phi in phis):
        return "Later lessons cannot use it: phi1 and phi2 have to be elementwise functions of helpers.neurons."
    data = {name: getattr(own.network, name).tolist() for name in PARAMETERS}
    data |= {"phi1": phis[0].name, "phi2": phis[1].name, "x": own.x.tolist(), "y_hat": own.y_hat.tolist()}
    try:
        if folder:
            write_json(folder / FILE, data)
    except OSError as error:
        return f"It could not be kept as {FILE} ({error.strerror})."
    return ""


def load_network() -> OwnNetwork:
    """The network of question 3(a), from the student's folder.

    Raises
    ------
    NotYet
        if there is none yet, or it cannot be read.
    """
    path = (home() / FILE) if home() else None
    if path is None or not path.is_file():
        raise NotYet("your own network is not here yet: work through q3a-network in 01_neurons first.")
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        parameters = [data[name] for name in PARAMETERS]
        network = Network(*parameters, ACTIVATIONS[data["phi1"]], ACTIVATIONS[data["phi2"]])
        return OwnNetwork(network, forward(network, data["x"]).x, np.asarray(data["y_hat"], float))
    except (ValueError, KeyError, TypeError):
        kept = set_aside(path)
        raise NotYet(f"{FILE} could not be read. It is kept as {kept.name}; run q3a-network once more.") from None
