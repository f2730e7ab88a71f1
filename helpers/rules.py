"""The rules of a diagnosis, asked in turn: each takes a walk and gives a sentence with the numbers it goes by, or "".

Most of them go by the *share* of a step: learning rate times curvature, see `Walk`. A cost is supposed never to be
negative, as both losses are.
"""

import numpy as np

from helpers.neurons import Network
from helpers.paths import DIVERGED, Walk

LOW = 0.01        # of the cost at the start, or of the fall so far: what is left below this is not worth a diagnosis
FAIR = 0.05       # below this a walk is well, unless it zigzags; and near enough to a saddle to name it
BEYOND = 2.005    # a share above 2 leads away from the floor; bouncing to and fro for ever comes down to 2 itself
LONG = 1.5        # a share above this jumps across the floor and ends more than half as far out on the other side
SHORT = 0.1       # a share below this could be ten times as large and would still not jump across the floor
NARROW = 30       # a valley is a ravine if its sides bend so many times as much as its floor
ARRIVED = 2.3     # so many times the way to the floor leave 1 % of the cost: exp(-2 * 2.3)
BENT_DOWN = 0.01  # of the largest curvature: less could be an error of the finite differences, or a flat floor
FLAT = 0.5        # of the cost: what this slope would change on a way as long as theta is from 0
ESCAPED = 3       # a slope that grows e^3 = 20-fold in as many steps again leaves flat ground by itself


def _nan(walk: Walk, _: Network | None) -> str:
    """Something is not finite, though the parameters were no larger than a thousand times the first ones."""
    finite = np.isfinite(walk.every).all(axis=-1)
    last = max(int(np.argmin(finite)) - 1, 0)
    parameters = np.abs(walk.path.parameters)
    size, first = parameters[last].max(), parameters[0].max()
    after = parameters[last + 1:last + 2]
    if finite.all() or max(size, after.max(where=np.isfinite(after), initial=0)) > 1e3 * max(first, 1):
        return ""
    return (f"After step {last + 1} something is no finite number, although no parameter was larger than {size:.3g} "
            f"before it: the walk did not run away, a formula broke down.")


def _diverging(walk: Walk, _: Network | None) -> str:
    """It left all bounds, or the cost is above its start and rises faster and faster."""
    if walk.path.stopped == DIVERGED or not np.isfinite(walk.cost).all():
        return f"A parameter left all bounds in step {walk.path.steps}: {_reached(walk)}"
    return _rising(walk) if walk.cost[-1] > walk.cost[0] and _faster(walk.cost) else ""


def _faster(cost: np.ndarray) -> bool:
    """Whether the peaks of the three thirds of some costs rise, and the last rise is no smaller than the one before."""
    if len(cost) < 3:
        return bool(cost[-1] > cost[0])
    k = len(cost) // 3
    before, between, last = (cost[len(cost) - j * k:len(cost) - (j - 1) * k].max() for j in (3, 2, 1))
    return bool(last > between and last - between >= between - before)


def _rising(walk: Walk) -> str:
    return f"The cost went {_way(walk)} and rises: {_reached(walk)}"


def _reached(walk: Walk) -> str:
    share = float(walk.shares.max())
    if share == 0:
        return "too early to measure the curvature."
    if share > 2:
        return f"learning rate times curvature reached {share:.4g}, and above 2 a step ends further out than it began."
    return (f"yet learning rate times curvature was at most {share:.4g}, and below 2 steps go down: check the gradient "
            "with numerical_gradient, first of all its sign.")


def _low(walk: Walk, _: Network | None) -> str:
    """Less than LOW of the cost is left."""
    if walk.cost[-1] > LOW * walk.cost[0]:
        return ""
    return f"The cost fell {_way(walk)}."


def _way(walk: Walk) -> str:
    steps = walk.path.steps
    return f"from {walk.cost[0]:.4g} to {walk.cost[-1]:.4g} in {steps} {'step' if steps == 1 else 'steps'}"


def _symmetric(walk: Walk, network: Network | None) -> str:
    """Two hidden neurons have the same numbers at the start and still at the end."""
    if network is None:
        return ""
    start, end = (_hidden(Network.from_vector(theta, like=network)) for theta in walk.theta[[0, -1]])
    same = (start[:, None] == start).all(-1) & (end[:, None] == end).all(-1)
    pairs = np.argwhere(np.triu(same, k=1))
    if not len(pairs):
        return ""
    i, j = pairs[0] + 1
    return (f"Hidden neurons {i} and {j} began with equal numbers and still have equal ones: equal gradients never "
            f"part them, and they do the work of one. The cost went {_way(walk)}.")


def _hidden(network: Network) -> np.ndarray:
    """One row for each hidden neuron: its row of V, its bias, its column of W."""
    return np.hstack([network.V, network.b[:, None], network.W.T])


def _arrived(walk: Walk, part: float = LOW) -> bool:
    """The ground at the end has less to give than a part of the fall so far, and of the cost that is left."""
    return walk.ground[1].sum() <= part * max(min(walk.cost[0] - walk.cost[-1], walk.cost[-1]), 0)


def _dead(walk: Walk, network: Network | None) -> str:
    """It has arrived, and hidden units exist that no gradient reaches."""
    if network is None or not walk.path.gradient or not _arrived(walk):
        return ""
    slopes = _hidden(Network.from_vector(walk.gradients[-1], like=network))
    dead = int((slopes == 0).all(axis=-1).sum())
    if not dead:
        return ""
    return (f"The cost stays at {walk.cost[-1]:.3g}, and {dead} of {len(slopes)} hidden units are dead: they give 0 "
            "for every input, so that all their slopes are exactly 0 and nothing can wake them.")


def _saddle(walk: Walk, _: Network | None) -> str:
    """It has nearly arrived where the ground bends down to some side."""
    lowest, highest = walk.ground[0].min(), np.abs(walk.ground[0]).max()
    return _on_saddle(walk) if _arrived(walk, FAIR) and lowest < -BENT_DOWN * highest else ""


def _on_saddle(walk: Walk) -> str:
    lowest, highest = (share / walk.rate for share in (walk.ground[0].min(), walk.ground[0].max()))
    slope = np.linalg.norm(walk.gradients[-1])
    return (f"The slope is only {slope:.3g} at a cost of {walk.cost[-1]:.3g}, but this is no minimum: the curvature is "
            f"{highest:.3g} in one direction and {lowest:.3g} in another, in which the ground drops to both sides.")


def _minimum(walk: Walk, _: Network | None) -> str:
    """It has arrived, and the ground rises to all sides (or is flat)."""
    if not _arrived(walk):
        return ""
    return (f"The cost went {_way(walk)} and has arrived at a minimum; a lower one may exist elsewhere, and other "
            "starts would find it.")


def _beyond(walk: Walk, _: Network | None) -> str:
    """It was lower before, and since then steps with a share BEYOND 2 have made the cost rise faster and faster."""
    since = walk.cost[walk.cost.argmin():]
    beyond = len(since) > 6 and np.median(walk.shares[1 - len(since):]) > BEYOND
    return _rising(walk) if beyond and _faster(since) else ""


def _oscillating(walk: Walk, _: Network | None) -> str:
    """Steps jump across the floor and back to the end, and not only across a ravine on whose floor more is left."""
    share = float(np.median(walk.shares[len(walk.shares) // 2:]))
    shares, won = walk.ground
    across_a_ravine = walk.across > LONG and won[shares < SHORT].sum() > won.sum() / 2
    if not (share > LONG and walk.turns < 0) or across_a_ravine or walk.fell_to(1 / 2) <= 0.1:
        return ""
    return (f"Learning rate times curvature is {share:.4g}: 1 would lead to the floor, so each step jumps across it "
            f"and the next one back. The cost went {_way(walk)}.")


def _halving(walk: Walk, _: Network | None) -> str:
    """In the last fifth of the walk half of what was left has gone."""
    return _on_its_way(walk) if walk.fell_to(1 / 5) <= 1 / 2 else ""


def _on_its_way(walk: Walk) -> str:
    return f"The cost went {_way(walk)}, and nothing holds it up."


def _zigzag(walk: Walk, _: Network | None) -> str:
    """The valley is NARROW, and across it the steps are nearly too long."""
    return _in_ravine(walk) if walk.across >= max(LONG, NARROW * walk.along) and walk.along > 0 else ""


def _in_ravine(walk: Walk) -> str:
    across, along = walk.across, walk.along
    return (f"Across the valley learning rate times curvature is {across:.3g}, so {2 / across:.3g} times the rate is "
            f"the most; along the floor it is {along:.2g}, so that a step makes hardly any of the way. The sides bend "
            f"{across / along:.3g} times as much as the floor.")


def _fair(walk: Walk, _: Network | None) -> str:
    """Less than FAIR of what could be won is left."""
    return _on_its_way(walk) if walk.left[-1] <= FAIR * walk.left[0] else ""


def _short(walk: Walk, _: Network | None) -> str:
    """Nowhere on the walk did a step make more than SHORT of the way, and the ground bends up."""
    return _too_slow(walk) if walk.along > 0 and max(walk.across, walk.shares.max()) <= SHORT else ""


def _too_slow(walk: Walk) -> str:
    share = max(walk.across, float(walk.shares.max()))
    return (f"Learning rate times curvature is at most {share:.2g}: this is the part of the way to the floor that a "
            f"step makes, and 1 would reach it at once. The cost went {_way(walk)}.")


def _well(walk: Walk, _: Network | None) -> str:
    """In the last half half of what was left has gone; or a tenth of the cost, where the ground bends down."""
    well = walk.fell_to(1 / 2) <= 1 / 2 or (walk.along < 0 and walk.cost[-1] < 0.9 * walk.cost[len(walk.cost) // 2])
    return _on_its_way(walk) if well else ""


def _leaving(walk: Walk, _: Network | None) -> str:
    """The ground bends down, after a fall or so strongly that the slope will soon have grown: beside a saddle."""
    lengths = np.linalg.norm(walk.gradients, axis=-1)
    soon = -walk.along * walk.path.steps > ESCAPED
    return _on_saddle(walk) if walk.along < 0 and (lengths[-1] < 0.1 * lengths.max() or soon) else ""


def _plateau(walk: Walk, _: Network | None) -> str:
    """The ground bends down or nowhere: it gets steeper on the way, but not soon."""
    slope = float(np.linalg.norm(walk.gradients[-1]))
    if walk.along > 0 or slope * np.linalg.norm(walk.theta[-1]) > FLAT * walk.cost[-1]:
        return ""
    return (f"The ground is flat: the slope is {slope:.2g}, and the cost went {_way(walk)}. Learning rate times "
            f"curvature is {walk.along:.2g}: below 0 the slope grows on the way down, but slowly here.")


def _ravine(walk: Walk, _: Network | None) -> str:
    """Even the rate that suits the sides best (share 1) would not have brought the walk to the end of the floor."""
    narrow = walk.across >= NARROW * walk.along > 0
    return _in_ravine(walk) if narrow and walk.along / walk.across * walk.path.steps < ARRIVED else ""


def _slow(walk: Walk, _: Network | None) -> str:
    """A step makes less than SHORT of the way where most could be won."""
    return _too_slow(walk) if walk.along <= SHORT else ""


def _else(walk: Walk, _: Network | None) -> str:
    """Nothing speaks against it."""
    return _on_its_way(walk)


RULES = (  # the first that has something to say is right: the cheap and the certain ones come first
    ("NaN", _nan),
    ("diverging", _diverging),
    ("converging", _low),
    ("symmetric start", _symmetric),
    ("dead units", _dead),
    ("saddle", _saddle),
    ("converging", _minimum),
    ("diverging", _beyond),
    ("oscillating", _oscillating),
    ("converging", _halving),
    ("ravine", _zigzag),
    ("converging", _fair),
    ("too slow", _short),
    ("converging", _well),
    ("saddle", _leaving),
    ("plateau", _plateau),
    ("ravine", _ravine),
    ("too slow", _slow),
    ("converging", _else),
)
