"""The notebooks that `benchmarks.sliders` compares, and the one that measures the floors."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

WORKBOOK = ["""
from helpers.neurons import PENCIL, PENCIL_X, PENCIL_Y_HAT
from helpers.widgets.neurons import network_lab
""", "network_lab(PENCIL, PENCIL_X[0], PENCIL_Y_HAT)"]
NAIVE = ["""
import matplotlib.pyplot as plt
from ipywidgets import interact
from benchmarks.naive import cost_curve, diagram, tag
""", """
@interact(V_11=(-4.0, 4.0, 0.1))
def show(V_11=-2.0):
    figure, (left, right) = plt.subplots(1, 2, figsize=(9, 3), width_ratios=(2.7, 1))
    diagram(left, V_11)
    cost_curve(right, V_11)
    tag(figure, V_11)
"""]
ECHO = [f"""
import anywidget
class Echo(anywidget.AnyWidget):
    _esm = {Path(__file__).with_name("echo.js").read_text()!r}
echo = Echo()
echo.on_msg(lambda widget, content, buffers: widget.send({{}}))
echo
"""]


class Contender(NamedTuple):
    """A notebook, the label of its slider, and how the probe reads from its picture which position it shows."""

    name: str
    cells: Sequence[str]
    label: str
    way: str


CONTENDERS = (Contender("workbook", WORKBOOK, "V₁₁", "number"), Contender("interact", NAIVE, "V_11", "colour"))
