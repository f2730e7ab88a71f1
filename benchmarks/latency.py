"""What the log of a slider says: pure functions of the moves, the pictures and the messages that the probe noted."""

from collections.abc import Sequence
from typing import Any

import numpy as np

RATIOS = ("step_p50_ms", "step_p95_ms", "lag_p50_ms", "lag_p95_ms", "messages_per_step", "bytes_per_step")

Log = dict[str, Any]  # moves and pictures: lists of {"index", "time" in ms}; messages, bytes: counts


def delays(log: Log) -> list[float]:
    """Milliseconds from each move to the first painted picture that shows its position; moves never shown have none."""
    found = (_shown_at(move, log["pictures"]) - move["time"] for move in log["moves"])
    return [delay for delay in found if delay < np.inf]


def positions_shown(logs: Sequence[Log]) -> float:
    """The share of the positions that sliders took whose picture was shown at all."""
    taken = sum(len(log["moves"]) for log in logs)
    return sum(len(delays(log)) for log in logs) / taken


def moves_per_second(logs: Sequence[Log]) -> float:
    """How fast positions followed one another: below the 60 of the pointer when the page or the machine is busy."""
    times = [[move["time"] for move in log["moves"]] for log in logs]
    return 1000 * sum(len(t) - 1 for t in times) / sum(t[-1] - t[0] for t in times)


def jumps_back(logs: Sequence[Log]) -> int:
    """How often a slider went left under a hand that went right."""
    return sum(int((np.diff([move["index"] for move in log["moves"]]) < 0).sum()) for log in logs)


def summary(steps: Sequence[Log], drags: Sequence[Log]) -> dict[str, float]:
    """One notebook's row: steps have one move each, drags have many."""
    step = [delay for log in steps for delay in delays(log)]
    lag = [delay for log in drags for delay in delays(log)]
    return {
        "steps_shown": len(step) / len(steps),
        "step_p50_ms": quantile(step, 50), "step_p95_ms": quantile(step, 95),
        "moves_per_s": moves_per_second(drags), "jumps_back": jumps_back(drags),
        "positions_shown": positions_shown(drags),
        "lag_p50_ms": quantile(lag, 50), "lag_p95_ms": quantile(lag, 95),
        "messages_per_step": float(np.mean([log["messages"] for log in steps])),
        "bytes_per_step": float(np.mean([log["bytes"] for log in steps])),
    }


def compared(rows: dict[str, dict[str, float]], frames: Sequence[float], echoes: Sequence[float]) -> dict[str, Any]:
    """The rows of "workbook" and "interact", the floors, and how the two compare; times in ms."""
    ours, naive = rows["workbook"], rows["interact"]
    frame = quantile(frames, 50)
    return {
        "step_ratio": naive["step_p50_ms"] / ours["step_p50_ms"],
        "step_frames": ours["step_p50_ms"] / frame,
        "positions_shown": ours["positions_shown"],
        "frame_ms": frame, "echo_p50_ms": quantile(echoes, 50), "echo_p95_ms": quantile(echoes, 95),
        **rows,
        "ratio": {key: naive[key] / ours[key] for key in RATIOS},
    }


def quantile(numbers: Sequence[float], percent: float) -> float:
    return float(np.percentile(numbers, percent))


def _shown_at(move: dict, pictures: Sequence[dict]) -> float:
    times = (p["time"] for p in pictures if p["index"] == move["index"] and p["time"] >= move["time"])
    return min(times, default=np.inf)
