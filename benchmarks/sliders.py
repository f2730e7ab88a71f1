"""How fast a picture follows its slider: our live figure against a plain `interact` notebook, in the same run.

    uv run python -m benchmarks.sliders [--steps 60] [--drags 4] [--json FILE]

What is measured, in a real JupyterLab in headless Chromium, each notebook fresh and with a kernel of its own:

- *step*: the slider of V_11 has the keyboard; one press of an arrow at a random moment of the frame, when nothing else
  is going on. From the key event to the first painted frame whose picture shows the new position.
- *drag*: the pointer pulls the same slider from one end to the other, 60 events a second, one position an event. The
  share of the positions that the slider took whose picture was painted at all, and how late those came (lag). The next
  event waits until the page has taken the one before, so a busy machine is dragged more slowly: the pace is printed.
- *messages and bytes* on the kernel's websocket, both directions, from one step until all is quiet again.

The two notebooks take turns, a few steps and one drag each, so that both see the same load of the machine; which is
first changes every round. Which position a picture shows is read from the picture: ours from the number written on the
edge (data-position changes once more when Python follows), the naive one's from a corner of its pixels whose colour
says it. "Painted" is when the frame's layout and paint are done in the page; what the screen adds is the same for both.
The floors stand beside it: the time between two frames of an idle page, and an empty message to Python and back.

In favour of the naive notebook: its figure draws less, its maths is vectorised, and it has one slider, not twelve. A
busy machine slows Python down more than the browser's frames: the ratio of a quiet one is the one to quote.
"""

import argparse
import contextlib
import json
import random
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import nbformat

from benchmarks.contenders import CONTENDERS, ECHO
from benchmarks.latency import Log, compared, summary
from benchmarks.machine import line, load, machine
from grading.notebooks import KERNELSPEC
from tests.browser.lab import chromium, jupyter, open_notebook, run_all

HERE = Path(__file__).parent
QUIET, PATIENCE = 150, 20_000  # ms without a message that count as silence; ms after which a picture counts as lost
POSITIONS, EVENTS_PER_SECOND = 81, 60

ROWS = (
    ("step_p50_ms", "step, p50 (ms)", ".1f"), ("step_p95_ms", "step, p95 (ms)", ".1f"),
    ("lag_p50_ms", "lag in a drag, p50 (ms)", ".1f"), ("lag_p95_ms", "lag in a drag, p95 (ms)", ".1f"),
    ("positions_shown", "positions shown in a drag", ".0%"), ("moves_per_s", "positions taken per second", ".0f"),
    ("jumps_back", "jumps back under the hand", "d"),
    ("messages_per_step", "messages per step", ".1f"), ("bytes_per_step", "bytes per step", ",.0f"),
)


def measure(steps: int, drags: int) -> dict[str, Any]:
    """Open both notebooks and let them take turns: one drag and a part of the steps a round."""
    with notebooks() as (pages, floor):
        logs = {name: ([], []) for name in pages}
        frames, echoes, loads = [], [], []
        for k in range(drags):
            for name in sorted(pages, reverse=k % 2 == 1):
                pages[name].bring_to_front()
                logs[name][0].extend(step(pages[name]) for _ in range(_share(steps, drags, k)))
                logs[name][1].append(drag(pages[name]))
            floor.bring_to_front()
            frames += floor.evaluate("probe.frames(60)")
            echoes += floor.evaluate("echoes(20)")
            loads.append(load())
    return compared({name: summary(*log) for name, log in logs.items()}, frames, echoes) | {"load": loads}


@contextlib.contextmanager
def notebooks() -> Iterator[tuple[dict[str, Any], Any]]:
    """A page for each contender, its slider watched, and the page of the floors."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder, "notebooks")
        root.mkdir()
        with jupyter(root, Path(folder, "home")) as address, chromium() as context:
            context.add_init_script(path=HERE / "probe.js")
            pages = {}
            for name, cells, label, way in CONTENDERS:
                pages[name] = _opened(context, address, root, name, cells)
                pages[name].wait_for_selector(".jp-OutputArea .noUi-handle")
                pages[name].evaluate("([label, way]) => probe.watch(label, way)", [label, way])
            floor = _opened(context, address, root, "echo", ECHO)
            floor.wait_for_function("() => window.echoes")
            yield pages, floor


def _opened(context, address: str, root: Path, name: str, cells: Sequence[str]):
    code = [nbformat.v4.new_code_cell(text.strip()) for text in cells]
    notebook = nbformat.v4.new_notebook(cells=code, metadata={"kernelspec": KERNELSPEC})
    nbformat.write(notebook, root / f"{name}.ipynb")
    page = open_notebook(context, address, f"{name}.ipynb")
    run_all(page)
    return page


def step(page) -> Log:
    """One press of an arrow key, away from the nearer end."""
    _settle(page)
    time.sleep(random.uniform(0, 2 / EVENTS_PER_SECOND))  # at any moment of a frame
    key = "ArrowLeft" if page.evaluate("probe.position()") > POSITIONS // 2 else "ArrowRight"
    page.evaluate("probe.clear()")
    page.keyboard.press(key)
    _settle(page)
    return page.evaluate("probe.log()")


def drag(page) -> Log:
    """From the left end to the right, one position an event."""
    page.keyboard.press("Home")
    _settle(page)
    handle, track = (page.locator(at).bounding_box() for at in (":focus", ".noUi-target:has(:focus)"))
    x, y = handle["x"] + handle["width"] / 2, handle["y"] + handle["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.evaluate("probe.clear()")
    start = time.perf_counter()
    for k in range(1, POSITIONS):
        time.sleep(max(0, start + k / EVENTS_PER_SECOND - time.perf_counter()))
        page.mouse.move(x + k * track["width"] / (POSITIONS - 1), y)
    page.mouse.up()
    _settle(page)
    return page.evaluate("probe.log()")


def _settle(page) -> None:
    page.evaluate("([quiet, patience]) => probe.settled(quiet, patience)", [QUIET, PATIENCE])


def _share(steps: int, rounds: int, k: int) -> int:
    return steps // rounds + (k < steps % rounds)


def table(numbers: dict[str, Any]) -> str:
    """The numbers as one reads them."""
    ours, naive, ratio = numbers["workbook"], numbers["interact"], numbers["ratio"]
    lines = [f"{'':34}{'workbook':>10}{'interact':>10}{'ratio':>8}"]
    for key, words, form in ROWS:
        more = f"{ratio[key]:8.1f}" if key in ratio else ""
        lines.append(f"{words:34}{ours[key]:>10{form}}{naive[key]:>10{form}}{more}")
    return "\n".join([
        *lines,
        f"floors: frame {numbers['frame_ms']:.1f} ms, echo p50 / p95 {numbers['echo_p50_ms']:.0f} / "
        f"{numbers['echo_p95_ms']:.0f} ms",
        f"a step takes {numbers['step_frames']:.2f} frames and is {numbers['step_ratio']:.1f} times faster than "
        f"interact; {numbers['positions_shown']:.0%} of the positions of a drag are shown",
    ])


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.sliders", description=__doc__.splitlines()[0])
    parser.add_argument("--steps", type=int, default=60, help="presses of a key in each notebook")
    parser.add_argument("--drags", type=int, default=4, help="drags in each notebook")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the numbers to FILE")
    options = parser.parse_args()
    numbers = measure(options.steps, options.drags) | {"machine": machine()}
    print(table(numbers))
    print(line(numbers["machine"], numbers["load"]))
    print(f"repeat: uv run python -m benchmarks.sliders --steps {options.steps} --drags {options.drags}")
    if options.json:
        options.json.write_text(json.dumps(numbers, indent=2) + "\n")


if __name__ == "__main__":
    main()
