"""A notebook with live figures in the browser, and its kernel asked from outside."""

import contextlib
import json
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Self

from helpers.landscapes import BOWL
from helpers.neurons import PENCIL, PENCIL_2, PENCIL_2_Y_HAT, PENCIL_X, PENCIL_Y_HAT
from helpers.widgets.autograd import graph_card
from helpers.widgets.backprop import step_through
from helpers.widgets.descents import descent_map
from helpers.widgets.jacobians import price_card
from helpers.widgets.live import Live
from helpers.widgets.losses import cost_surface
from helpers.widgets.neurons import decision_line, network_lab, neuron_card

BESIDE = PENCIL.with_value("V", (0, 0), 5.5).with_value("W", (0, 0), 2.9963)  # outside a slider, beside its grid
CELLS = {
    "imports": "from helpers.landscapes import BOWL\nfrom helpers.neurons import *\n"
               "from helpers.widgets.autograd import graph_card\nfrom helpers.widgets.classes import word_card\n"
               "from helpers.widgets.stopwatch import Stopwatch\nfrom helpers.widgets.descents import descent_map\n"
               "from helpers.widgets.losses import cost_surface\nfrom helpers.widgets.neurons import *\n"
               "from helpers.widgets.jacobians import price_card\n"
               "from helpers.checks.proofs import CHAIN_RULE, reply\n"
               "from helpers.widgets.ordering import OrderLines\nfrom helpers.widgets.backprop import step_through\n"
               "from helpers.checks.quiz_neurons import OPENING\nfrom helpers.checks.quizzes import answer\n"
               "from helpers.widgets.quiz import Quiz",
    "card": "card = neuron_card()\ncard",
    "line": "line = decision_line()\nline",
    "lab": "lab = network_lab(PENCIL, PENCIL_X[0], PENCIL_Y_HAT)\nlab",
    "beside": "net = PENCIL.with_value('V', (0, 0), 5.5).with_value('W', (0, 0), 2.9963)\n"
              "beside = network_lab(net, PENCIL_X[0], PENCIL_Y_HAT)\nbeside",
    "again": "lab",
    "map": "map = cost_surface(PENCIL, PENCIL_X[0], PENCIL_Y_HAT)\nmap",
    "walk": "walk = descent_map(BOWL, taken=12)\nwalk",
    "graph": "graph = graph_card()\ngraph",
    "price": "price = price_card()\nprice",
    "word": "word = word_card(Network([[1]], [0], [[1], [0], [0], [2]], [0, 0, 0, 0], TANH, SOFTMAX), {'a': 0}, "
            "['casa'])\nword",
    "watch": "Stopwatch({'a sum': lambda: sum(range(9)), 'nothing': int})",
    "steps": "steps = step_through(PENCIL_2, PENCIL_X[0], PENCIL_2_Y_HAT)\nsteps",
    "proof": "proof = OrderLines(CHAIN_RULE, reply)\nproof",
    "quiz": "Quiz(OPENING, answer)",
    "quiz twice": "Quiz(OPENING, answer)",
}
TWINS = {
    "card": neuron_card,
    "line": decision_line,
    "lab": lambda: network_lab(PENCIL, PENCIL_X[0], PENCIL_Y_HAT),
    "map": lambda: cost_surface(PENCIL, PENCIL_X[0], PENCIL_Y_HAT),
    "walk": lambda: descent_map(BOWL, taken=12),
    "graph": graph_card,
    "price": price_card,
    "steps": lambda: step_through(PENCIL_2, PENCIL_X[0], PENCIL_2_Y_HAT),
    "beside": lambda: network_lab(BESIDE, PENCIL_X[0], PENCIL_Y_HAT),
}


@cache
def twin(name: str) -> Live:
    """The same figure in this process, at its start."""
    return TWINS[name]()


def words(live: Live, k: int, value: float) -> str:
    """What the picture says when slider k stands at `value` and the others as in its state."""
    knob, sentence = live.knobs[k], live.picture.words
    rows = sentence.rows(live.state.sweep(knob.name, knob.index, [value]))
    return f"{live.picture.alt} {sentence.words(rows[0], k)}"


@dataclass
class Figure:
    """A live figure on the page."""

    page: Any
    live: Any  # where it stands

    def knob(self, name: str):
        """The handle of a slider, as one finds it with a screen reader."""
        return self.live.get_by_role("slider", name=name, exact=True)

    def press(self, name: str, key: str, times: int = 1) -> None:
        self.knob(name).focus()
        for _ in range(times):
            self.page.keyboard.press(key)

    def ask(self, what: str, *rest: Any) -> Any:
        """Call a function of probe.js on this figure."""
        return self.live.evaluate(f"(live, rest) => probe.{what}(live, ...rest)", list(rest))

    def says(self, label: str) -> None:
        """Wait until the picture says this."""
        for _ in range(200):
            if (said := self.ask("picture")["label"]) == label:
                return
            self.page.wait_for_timeout(50)
        raise AssertionError(f"the picture says {said!r}, not {label!r}")

    def reset(self) -> None:
        """Press every reset."""
        for button in self.live.get_by_role("button", name="reset").all():
            button.click()

    def log(self) -> list[dict]:
        return self.live.evaluate("live => live.log")


@dataclass
class Notebook:
    """A notebook that ran."""

    page: Any
    kernel: Any

    @classmethod
    @contextlib.contextmanager
    def of(cls, page: Any, address: str, home: Path, name: str) -> Iterator[Self]:
        """The notebook on a page, with a second connection to its kernel."""
        from jupyter_client import BlockingKernelClient

        with urllib.request.urlopen(f"{address}/api/sessions") as answer:
            kernel = next(s["kernel"]["id"] for s in json.load(answer) if s["path"] == name)
        client = BlockingKernelClient(connection_file=str(next(home.rglob(f"kernel-{kernel}.json"))))
        client.load_connection_file()
        client.start_channels()
        client.wait_for_ready(timeout=30)
        yield cls(page, client)
        client.stop_channels()

    def figure(self, cell: str) -> Figure:
        cells = list(CELLS)
        live = self.page.locator(".jp-CodeCell").nth(cells.index(cell)).locator(".workbook-live")
        live.locator(".workbook-picture svg[data-position]").wait_for(timeout=60_000)
        return Figure(self.page, live)

    def python(self, expression: str) -> str:
        """repr(expression) in the kernel."""
        message = self.kernel.execute("", silent=True, user_expressions={"it": expression})
        while (reply := self.kernel.get_shell_msg(timeout=30))["parent_header"].get("msg_id") != message:
            pass
        return reply["content"]["user_expressions"]["it"]["data"]["text/plain"]

    def until(self, holds: Callable[[], bool]) -> None:
        """Wait for a condition outside the page."""
        for _ in range(400):
            if holds():
                return
            self.page.wait_for_timeout(50)
        raise AssertionError("waited in vain")
